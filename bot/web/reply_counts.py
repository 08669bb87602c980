"""Counts the assistant's messages by day and outcome for the board, and writes the sums down.

/metrics counts the same since the last start; these counts outlive it, and hold no words either.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import NoReturn

import structlog

from bot.store.database import Store, StoreError
from bot.store.reply_counts import add_counts
from bot.web.moments import today

# One small transaction in so many seconds; a process that is killed loses no more than that.
WRITE_EVERY = 10.0

log = structlog.get_logger()


class ReplyCounts:
    """What was counted and is not written yet."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now = store, now
        self._counts: Counter[tuple[date, str]] = Counter()

    def count(self, outcome: str) -> None:
        """Count one message on today's day."""
        self._counts[today(self._now()), outcome] += 1

    async def run(self) -> NoReturn:
        """Write what was counted, until cancelled; no failure ends it."""
        while True:
            await asyncio.sleep(WRITE_EVERY)
            await self.flush()

    async def flush(self) -> None:
        """Write it down now; what cannot be written is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            await self._store.write(add_counts, counts)
        except StoreError as error:
            self._counts += counts
            log.warning("counts could not be written", failure=str(error))

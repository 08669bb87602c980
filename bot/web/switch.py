"""The switch that stops the assistant: the service looks at it often, so that all of them obey."""

from __future__ import annotations

import asyncio
from typing import NoReturn

import structlog

from bot.store import stops
from bot.store.database import Store, StoreError
from bot.web.news import Event, News
from bot.web.pack import Pack
from bot.web.refusals import RefusedError
from bot.web.words import Words

# Whoever stops it by a command, or at another service's desk, is obeyed within this time.
LOOK_EVERY = 2.0
# A page that is open asks again after so many seconds.
ASK_AGAIN = 60

log = structlog.get_logger()


class Switch:
    """Whether the assistant is stopped, and the reason for all to read."""

    def __init__(self, store: Store, pack: Pack, words: Words, news: News) -> None:
        self._store = store
        self._pack = pack
        self._words = words
        self._news = news
        self.reason: str | None = None

    async def look(self) -> None:
        """See how it stands; where the store is away, it stands as it did."""
        try:
            stop = await self._store.read(stops.current)
        except StoreError as error:
            log.warning("switch could not be looked at", failure=str(error))
            return
        stood, self.reason = self.reason, stop.reason if stop else None
        if stood == self.reason:
            return
        sentence = self.sentence()
        self._news.deliver_to_all(
            Event("stopped", {"sentence": sentence}) if sentence else Event("started")
        )

    async def run(self) -> NoReturn:
        """Look again and again, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY)

    def check(self) -> None:
        """Raise :class:`RefusedError` "stopped" while it is stopped."""
        if self.reason is not None:
            raise RefusedError("stopped", retry_after=ASK_AGAIN)

    def sentence(self) -> str | None:
        """Why there is no answer, the numbers, and whom to write to; None while it answers."""
        if self.reason is None:
            return None
        areas = self._pack.knowledge.areas.values()
        advisors = "; ".join(f"{one.name} {one.advisor.email}" for one in areas)
        sentences = [
            self._words.say("stopped.why", reason=self.reason, numbers=self._pack.numbers()),
            *([self._words.say("stopped.advisors", advisors=advisors)] if advisors else []),
        ]
        return " ".join(sentences)

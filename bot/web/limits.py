"""How fast anybody may speak: a limit for each conversation, a wider one for each origin."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.settings import RateLimit
from bot.web.refusals import RefusedError

# A school's staff share one address, so an origin may speak as fast as this many people.
PEOPLE_OF_AN_ORIGIN = 10


class Limiter:
    """Counts messages in a moving window; with no limit set it lets everything pass."""

    def __init__(self, limit: RateLimit | None) -> None:
        self._counter = MovingWindowRateLimiter(MemoryStorage())
        self._limits: list[RateLimitItem] = []
        if limit:
            amounts = (limit.amount, limit.amount * PEOPLE_OF_AN_ORIGIN)
            self._limits = [RateLimitItemPerSecond(amount, limit.seconds) for amount in amounts]

    async def count(self, conversation: str, origin: str) -> None:
        """Count one message; raises :class:`RefusedError` "too_many" with the seconds to wait."""
        who = (("conversation", conversation), ("origin", origin))
        for limit, names in zip(self._limits, who, strict=False):
            if not await self._counter.hit(limit, *names):
                raise RefusedError("too_many", await self._wait(limit, names))

    async def _wait(self, limit: RateLimitItem, names: tuple[str, str]) -> int:
        window = await self._counter.get_window_stats(limit, *names)
        return max(1, math.ceil(window.reset_time - time.time()))

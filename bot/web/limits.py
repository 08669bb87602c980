"""How fast anybody may speak: a limit for each conversation, a wider one for each origin."""

from __future__ import annotations

import math
import time

import structlog
from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from bot.rate_limit import RateLimit
from bot.web.refusals import RefusedError

# A school's staff share one address, so an origin may speak as fast as this many people.
PEOPLE_OF_AN_ORIGIN = 10

log = structlog.get_logger()
Names = tuple[str, str]


class Limiter:
    """Counts messages in a moving window; with no limit set it lets everything pass.

    With a Redis server several services share the counts; while it is away each counts alone.
    """

    def __init__(self, limit: RateLimit | None, redis_url: str | None = None) -> None:
        self._alone = MovingWindowRateLimiter(MemoryStorage())
        self._shared = MovingWindowRateLimiter(_redis(redis_url)) if redis_url else None
        self._limits: list[RateLimitItem] = []
        if limit:
            amounts = (limit.amount, limit.amount * PEOPLE_OF_AN_ORIGIN)
            self._limits = [RateLimitItemPerSecond(amount, limit.seconds) for amount in amounts]

    async def count(self, conversation: str, origin: str) -> None:
        """Count one message; raises :class:`RefusedError` "too_many" with the seconds to wait."""
        who = (("conversation", conversation), ("origin", origin))
        for limit, names in zip(self._limits, who, strict=False):
            wait = await self._wait(limit, names)
            if wait is not None:
                raise RefusedError("too_many", wait)

    async def _wait(self, limit: RateLimitItem, names: Names) -> int | None:
        """Count one; the whole seconds to wait where it is one too many, else None."""
        if self._shared:
            try:
                return await _hit(self._shared, limit, names)
            except StorageError as error:
                fault = type(error.storage_error).__name__
                log.warning("shared limits cannot be reached", failure=fault)
        return await _hit(self._alone, limit, names)


async def _hit(counter: MovingWindowRateLimiter, limit: RateLimitItem, names: Names) -> int | None:
    if await counter.hit(limit, *names):
        return None
    window = await counter.get_window_stats(limit, *names)
    return max(1, math.ceil(window.reset_time - time.time()))


def _redis(url: str) -> RedisStorage:
    # A server that is away must not hold up whoever is waiting for an answer.
    return RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="signpost",
        socket_connect_timeout=1.0,
        socket_timeout=1.0,
    )

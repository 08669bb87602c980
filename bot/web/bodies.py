"""The body of a request, read within a time, so that nobody can hold a connection open for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from bot.web.refusals import RefusedError

T = TypeVar("T")
# The largest body over the slowest of mobile connections, with time to spare (seconds).
BODY_WITHIN = 20.0


async def in_time(reading: Awaitable[T]) -> T:
    """What is read; raises :class:`RefusedError` "too_slow" when it takes too long."""
    try:
        async with asyncio.timeout(BODY_WITHIN):
            return await reading
    except TimeoutError:
        raise RefusedError("too_slow") from None

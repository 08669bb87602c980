"""One turn at a time in a conversation, in the order in which the messages came.

Within one service a lock does. Where several serve one address, the next message of a conversation
may come to another of them: they queue in Redis, each with a ticket, and a ticket counts as long as
the service that drew it shows that it lives. So whoever dies in the middle of a turn holds up its
conversation for :data:`LIVES` at most. What happens when a service was taken for dead that was not
is the engine's matter: it saves a conversation only over the version that its turn has read.
"""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NoReturn

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

# Seconds that a service counts as alive after it last said so, and how often it says so.
LIVES = 3.0
SAY_EVERY = 0.75
# Whoever waits behind another service's turn looks this often; behind an own turn it is told.
LOOK_EVERY = 0.05
# A queue that nobody looked at for so long is forgotten: no turn takes longer (milliseconds).
QUEUE_LIVES = 120_000
PREFIX = "signpost:"

# Whether the ticket is the first of the queue, which it joins at its end where it is not in it.
# Tickets before it are taken out where their service is dead.
_STAND = """
local queue, mine = KEYS[1], ARGV[1]
redis.call('SET', ARGV[2] .. ARGV[3], 1, 'PX', ARGV[4])
if not redis.call('LPOS', queue, mine) then redis.call('RPUSH', queue, mine) end
redis.call('PEXPIRE', queue, ARGV[5])
local first = redis.call('LINDEX', queue, 0)
while first ~= mine do
    if redis.call('EXISTS', ARGV[2] .. string.match(first, '^[^ ]+')) == 1 then return 0 end
    redis.call('LPOP', queue)
    first = redis.call('LINDEX', queue, 0)
end
return 1
"""

log = structlog.get_logger()


class Place:
    """Where the turns of one conversation wait in this process, and how many they are."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.joining = asyncio.Lock()
        self.left = asyncio.Event()
        self.turns = 0


class TurnOrder:
    """The order of turns within one service."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the conversation's earlier turns, then be inside one."""
        place = self._places.setdefault(conversation, Place())
        place.turns += 1
        try:
            async with self._shared(conversation, place), place.lock:
                yield
        finally:
            place.turns -= 1
            place.left.set()
            if not place.turns:
                del self._places[conversation]

    async def run(self) -> None:
        """Do what the order needs done while turns are taken; here nothing."""

    async def close(self) -> None:
        """Let go of what is held open; here nothing."""

    @asynccontextmanager
    async def _shared(self, conversation: str, place: Place) -> AsyncIterator[None]:
        """Be first among all services; here there is no other."""
        del conversation, place
        yield


class SharedTurnOrder(TurnOrder):
    """The order of turns among all services that share a Redis server.

    While the server is away each service keeps its own order.
    """

    def __init__(self, redis: Redis) -> None:
        super().__init__()
        self._redis = redis
        self._stand = redis.register_script(_STAND)
        self._service = secrets.token_hex(8)
        self._numbers = itertools.count(1)

    async def run(self) -> NoReturn:
        """Say that this service lives, again and again."""
        while True:
            try:
                await self._redis.set(self._alive, 1, px=int(LIVES * 1000))
            except RedisError as error:
                log.warning("redis cannot be reached", failure=type(error).__name__)
            await asyncio.sleep(SAY_EVERY)

    async def close(self) -> None:
        """Let the turns of this service be nobody's, and close the connections."""
        try:
            await self._redis.delete(self._alive)
        except RedisError as error:
            log.warning("redis cannot be reached", failure=type(error).__name__)
        await self._redis.aclose()

    @property
    def _alive(self) -> str:
        return f"{PREFIX}alive:{self._service}"

    @asynccontextmanager
    async def _shared(self, conversation: str, place: Place) -> AsyncIterator[None]:
        ticket, queue = f"{self._service} {next(self._numbers)}", f"{PREFIX}turns:{conversation}"
        try:
            await self._until_first(queue, ticket, place)
            yield
        finally:
            # Not to be cancelled in its middle: others wait for it.
            await asyncio.shield(self._leave(queue, ticket))

    async def _until_first(self, queue: str, ticket: str, place: Place) -> None:
        try:
            # One after the other, since two connections may overtake each other.
            async with place.joining:
                is_first = await self._stands_first(queue, ticket)
            while not is_first:
                place.left.clear()
                await _wait(place.left)
                is_first = await self._stands_first(queue, ticket)
        except RedisError as error:
            log.warning("turns are in order in this service only", failure=type(error).__name__)

    async def _stands_first(self, queue: str, ticket: str) -> bool:
        # Its type says that it may not be awaited: one class of commands serves both kinds.
        answer: Any = self._stand(
            keys=[queue],
            args=[ticket, f"{PREFIX}alive:", self._service, int(LIVES * 1000), QUEUE_LIVES],
        )
        return bool(await answer)

    async def _leave(self, queue: str, ticket: str) -> None:
        answer: Any = self._redis.lrem(queue, 1, ticket)
        try:
            await answer
        except RedisError as error:
            log.warning("redis cannot be reached", failure=type(error).__name__)


async def _wait(left: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(LOOK_EVERY):
            await left.wait()
    except TimeoutError:
        return


def open_redis(url: str) -> Redis:
    """A client of the server, which connects when it is used.

    A server that is away must not hold up whoever is waiting for an answer.
    """
    client: Redis = Redis.from_url(url, socket_connect_timeout=1.0, socket_timeout=2.0)
    return client


def turn_order(redis_url: str | None) -> TurnOrder:
    """The order among all services where they share a Redis server, else within this one."""
    return SharedTurnOrder(open_redis(redis_url)) if redis_url else TurnOrder()

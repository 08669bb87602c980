"""News that travel between the services that share a Redis server, by its channel.

While the server is away each service tells its own listeners only; a page that misses something is
told when its stream next catches up (:mod:`bot.web.stream`).
"""

from __future__ import annotations

import asyncio
import secrets
from typing import NoReturn

import orjson
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.web.news import Event, News
from bot.web.turn_order import PREFIX, open_redis

CHANNEL = f"{PREFIX}news"
# Events that wait to be sent; beyond that the server is away, and news do not keep.
MOST_UNSENT = 1000
TRY_AGAIN = 1.0

log = structlog.get_logger()


class SharedNews(News):
    """As :class:`News`, among all services that share a Redis server."""

    def __init__(self, redis: Redis) -> None:
        super().__init__()
        self._redis = redis
        # A channel is heard in all databases of a server, which deployments may share.
        database = redis.connection_pool.connection_kwargs.get("db", 0)
        self._channel = f"{CHANNEL}:{database}"
        self._service = secrets.token_hex(8)
        self._unsent: asyncio.Queue[bytes] = asyncio.Queue(MOST_UNSENT)

    def is_followed(self, conversation: str) -> bool:  # noqa: ARG002 - nobody asks the others
        """Whether anybody may listen to the conversation, at whatever service: always."""
        return True

    def publish(self, conversation: str, event: Event) -> None:
        """Tell whoever listens to the conversation, here and elsewhere; returns at once."""
        super().publish(conversation, event)
        if not self._unsent.full():
            told = (self._service, conversation, event.kind, event.data)
            self._unsent.put_nowait(orjson.dumps(told))

    async def run(self) -> None:
        """Send what is published here and deliver what is published elsewhere, until cancelled."""
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._send())
                both.create_task(self._hear())
        finally:
            await self._redis.aclose()

    async def _send(self) -> NoReturn:
        while True:
            told = await self._unsent.get()
            try:
                await self._redis.publish(self._channel, told)
            except RedisError as error:
                log.warning("news cannot be sent", failure=type(error).__name__)

    async def _hear(self) -> NoReturn:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(self._channel)
                    while True:
                        heard = await channel.get_message(timeout=TRY_AGAIN)
                        if heard is not None:
                            self._deliver_heard(heard["data"])
            except RedisError as error:
                log.warning("news cannot be heard", failure=type(error).__name__)
                await asyncio.sleep(TRY_AGAIN)

    def _deliver_heard(self, told: bytes) -> None:
        service, conversation, kind, data = orjson.loads(told)
        if service != self._service:
            self.deliver(conversation, Event(kind, data))


def news_of(redis_url: str | None) -> News:
    """The news of all services that share a Redis server, or of this one alone."""
    return SharedNews(open_redis(redis_url)) if redis_url else News()

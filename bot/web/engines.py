"""Several engines as one: a conversation keeps to its engine, and moves when that one is away.

Each engine can go on with any conversation (they share one store), so where it goes matters to
speed only: the turns of a conversation meet in one process as long as there is nothing to flee
from. A turn whose engine broke off is asked again of the next one under the same name, by which an
engine knows what is saved already (bot/engine/answered_turns.py).
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from typing import NoReturn, TypeVar

import structlog

from bot.urgency import Judgement
from bot.web.engine import Engine, EngineError
from bot.web.messages import Message

LOOK_EVERY = 1.0

log = structlog.get_logger()
Result = TypeVar("Result")


class Engines:
    """The engines of a deployment, at least one; speaks as one :class:`Engine` does."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = engines
        self._away: set[Engine] = set()

    async def ask(
        self,
        conversation: str,
        words: str,
        *,
        request: str,
        turn: str,
        shows_replies: bool = False,
    ) -> tuple[Message, ...]:
        """The messages that answer `words` in the turn of this name; see :meth:`Engine.ask`."""

        async def ask(engine: Engine) -> tuple[Message, ...]:
            return await engine.ask(
                conversation, words, request=request, turn=turn, shows_replies=shows_replies
            )

        return await self._of_one(conversation, ask)

    async def judge(self, words: str) -> Judgement | None:
        """What the urgency guard finds in words of no conversation; see :meth:`Engine.judge`."""
        return await self._of_one(words, lambda engine: engine.judge(words))

    async def forget(self, conversation: str) -> None:
        """Have the conversation erased, wherever its turns were taken."""
        await self._of_one(conversation, lambda engine: engine.forget(conversation))

    async def is_ready(self) -> bool:
        """Whether any engine answers."""
        ready = await asyncio.gather(*(engine.is_ready() for engine in self._engines))
        return any(ready)

    async def watch(self) -> NoReturn:
        """Look whether engines that went away are back, and whether one keeps silent, for ever."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            if len(self._engines) > 1:
                await asyncio.gather(*map(self._look_at, self._engines))

    async def _look_at(self, engine: Engine) -> None:
        if await engine.is_ready():
            self._away.discard(engine)
        else:
            self._away.add(engine)

    async def _of_one(
        self, conversation: str, what: Callable[[Engine], Awaitable[Result]]
    ) -> Result:
        *others, last = self._in_order(conversation)
        for engine in others:
            try:
                return await what(engine)
            except EngineError as error:
                if error.failure != "down":
                    raise
                self._away.add(engine)
                log.warning("engine is away: the next one is asked", detail=error.detail)
        return await what(last)

    def _in_order(self, conversation: str) -> list[Engine]:
        """The conversation's own engine first, those that are away last."""
        return sorted(
            self._engines, key=lambda one: (one in self._away, _rank(conversation, one.url))
        )


def _rank(conversation: str, url: str) -> bytes:
    # Rendezvous hashing: one engine more or fewer moves no conversation but its own.
    return hashlib.blake2b(
        f"{conversation} {url}".encode("utf-8", "surrogatepass"), digest_size=8
    ).digest()

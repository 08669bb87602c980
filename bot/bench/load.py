"""Speaks conversations to a side over HTTP and notes how long each message took."""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.bench.talk import OPENING, Conversation, Turn
from bot.command.console import Exit, Failure

_PATIENCE = aiohttp.ClientTimeout(total=120)
_OK = 200


@dataclass(frozen=True)
class Taken:
    """How long a message of some kind took, in seconds from sending to the whole answer."""

    kind: str
    seconds: float


@dataclass(frozen=True)
class Played:
    """What was said by some clients at once, and how long all of it took, in seconds."""

    messages: tuple[Taken, ...]
    seconds: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return len(self.messages) / self.seconds


class Door:
    """The REST channel of a side; both have the same."""

    def __init__(
        self, session: aiohttp.ClientSession, address: str, opening: str | None = None
    ) -> None:
        self._session = session
        self._url = f"{address}/webhooks/rest/webhook"
        self._opening = opening

    async def say(self, sender: str, turn: Turn) -> Taken:
        """Say one thing and wait for the answer; a Failure if there is none."""
        said = self._opening if turn.kind == OPENING and self._opening else turn.said
        began = time.perf_counter()
        await self.answers(sender, said)
        return Taken(turn.kind, time.perf_counter() - began)

    async def answers(self, sender: str, said: str) -> list[dict[str, Any]]:
        """Say one thing and give the messages of the answer; a Failure if there are none."""
        async with self._session.post(
            self._url, json={"sender": sender, "message": said}, timeout=_PATIENCE
        ) as answer:
            messages: list[dict[str, Any]] = await answer.json()
        if answer.status != _OK or not messages:
            raise Failure(
                f"{self._url} gave {answer.status} and no answer to “{said}”.", Exit.FAILED
            )
        return messages

    async def converse(self, conversation: Conversation) -> list[Taken]:
        """Speak a conversation from its beginning, as somebody new."""
        sender = uuid.uuid4().hex
        return [await self.say(sender, turn) for turn in conversation]


async def play(door: Door, conversations: Sequence[Conversation], clients: int) -> Played:
    """Speak the conversations, so many at a time."""
    waiting = iter(conversations)
    began = time.perf_counter()
    told = await asyncio.gather(*(_client(door, waiting) for _ in range(clients)))
    return Played(tuple(itertools.chain(*told)), time.perf_counter() - began)


async def _client(door: Door, waiting: Iterator[Conversation]) -> Iterable[Taken]:
    return [taken for one in waiting for taken in await door.converse(one)]

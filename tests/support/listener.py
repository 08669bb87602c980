"""A page's live stream of news, read as the widget reads it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

PATIENCE = 5.0


@dataclass(frozen=True)
class Heard:
    """One event: its kind, its id, and its data."""

    kind: str
    id: str
    data: Any

    @property
    def brief(self) -> tuple[str, Any]:
        """What it is about: a turn by its key and whether it has its reply, a reply by its text."""
        if self.kind == "turn":
            return self.data["key"], self.data["reply"] is not None
        return self.kind, self.data.get("text")


class Stream:
    """An open stream; `comments` are its heartbeats so far."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self.comments = 0
        self._missed: deque[Heard] = deque()

    async def caught_up(self) -> None:
        """Wait for the first beat, after which nothing that happens is told together as missed."""
        async with asyncio.timeout(PATIENCE):
            while heard := await self._read():
                self._missed.append(heard)

    async def next(self, patience: float = PATIENCE) -> Heard:
        """The next event; fails after some seconds, and raises EOFError where the stream ends."""
        if self._missed:
            return self._missed.popleft()
        async with asyncio.timeout(patience):
            while True:
                if heard := await self._read():
                    return heard

    async def _read(self) -> Heard | None:
        """The next event, or None for a beat."""
        fields: dict[str, str] = {}
        while True:
            line = (await self.answer.content.readline()).decode()
            if not line:
                raise EOFError
            name, _, value = line.rstrip("\n").partition(": ")
            if name == ":":
                self.comments += 1
                return None
            if name:
                fields[name] = value
            elif "event" in fields:
                return Heard(fields["event"], fields["id"], orjson.loads(fields["data"]))
            else:
                fields = {}

    async def briefs(self, count: int) -> list[tuple[str, Any]]:
        """The next so many events, in brief."""
        return [(await self.next()).brief for _ in range(count)]


@asynccontextmanager
async def listening(
    client: aiohttp.ClientSession, url: str, headers: dict[str, str], last: str | None = None
) -> AsyncIterator[Stream]:
    """A stream of what came after the event with the id `last`; None: of what comes from now on."""
    known = {} if last is None else {"Last-Event-ID": last}
    async with client.get(url, headers=headers | known) as answer:
        assert answer.status == 200, await answer.text()
        assert answer.content_type == "text/event-stream"
        stream = Stream(answer)
        await stream.caught_up()
        yield stream

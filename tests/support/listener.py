"""A page's live stream of news, read as the widget reads it."""

from __future__ import annotations

import asyncio
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

    async def next(self, patience: float = PATIENCE) -> Heard:
        """The next event; fails after some seconds, and raises EOFError where the stream ends."""
        async with asyncio.timeout(patience):
            fields: dict[str, str] = {}
            while True:
                line = (await self.answer.content.readline()).decode()
                if not line:
                    raise EOFError
                name, _, value = line.rstrip("\n").partition(": ")
                if name == ":":
                    self.comments += 1
                elif name:
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
        yield Stream(answer)

"""A small server in the engine's place, for what a real engine cannot be made to show."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

SECRET = "the secret of the two processes"
Answer = Callable[[dict[str, Any]], Awaitable[web.StreamResponse]]


def message(body: str, **more: Any) -> dict[str, Any]:
    """A message as actions send it; its `text` is the body and the sources' titles."""
    sources = more.get("sources", [])
    text = "\n".join([body, *(source["title"] for source in sources)])
    return {"text": text, "body": body, "outcome": "answered", "sources": [], "buttons": []} | more


def as_engine(*messages: dict[str, Any]) -> web.Response:
    """The engine's answer for these messages."""
    return web.json_response([{"recipient_id": "x", "custom": custom} for custom in messages])


async def echo(call: dict[str, Any]) -> web.StreamResponse:
    """Answers with the words that it was given."""
    return as_engine(message(f"You said: {call['message']}"))


@dataclass
class StandInEngine:
    """Answers each call as `answer` says, and remembers what it was asked.

    `judgement` is what its urgency guard finds in every text, and `judged` are those texts.
    """

    answer: Answer = echo
    calls: list[dict[str, Any]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    judgement: dict[str, str] | None = None
    judged: list[str] = field(default_factory=list)
    deaf: bool = False
    hello_after: float = 0.0
    most_at_once: int = 0
    _now: int = 0

    def app(self) -> web.Application:
        """The addresses of the engine that the service uses."""
        app = web.Application()
        app.router.add_get("/", self._hello)
        app.router.add_post("/webhooks/rest/webhook", self._turn)
        app.router.add_post("/webhooks/urgency/judge", self._judge)
        app.router.add_delete("/webhooks/conversations/{sender}", self._forget)
        return app

    async def _hello(self, _: web.Request) -> web.Response:
        await asyncio.sleep(self.hello_after)
        return web.Response(text="Hello")

    async def _judge(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {SECRET}"
        if self.deaf:
            return web.Response(status=503)
        self.judged.append((await request.json())["text"])
        return web.json_response({"urgent": self.judgement})

    async def _forget(self, request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bearer {SECRET}"
        if self.deaf:
            return web.Response(status=503)
        self.forgotten.append(request.match_info["sender"])
        return web.json_response({"forgotten": True})

    async def _turn(self, request: web.Request) -> web.StreamResponse:
        call = await request.json()
        self.calls.append(call)
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        try:
            return await self.answer(call)
        finally:
            self._now -= 1

    @property
    def said(self) -> list[str]:
        """The words of each call, in order."""
        return [call["message"] for call in self.calls]


def fixed(response: Callable[[], web.StreamResponse]) -> Answer:
    """Answers every call with this response."""

    async def answer(_: dict[str, Any]) -> web.StreamResponse:
        return response()

    return answer


def slow(seconds: float) -> Answer:
    """Echoes after so many seconds."""

    async def answer(call: dict[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await echo(call)

    return answer

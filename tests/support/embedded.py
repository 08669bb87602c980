"""A page of another site that embeds the chat, as its script speaks: by origin and token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.support.doors import REST, Door

COUNCIL = "https://www.council.example"


def headers_of(origin: str, token: str | None) -> dict[str, str]:
    """What its browser and its script write."""
    proof = {"Authorization": f"Bearer {token}"} if token is not None else {}
    return {"Origin": origin, **proof}


@dataclass
class Embedded:
    """The page: what it started from, and its token."""

    door: Door
    origin: str
    client: aiohttp.ClientSession
    token: str | None
    start: dict[str, Any] = field(default_factory=dict)
    cookies: list[str] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def begin(
        cls, door: Door, *, origin: str = COUNCIL, token: str | None = None
    ) -> AsyncIterator[Embedded]:
        """The page opens, with the token that it has from before, if any."""
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
            page = cls(door, origin, client, token)
            await page.reload()
            yield page

    async def request(
        self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any
    ) -> tuple[int, Any, str]:
        """What an address answers the page: (status, headers, text)."""
        sent = headers_of(self.origin, self.token) if headers is None else headers
        url = self.door.url(path)
        async with self.client.request(method, url, headers=sent, **more) as answer:
            self.cookies += answer.headers.getall("Set-Cookie", [])
            return answer.status, answer.headers, await answer.text()

    async def reload(self) -> dict[str, Any]:
        """What the page starts from; it keeps the token."""
        sent = headers_of(self.origin, self.token)
        async with self.client.get(self.door.url("/chat"), headers=sent) as answer:
            assert answer.status == 200
            self.cookies += answer.headers.getall("Set-Cookie", [])
            self.start = await answer.json()
        self.token = self.start["token"]
        return self.start

    async def say(self, words: str, **headers: str) -> list[Any]:
        """The reply to words, which is accepted."""
        body = {"sender": self.start["sender"], "message": words}
        sent = headers_of(self.origin, self.token) | headers
        async with self.client.post(self.door.url(REST), json=body, headers=sent) as answer:
            assert answer.status == 200, await answer.text()
            self.cookies += answer.headers.getall("Set-Cookie", [])
            messages: list[Any] = await answer.json()
            return messages

    async def clear(self) -> None:
        """Erase the conversation, and keep the new token."""
        sent = headers_of(self.origin, self.token)
        async with self.client.delete(self.door.url("/chat"), headers=sent) as answer:
            assert answer.status == 200
            self.token = (await answer.json())["token"]

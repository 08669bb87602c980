"""A real server of the visitor's door, and a client that checks every page that it fetches."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.knowledge import Knowledge
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store.database import Store
from bot.web.app import Ingredients, make_app
from tests.support.page_check import Page, read_page
from tests.support.small_knowledge import SMALL
from tests.support.stand_in_engine import SECRET as ENGINE_SECRET
from tests.support.stand_in_engine import StandInEngine

REST = "/webhooks/rest/webhook"
SECRET = "a secret for tests, long enough"


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    at: datetime = datetime(2026, 1, 5, 14, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


@dataclass
class Door:
    """A door that is served, its engine, its clock, and a browser-like client with cookies."""

    server: TestServer
    engine: StandInEngine
    engine_server: TestServer
    clock: Clock
    client: aiohttp.ClientSession
    store: Store
    woken: list[datetime] = field(default_factory=list)

    @property
    def app(self) -> web.Application:
        """The application itself."""
        assert self.server.app is not None
        return self.server.app

    def url(self, path: str) -> str:
        """The address of a path."""
        return str(self.server.make_url(path))

    async def send(self, message: object, sender: object = "a", **headers: str) -> Any:
        """What the chat API answers to a client without cookies: (status, headers, JSON)."""
        body = {"sender": sender, "message": message}
        async with (
            aiohttp.ClientSession() as fresh,
            fresh.post(self.url(REST), json=body, headers=headers) as answer,
        ):
            return answer.status, answer.headers, await answer.json()

    async def get(self, path: str, status: int = 200) -> Page:
        """A page, checked as every page is."""
        headers = {"Accept": "text/html"}
        async with self.client.get(self.url(path), headers=headers) as answer:
            return await read_page(answer, status, self.app)

    async def submit(self, page: Page, action: str, status: int = 200, **fields: str) -> Page:
        """Fill in the last form of the page with this action, send it, follow to the next page."""
        form = page.form(action)
        data = {**form.fields, **fields}
        headers = {"Accept": "text/html"}
        async with self.client.post(self.url(action), data=data, headers=headers) as answer:
            return await read_page(answer, status, self.app)


@asynccontextmanager
async def open_door(
    var: Path,
    engine: StandInEngine | None = None,
    reply_within: float = 2.0,
    knowledge: Knowledge = SMALL,
    port: int | None = None,
    **changed: Any,
) -> AsyncIterator[Door]:
    """A served door with a stand-in engine; `changed` are settings, no `port` is any free one."""
    engine, clock = engine or StandInEngine(), Clock()
    engine_server = TestServer(engine.app())
    await engine_server.start_server()
    url = str(engine_server.make_url("")).rstrip("/")
    standing = Settings(var=var, engine_url=url, webhook_secret=ENGINE_SECRET, rate_limit=None)
    settings = replace(standing, **changed)
    store, woken = open_store(settings), list[datetime]()
    app = make_app(
        Ingredients(
            settings,
            SECRET,
            lambda: knowledge,
            clock,
            store,
            lambda: woken.append(clock()),
            reply_within,
        )
    )
    server = TestServer(app, port=port)
    await server.start_server()
    jar = aiohttp.CookieJar(unsafe=True)
    try:
        async with aiohttp.ClientSession(cookie_jar=jar) as client:
            yield Door(server, engine, engine_server, clock, client, store, woken)
    finally:
        await server.close()
        await engine_server.close()
        store.close()


def bytes_under(folder: Path) -> bytes:
    """Everything that is written there, as it lies on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())

"""Nothing lost, nothing doubled, order kept: a server that dies, a connection that breaks, news."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Route, expect

from bot.command.ports import free_ports
from tests.support.corner import corner_of
from tests.support.desk import signed_in
from tests.support.doors import open_door
from tests.support.enquirers import FENSHIRE, NOW, leave
from tests.support.host_site import HostSite, open_host_site
from tests.support.killed_door import KilledDoor
from tests.support.stand_in_engine import StandInEngine, slow
from tests.support.visitor import Visitor, visitor_at, visitor_of

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[HostSite]:
    """A site, and a desk behind its chat."""
    async with open_host_site(tmp_path_factory.mktemp("site"), knowledge=FENSHIRE) as opened:
        opened.door.clock.at = NOW
        yield opened


async def said_and_answered(visitor: Visitor) -> list[str]:
    """What the conversation shows, in its order, without its times and names."""
    texts = await visitor.page.locator(".entry .words").all_inner_texts()
    return [text.removeprefix("You said: ") for text in texts]


async def test_an_advisor_s_reply_comes_by_itself(site: HostSite, browser: Browser) -> None:
    """From the desk into the open chat at once, with its reference, and once."""
    door = site.door
    async with corner_of(site, browser) as visitor, signed_in(door) as ash:
        await visitor.say("hello")
        await visitor.hears("You said: hello")
        conversation = door.engine.calls[-1]["sender"]
        reference = leave(door.store, now=door.clock.at, conversation=conversation).reference
        path = f"/desk/enquiries/{reference}"
        page = await ash.submit(await ash.get(path), f"{path}/claim")
        await ash.submit(page, f"{path}/reply", text="Bring the policy, please.")
        await visitor.hears(f"Ash Reed has answered {reference}")
        await expect(visitor.page.locator(".advisor")).to_have_count(1)


async def test_a_server_that_is_killed_in_the_middle_of_a_turn(
    browser: Browser, tmp_path: Path
) -> None:
    """It is said with the numbers; after the start each message is there once, in order (W4)."""
    engine = StandInEngine(slow(1.0))
    engine_server = TestServer(engine.app())
    await engine_server.start_server()
    door = KilledDoor(tmp_path, str(engine_server.make_url("")).rstrip("/"))
    await door.start()
    async with visitor_at(door.url, browser=browser, expect_trouble=True) as visitor:
        await visitor.open(door.url)
        await visitor.say("one")
        await visitor.hears("You said: one")
        await visitor.say("two")
        await asyncio.sleep(0.4)
        await door.kill()
        alert = visitor.page.get_by_role("alert").filter(has_text="no connection to Signpost")
        await expect(alert.locator("a[href='tel:999']")).to_be_visible()
        await visitor.say("three")
        await door.start()
        await expect(visitor.log).to_contain_text("You said: three", timeout=20000)
        await expect(alert).to_have_count(0)
        assert await said_and_answered(visitor) == ["one", "one", "two", "two", "three", "three"]
        await visitor.page.reload()
        await visitor.hears("You said: three")
        shown = await said_and_answered(visitor)
        assert shown == ["one", "one", "two", "two", "three", "three"]
    await door.kill()
    await engine_server.close()


async def test_an_engine_that_dies_in_the_middle_of_a_turn(
    browser: Browser, tmp_path: Path
) -> None:
    """That message gets the apology with the numbers, in its place; the next one its answer."""
    engine, port = StandInEngine(slow(0.6)), free_ports(1)[0]
    engine_server = TestServer(engine.app(), port=port)
    await engine_server.start_server()
    address = f"http://127.0.0.1:{port}"
    async with (
        open_door(tmp_path, reply_within=10, engine_url=address) as door,
        visitor_of(door, browser) as visitor,
    ):
        await visitor.say("one")
        await visitor.hears("You said: one")
        await visitor.say("two")
        await asyncio.sleep(0.3)
        assert engine_server.handler is not None
        for connection in engine_server.handler.connections:
            connection.force_close()
        await engine_server.close()
        await visitor.hears("Sorry, something went wrong")
        engine_server = TestServer(engine.app(), port=port)
        await engine_server.start_server()
        await visitor.say("three")
        await visitor.hears("You said: three")
        shown = await said_and_answered(visitor)
        assert shown[:3] + shown[4:] == ["one", "one", "two", "three", "three"]
        assert shown[3].startswith("Sorry, something went wrong")
    await engine_server.close()


async def test_doubled_and_broken_sends_are_one_message(site: HostSite, browser: Browser) -> None:
    """Each is sent twice, the answer to the first gets lost, and the stream breaks each time."""
    lost: set[Any] = set()

    async def twice(route: Route) -> None:
        request = route.request
        await route.fetch()
        key = request.headers["idempotency-key"]
        if key in lost:
            await route.continue_()
        else:
            lost.add(key)
            await route.abort()

    async with corner_of(site, browser, expect_trouble=True) as visitor:
        await visitor.page.route("**/webhooks/**", twice)
        await visitor.page.route("**/chat/stream", lambda route: route.abort())
        for words in ("one", "two"):
            await visitor.say(words)
        await visitor.page.unroute("**/chat/stream")
        await expect(visitor.log).to_contain_text("You said: two", timeout=10000)
        assert await said_and_answered(visitor) == ["one", "one", "two", "two"]
        assert site.door.engine.said[-2:] == ["one", "two"]


async def test_what_was_missed_comes_when_the_stream_is_back(
    site: HostSite, browser: Browser
) -> None:
    """After the last that was seen: said in another window while this one had no connection."""
    async with corner_of(site, browser, expect_trouble=True) as visitor:
        await visitor.say("one")
        await visitor.hears("You said: one")
        other = await visitor.context.new_page()
        await other.goto(site.url("/"))
        await other.locator("signpost-chat .launcher").click()
        await expect(other.get_by_role("log")).to_contain_text("You said: one")
        await visitor.page.route("**/chat/stream", lambda route: route.abort())
        # A window that nobody looks at ends its stream, and asks anew when somebody comes back.
        await visitor.page.evaluate(HIDE)
        for words in ("two", "three"):
            await other.get_by_label("Your question").fill(words)
            await other.keyboard.press("Enter")
            await expect(other.get_by_role("log")).to_contain_text(f"You said: {words}")
        await visitor.page.unroute("**/chat/stream")
        assert await said_and_answered(visitor) == ["one", "one"]
        await visitor.page.evaluate(SHOW)
        await visitor.hears("You said: three")
        shown = await said_and_answered(visitor)
        assert shown == ["one", "one", "two", "two", "three", "three"]


HIDE = """() => {
  Object.defineProperty(document, "hidden", {configurable: true, get: () => true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
SHOW = """() => {
  delete document.hidden;
  document.dispatchEvent(new Event("visibilitychange"));
}"""

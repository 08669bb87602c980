"""The kill switch: no answers any more, the reason and the numbers for everybody, and back (O6)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.store import stops
from bot.store.audit import SYSTEM
from bot.web import keys
from tests.support.desk import open_desk, signed_in
from tests.support.doors import REST, Door
from tests.support.enquirers import leave
from tests.support.visitor import visitor_of

WHY = "Its answers are being checked."


async def stopped(door: Door, reason: str = WHY) -> None:
    """Stop it as another process does, and have the service look."""
    door.store.write_now(stops.stop, SYSTEM, reason, door.clock.at)
    await door.app[keys.SWITCH].look()


async def test_while_stopped_nothing_reaches_the_engine(door: Door) -> None:
    """503 with the reason, the numbers and when to ask again; afterwards it answers."""
    await stopped(door)
    status, headers, answer = await door.send("hello")
    assert (status, answer["reason"]) == (503, "stopped")
    assert WHY in answer["error"]
    assert door.app[keys.PACK].numbers() in answer["error"]
    assert int(headers["Retry-After"]) > 0
    assert door.engine.said == []
    door.store.write_now(stops.resume, SYSTEM, door.clock.at)
    await door.app[keys.SWITCH].look()
    assert (await door.send("hello"))[0] == 200


async def test_the_page_shows_it_without_script(tmp_path: Path) -> None:
    """The reason, the numbers and each advisor's address; what was typed stays in its box."""
    async with open_desk(tmp_path) as door:
        before = await door.get("/")
        await stopped(door)
        refused = await door.submit(before, "/", status=503, message="who chairs it?")
        for page in (refused, await door.get("/")):
            assert WHY in page.text
            assert "west@advisors.example" in page.text
            assert all(line.number in page.text for line in door.app[keys.PACK].urgent_lines())
        # Who has left an enquiry still reads its answer.
        assert leave(door.store).reference


@pytest.mark.browser
async def test_the_widget_shows_it_and_keeps_what_was_typed(door: Door, browser: Browser) -> None:
    """When it is stopped in the middle, and from the beginning after a reload."""
    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await stopped(door)
        await visitor.say("who chairs it?")
        trouble = visitor.page.get_by_role("alert").filter(has_text=WHY)
        await trouble.wait_for()
        assert await visitor.box.input_value() == "who chairs it?"
        await visitor.page.reload()
        await trouble.wait_for()
        links = trouble.get_by_role("link")
        assert await links.count() == len(door.app[keys.PACK].lines())


async def test_an_admin_stops_it_at_the_desk_and_the_audit_tells(tmp_path: Path) -> None:
    """With a reason that names no child; the next admin sees who is waiting for what."""
    async with open_desk(tmp_path) as door, signed_in(door, role="admin", area=None) as admin:
        page = await admin.get("/desk/stop")
        page = await admin.submit(page, "/desk/stop", status=422, text=" ")
        page = await admin.submit(page, "/desk/stop", status=422, text="y" * 301)
        named = "It named my pupil Tamsin Quill, 9."
        page = await admin.submit(page, "/desk/stop", status=422, text=named)
        assert "Tamsin" not in page.text
        page = await admin.submit(page, "/desk/stop", text=WHY)
        assert WHY in page.text
        async with door.client.post(door.url(REST), json={"message": "hello"}) as answer:
            assert answer.status == 503
        page = await admin.submit(page, "/desk/resume")
        assert (await door.send("hello"))[0] == 200

"""The page is for everybody: axe in every state, small windows, zoom, colours, motion."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from tests.support.browser import axe_findings, picture
from tests.support.doors import Door
from tests.support.reach import HIDDEN_FOCUS
from tests.support.stand_in_engine import as_engine, echo, message
from tests.support.visitor import DESKTOP, PHONE, Visitor, visitor_of

pytestmark = pytest.mark.browser

SOURCES = [{"title": "Sub-Groups", "date": "undated page", "url": "https://example.org/groups"}]
URGENT = "If anyone is in immediate danger, call 999.\n• Out of hours, call 01632 960999."


async def answer(call: dict[str, Any]) -> Any:
    """An engine that shows each kind of message."""
    if call["message"] == "slowly":
        await asyncio.sleep(1.5)
    if call["message"] == "urgent":
        return as_engine(message(URGENT, outcome="urgent"))
    if call["message"] == "groups":
        buttons = [{"title": f"The {n} group", "payload": f"{n}"} for n in ("first", "second")]
        words = "There are two:\n• Learning Group\n• Health Group"
        return as_engine(message(words, sources=SOURCES, buttons=buttons))
    return await echo(call)


async def nothing(_: Visitor) -> None:
    """The page as it is opened."""


async def choices(visitor: Visitor) -> None:
    """An answer with sources and quick replies."""
    await visitor.say("groups")
    await visitor.hears("Health Group")


async def working(visitor: Visitor) -> None:
    """An answer that is waited for."""
    await visitor.say("slowly")
    await visitor.hears("Signpost is looking this up")


async def urgent(visitor: Visitor) -> None:
    """The numbers as an answer."""
    await visitor.say("urgent")
    await visitor.hears("immediate danger")


async def apology(visitor: Visitor) -> None:
    """The service's own apology."""
    await visitor.say("nonsense")
    await visitor.hears("Sorry, something went wrong")


async def offline(visitor: Visitor) -> None:
    """No connection."""
    await visitor.context.set_offline(True)
    await visitor.say("hello")
    await expect(visitor.button("Try again now")).to_be_visible()


async def error(visitor: Visitor) -> None:
    """A message that is too long."""
    await visitor.say("x" * 2010)
    await expect(visitor.page.get_by_text("Characters over the limit: 10")).to_be_visible()


async def clearing(visitor: Visitor) -> None:
    """Asked whether to erase, with the numbers open as well."""
    await visitor.button("Urgent numbers").click()
    await visitor.button("More").click()
    await visitor.button("Clear chat").click()


# In this order one after the other, as in one conversation.
STATES: dict[str, Callable[[Visitor], Awaitable[None]]] = {
    "start": nothing,
    "choices": choices,
    "working": working,
    "urgent": urgent,
    "apology": apology,
    "error": error,
    "clearing": clearing,
    "offline": offline,
}
LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE, "has_touch": True},
    "desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "desktop": {"viewport": DESKTOP},
}
# Each size and each scheme once; all four when somebody wants to look at pictures.
CHECKED = list(LOOKS) if os.environ.get("SIGNPOST_PICTURES") else list(LOOKS)[:2]


async def act(call: dict[str, Any]) -> Any:
    """Answers everything but nonsense."""
    if call["message"] == "nonsense":
        return as_engine()
    return await answer(call)


@pytest.mark.parametrize("look", CHECKED)
async def test_axe_finds_nothing_in_any_state(door: Door, browser: Browser, look: str) -> None:
    """WCAG 2.2 AA and good practice, light and dark, phone and desktop (W10)."""
    door.engine.answer = act
    found = {}
    async with visitor_of(door, browser, expect_trouble=True, **LOOKS[look]) as visitor:
        for name, state in STATES.items():
            await state(visitor)
            await picture(visitor.page, f"{look}-{name}")
            found[name] = await axe_findings(visitor.page)
    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("look", CHECKED)
async def test_axe_finds_nothing_without_script(door: Door, browser: Browser, look: str) -> None:
    """The plain page, an answer on it, and what it says of a mistake.

    axe is script itself: the chat's own script is kept away instead.
    """
    door.engine.answer = act
    context = await browser.new_context(**LOOKS[look])
    page = await context.new_page()
    await page.route("**/widget.js*", lambda route: route.abort())
    for number, words in enumerate(["", "groups", "urgent", "x" * 2001]):
        await page.goto(door.url("/"))
        if words:
            await page.get_by_label("Your question").fill(words)
            async with page.expect_navigation():
                await page.get_by_role("button", name="Send").click()
        await picture(page, f"{look}-plain-{number}")
        assert await axe_findings(page) == []
    await page.goto(door.url("/nowhere"))
    assert await axe_findings(page) == []
    await context.close()


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (360, 740), (640, 360)])
async def test_nothing_is_cut_and_no_focus_is_hidden(
    door: Door, browser: Browser, size: tuple[int, int]
) -> None:
    """320 CSS pixels, and 1280 by 1024 at 400 % zoom, which is 320 by 256 (W9)."""
    door.engine.answer = act
    viewport = {"width": size[0], "height": size[1]}
    async with visitor_of(door, browser, viewport=viewport) as visitor:
        await urgent(visitor)
        await choices(visitor)
        await picture(visitor.page, f"small-{size[0]}x{size[1]}")
        width = "document.documentElement.scrollWidth"
        assert await visitor.page.evaluate(width) <= size[0]
        await visitor.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        hidden = []
        for _ in range(30):
            await visitor.page.keyboard.press("Tab")
            hidden.append(await visitor.page.evaluate(HIDDEN_FOCUS))
        assert [element for element in hidden if element] == []


async def test_every_target_is_large_enough(door: Door, browser: Browser) -> None:
    """24 CSS pixels at least for buttons, and for links that stand alone (WCAG 2.5.8)."""
    door.engine.answer = act
    async with visitor_of(door, browser, viewport=PHONE) as visitor:
        await choices(visitor)
        await visitor.button("Urgent numbers").click()
        for target in await visitor.page.locator("button:visible, .numbers a:visible").all():
            box = await target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24, await target.inner_text()


async def test_forced_colours_keep_every_edge(door: Door, browser: Browser) -> None:
    """Where the system chooses the colours, messages and buttons still have borders."""
    door.engine.answer = act
    async with visitor_of(door, browser, forced_colors="active") as visitor:
        await choices(visitor)
        await picture(visitor.page, "forced-colours")
        for part in (".said .words", ".answered .words", ".choices button", ".send"):
            border = "element => getComputedStyle(element).borderTopWidth"
            assert await visitor.page.locator(part).last.evaluate(border) != "0px"
        assert await axe_findings(visitor.page) == []


async def test_reduced_motion_stops_the_dots(door: Door, browser: Browser) -> None:
    """The words alone say that an answer is on its way."""
    door.engine.answer = act
    async with visitor_of(door, browser, reduced_motion="reduce") as visitor:
        await working(visitor)
        animation = "element => getComputedStyle(element).animationName"
        assert await visitor.page.locator(".dots i").first.evaluate(animation) == "none"


async def test_the_layout_does_not_jump_when_the_script_takes_over(
    door: Door, browser: Browser
) -> None:
    """Nothing that a person may be reading is moved (cumulative layout shift under 0.1)."""
    watch = """() => {
      window.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shift += entry.value;
      }).observe({type: "layout-shift", buffered: true});
    }"""
    for look in LOOKS.values():
        context = await browser.new_context(**look)
        page = await context.new_page()
        await page.add_init_script(f"({watch})()")
        await page.goto(door.url("/"))
        await expect(page.get_by_role("log")).to_be_attached()
        await page.wait_for_timeout(300)
        assert await page.evaluate("window.shift") < 0.1
        await context.close()

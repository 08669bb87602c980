"""The report in a real Chromium: on paper, in forced colours, by keyboard, on a narrow screen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from bot.store import desk as moves
from bot.store.audit import Actor
from bot.store.database import sqlite_url
from tests.support.browser import axe_findings, picture
from tests.support.desk import new_account
from tests.support.doors import Door
from tests.support.enquirers import NOW, leave
from tests.web.desk.test_in_a_browser import page_of, sign_in

pytestmark = pytest.mark.browser

COLOUR = "element => getComputedStyle(element).fill"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: what a page looks like does not hang on the database."""
    return sqlite_url(tmp_path / "signpost.sqlite3")


async def open_report(page: Page, door: Door) -> None:
    """The report of a desk with some answered enquiries, seen by a manager."""
    morgan = new_account(door, "Morgan Field", role="manager", area=None)
    actor = Actor("manager", morgan.id, morgan.name)
    for hours in (1, 5, 30):
        enquiry = leave(door.store, now=NOW - timedelta(days=10), setting="=1+1")
        at = enquiry.received_at + timedelta(hours=hours)
        reply = {"text": "Yes.", "key": str(hours), "now": at}
        door.store.write_now(moves.reply, actor, enquiry.reference, 1, **reply)
    await sign_in(page, door, morgan)
    await page.goto(door.url("/desk/report"))


async def test_it_prints_without_its_buttons(desk: Door, browser: Browser) -> None:
    """Figures, charts and definitions stay; what cannot be pressed on paper goes."""
    async with page_of(browser, viewport={"width": 794, "height": 1123}) as page:
        await open_report(page, desk)
        await page.emulate_media(media="print")
        await picture(page, "desk-report-on-paper")
        for gone in (".desk-nav", ".top", "form.days", "a.button", ".get"):
            assert not await page.locator(gone).first.is_visible(), gone
        for kept in ("h1", ".tiles", ".chart", "table", ".define"):
            assert await page.locator(kept).first.is_visible(), kept
        assert await page.evaluate("document.documentElement.scrollWidth") <= 794


async def test_forced_colours_keep_the_two_bars_apart(desk: Door, browser: Browser) -> None:
    """One is filled and one is an outline, in the system's own colours, in the key as well."""
    async with page_of(browser, forced_colors="active") as page:
        await open_report(page, desk)
        chart = page.locator(".times .chart")
        first = await chart.locator("rect.first").first.evaluate(COLOUR)
        second = await chart.locator("rect.second").first.evaluate(COLOUR)
        words = await chart.locator("text").first.evaluate(COLOUR)
        assert first == words != second
        assert await axe_findings(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_letters_of_a_chart_are_as_large_on_a_phone(
    desk: Door, browser: Browser, width: int
) -> None:
    """They do not shrink with the picture, and no name or number leaves it."""
    async with page_of(browser, viewport={"width": width, "height": 844}) as page:
        await open_report(page, desk)
        await picture(page, f"desk-report-{width}")
        for text in await page.locator(".chart text:visible").all():
            box, chart = await text.bounding_box(), await text.locator("..").bounding_box()
            assert box is not None
            assert chart is not None
            assert box["height"] >= 11
            assert box["x"] >= chart["x"] - 8
            assert box["x"] + box["width"] <= chart["x"] + chart["width"] + 8


async def test_figures_wider_than_a_phone_are_reached_by_keyboard(
    desk: Door, browser: Browser
) -> None:
    """The table takes the focus and is moved with the arrow keys; the page itself stays."""
    async with page_of(browser, viewport={"width": 320, "height": 640}) as page:
        await open_report(page, desk)
        region = page.get_by_role("region", name="Figures: Enquiries by area")
        await region.focus()
        await page.keyboard.press("ArrowRight")
        await page.wait_for_timeout(400)
        assert await region.evaluate("element => element.scrollLeft") > 0
        assert await page.evaluate("scrollX") == 0

"""Nothing too long is cut without a word: what an advisor writes, and what is written to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from bot.enquiry_links import token_of
from bot.store import queries
from bot.store.database import sqlite_url
from bot.web import keys
from bot.web.app import LARGEST_BODY
from bot.web.written import LONGEST_TEXT
from tests.support.desk import new_account
from tests.support.desk_pages import page_of, sign_in
from tests.support.doors import Door
from tests.support.enquirers import leave

LONG = "On 3 December. " * 333 + "The end."


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: how long a text may be does not hang on the database."""
    return sqlite_url(tmp_path / "signpost.sqlite3")


async def write_too_much(page: Page, label: str, send: str) -> None:
    """Write into a box until it holds too much, and press what sends it."""
    box, announced = page.get_by_label(label), page.get_by_role("status")
    shown = page.locator(".left:visible").filter(has_text="Characters")
    await box.fill(LONG[:4000])
    await expect(shown).to_have_count(0)
    await box.fill(LONG[:4900])
    await expect(shown).to_have_text("Characters left: 100")
    await expect(announced.filter(has_text="Characters")).to_have_text("Characters left: 100")
    await box.fill(LONG)
    await expect(shown).to_have_text(f"Characters over the limit: {len(LONG) - LONGEST_TEXT}")
    await page.get_by_role("button", name=send).click()
    await expect(box).to_be_focused()
    await expect(box).to_have_value(LONG)
    await expect(box).to_have_attribute("aria-invalid", "true")
    await box.fill(LONG[:LONGEST_TEXT])
    await page.get_by_role("button", name=send).click()


@pytest.mark.browser
async def test_near_the_end_it_is_told_how_much_is_left(desk: Door, browser: Browser) -> None:
    """Shown at once and announced politely; what is too long stays where it is, and is not sent."""
    ash, reference = new_account(desk), leave(desk.store).reference
    async with page_of(browser) as page:
        await page.goto(desk.url(f"/enquiries/{token_of(desk.app[keys.LINK_KEY], reference)}"))
        await write_too_much(page, "Your message", "Send")
        await expect(page.get_by_text("Your message has arrived.")).to_be_visible()
        await sign_in(page, desk, ash)
        await page.goto(desk.url(f"/desk/enquiries/{reference}"))
        await write_too_much(page, "A note for the desk", "Keep the note")
        await expect(page.get_by_text("Internal note by Ash Reed")).to_be_visible()
    texts = [one.text for one in desk.store.read_now(queries.whole, reference).messages]
    assert texts[1:] == [LONG[:LONGEST_TEXT].strip()] * 2


@pytest.mark.browser
async def test_without_script_the_server_says_so_and_gives_it_back(
    desk: Door, browser: Browser
) -> None:
    """All of it, to be shortened by whoever wrote it."""
    reference = leave(desk.store).reference
    async with page_of(browser, java_script_enabled=False) as page:
        await page.goto(desk.url(f"/enquiries/{token_of(desk.app[keys.LINK_KEY], reference)}"))
        await page.get_by_label("Your message").fill(LONG)
        await page.get_by_role("button", name="Send").click()
        over = len(LONG) - LONGEST_TEXT
        await expect(page.get_by_text(f"That is {over} characters too long")).to_be_visible()
        await expect(page.get_by_label("Your message")).to_have_value(LONG)


async def test_what_no_server_takes_is_still_in_the_browser(desk: Door) -> None:
    """A whole report, pasted in: the page says where to find it again."""
    path = f"/enquiries/{token_of(desk.app[keys.LINK_KEY], leave(desk.store).reference)}"
    page = await desk.submit(await desk.get(path), path, status=413, text="x" * LARGEST_BODY)
    assert "What you wrote is still in your browser" in page.text

"""The desk in a real Chromium: axe in every state, by keyboard alone, in 320 pixels, unscripted."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from bot.enquiry_links import token_of
from bot.store import desk as moves
from bot.store import mails, queries, staffing
from bot.store.audit import SYSTEM, Actor
from bot.store.database import sqlite_url
from bot.store.desk_tables import Account
from bot.web import keys
from bot.web.desk.invitation import invite_new
from tests.support.browser import axe_findings, picture
from tests.support.desk import PASSWORD, code_at, new_account
from tests.support.desk_pages import page_of, sign_in
from tests.support.doors import Door
from tests.support.enquirers import NOW, TODAY, leave

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 360, "height": 740}},
    "desktop-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone-dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
# Each size and each scheme once; all four when somebody wants to look at pictures.
CHECKED = list(LOOKS) if os.environ.get("SIGNPOST_PICTURES") else list(LOOKS)[:2]
# Whether what has the focus lies in the window, with nothing over it.
HIDDEN = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  if (at === document.body) return null;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, y);
  return at.contains(top) || (top && top.contains(at)) ? null : at.outerHTML.slice(0, 90);
}"""


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: what a page looks like does not hang on the database."""
    return sqlite_url(tmp_path / "signpost.sqlite3")


def furnish(door: Door, admin: Account) -> dict[str, str]:
    """A desk with something on every page; returns the addresses to look at, by name."""
    actor, store = Actor("admin", admin.id, admin.name), door.store
    first, second, late = (
        leave(store, now=NOW - timedelta(days=days)).reference for days in (0, 1, 6)
    )
    store.write_now(moves.claim, actor, first, 1, now=NOW)
    store.write_now(moves.note, actor, first, text="Ask the clerk first.", key="n", now=NOW)
    store.write_now(moves.reply, actor, second, 1, text="On 3 December.", key="r", now=NOW)
    taken = store.write_now(mails.take_due, NOW, "signpost.example", timedelta(minutes=1), 1)
    store.write_now(mails.note_dead, taken[0].id, "SMTPRecipientsRefused 550", NOW)
    store.write_now(staffing.add_absence, admin.id, TODAY, TODAY + timedelta(days=4), None)
    token = token_of(door.app[keys.LINK_KEY], second)
    return {
        "queue": "/desk",
        "enquiry": f"/desk/enquiries/{first}",
        "replied": f"/desk/enquiries/{second}",
        "overdue": f"/desk/enquiries/{late}",
        "accounts": "/desk/accounts",
        "account": f"/desk/accounts/{new_account(door, 'Bo Fern').id}",
        "report": "/desk/report",
        "audit": "/desk/audit?views=yes",
        "cover": "/desk/staffing",
        "mail": "/desk/mails",
        "stop": "/desk/stop",
        "asker": f"/enquiries/{token}",
        "asker-wrong": "/enquiries/wrong",
    }


@pytest.mark.parametrize("look", CHECKED)
async def test_axe_finds_nothing_on_any_page(desk: Door, browser: Browser, look: str) -> None:
    """WCAG 2.2 AA and good practice, light and dark, phone and desktop (R13)."""
    kim = new_account(desk, "Kim Alder", role="admin", area=None)
    places, found = furnish(desk, kim), {}
    async with page_of(browser, **LOOKS[look]) as page:

        async def check(name: str) -> None:
            await picture(page, f"desk-{look}-{name}")
            found[name] = await axe_findings(page)

        await page.goto(desk.url("/desk"))
        await check("sign-in")
        await page.get_by_label("E-mail address").fill("nobody@desk.example")
        await page.get_by_label("Password").fill("not the password")
        await page.get_by_role("button", name="Continue").click()
        await check("sign-in-wrong")
        await sign_in(page, desk, kim)
        for name, place in places.items():
            await page.goto(desk.url(place))
            await check(name)
        await page.goto(desk.url(places["enquiry"]))
        for summary in await page.locator("summary").all():
            await summary.click()
        await check("enquiry-open")
        await page.get_by_role("button", name="Send the reply").click()
        await check("reply-refused")
    assert {name: findings for name, findings in found.items() if findings} == {}


async def test_axe_finds_nothing_on_the_way_in(desk: Door, browser: Browser) -> None:
    """Invitation, weak password, QR code, recovery codes, and a link that has ended."""
    given = {"email": "sam@desk.example", "name": "Sam Rush", "role": "advisor", "area": "east"}
    hashes, now = desk.app[keys.HASHES], desk.clock.at
    _, token = desk.store.write_now(invite_new, hashes, SYSTEM, now=now, **given)
    link, found = desk.url(f"/desk/invitation/{token}"), []
    async with page_of(browser, **LOOKS["phone"]) as page:
        await page.goto(link)
        for password in ("Password2026", PASSWORD):
            found += await axe_findings(page)
            await page.get_by_label("Password", exact=True).fill(password)
            await page.get_by_label("The same password again").fill(password)
            await page.get_by_role("button", name="Continue").click()
        await picture(page, "desk-phone-set-up")
        found += await axe_findings(page)
        secret = (await page.locator(".key code").inner_text()).replace(" ", "")
        await page.get_by_label("The six digits").fill(pyotp.TOTP(secret).at(now))
        await page.get_by_role("button", name="Finish").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Keep your recovery codes")
        await picture(page, "desk-phone-codes")
        found += await axe_findings(page)
        await page.goto(link)
        found += await axe_findings(page)
    assert found == []


async def test_an_enquiry_is_answered_by_keyboard_and_without_script(
    desk: Door, browser: Browser
) -> None:
    """From the sign-in to the reply: Tab, letters and Enter (R13)."""
    ash, reference = new_account(desk), leave(desk.store).reference
    async with page_of(browser, java_script_enabled=False) as page:
        await page.goto(desk.url(f"/desk/enquiries/{reference}"))
        await tab_to(page, "E-mail address")
        await page.keyboard.type(ash.email)
        await tab_to(page, "Password")
        await page.keyboard.type(PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Your code")
        await tab_to(page, "Code")
        await page.keyboard.type(code_at(desk))
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text(reference)
        await tab_to(page, "I will answer it")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").first).to_have_text("This enquiry is yours now.")
        await tab_to(page, "Your reply")
        await page.keyboard.type("On 3 December.")
        await tab_to(page, "Send the reply")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").first).to_have_text("Your reply is on its way.")
    assert desk.store.read_now(queries.find, reference).status == "replied"


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the field or button with this name has the focus."""
    label, button = page.get_by_label(name, exact=True), page.get_by_role("button", name=name)
    wanted = label.and_(page.locator("input, textarea")).or_(button).first
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await wanted.and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"Tab does not lead to {name}")


@pytest.mark.parametrize("size", [(320, 640), (320, 256)])
async def test_nothing_is_cut_and_every_target_is_large_enough(
    desk: Door, browser: Browser, size: tuple[int, int]
) -> None:
    """320 CSS pixels, and 400 % zoom; focus in sight; 24 pixels for what is pressed (W9)."""
    kim = new_account(desk, "Kim Alder", role="admin", area=None)
    places = furnish(desk, kim)
    viewport = {"width": size[0], "height": size[1]}
    async with page_of(browser, viewport=viewport) as page:
        await sign_in(page, desk, kim)
        for name, place in places.items():
            await page.goto(desk.url(place))
            assert await page.evaluate("document.documentElement.scrollWidth") <= size[0], name
            hidden = []
            for _ in range(25):
                await page.keyboard.press("Tab")
                hidden.append(await page.evaluate(HIDDEN))
            assert [element for element in hidden if element] == [], name
            for target in await page.locator("button:visible, nav a:visible, summary").all():
                box = await target.bounding_box()
                assert box is not None
                assert min(box["width"], box["height"]) >= 24, (name, await target.inner_text())


async def test_forced_colours_keep_every_edge(desk: Door, browser: Browser) -> None:
    """Where the system chooses them, a note is told from a reply, and this page from others."""
    kim = new_account(desk, "Kim Alder", role="admin", area=None)
    places = furnish(desk, kim)
    async with page_of(browser, forced_colors="active") as page:
        await sign_in(page, desk, kim)
        await page.goto(desk.url(places["enquiry"]))
        style = "element => getComputedStyle(element).borderTopStyle"
        assert await page.locator(".messages .note").evaluate(style) == "dashed"
        assert await page.locator(".messages .asker").first.evaluate(style) == "solid"
        assert await page.locator(".status").first.evaluate(style) == "solid"
        await page.goto(desk.url("/desk"))
        told = "tabs => tabs.map(tab => getComputedStyle(tab).borderBottomColor)"
        here, elsewhere = "[aria-current]", ":not([aria-current])"
        lines = [
            set(await page.locator(f":is(.desk-nav, .shelves) a{tabs}").evaluate_all(told))
            for tabs in (here, elsewhere)
        ]
        assert lines[0].isdisjoint(lines[1])
        assert await axe_findings(page) == []

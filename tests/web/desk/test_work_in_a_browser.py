"""Daily work at the desk in a real Chromium: axe, news by themselves, keys, and all unscripted."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.alarms import Watch
from bot.store import alarms, choices, looking, queries, saved
from bot.store import desk as moves
from bot.store.audit import Actor
from bot.store.database import sqlite_url
from bot.store.desk_tables import Account
from tests.support.browser import axe_findings, picture
from tests.support.desk import new_account
from tests.support.desk_pages import page_of, sign_in
from tests.support.doors import Door
from tests.support.enquirers import NOW, TODAY, leave

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}},
    "desktop-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 320, "height": 640}},
}
# Each size and each scheme once; all of them when somebody wants to look at pictures.
CHECKED = [look for look in LOOKS if look != "desktop" or os.environ.get("SIGNPOST_PICTURES")]
LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: what a page looks like does not hang on the database."""
    return sqlite_url(tmp_path / "signpost.sqlite3")


def furnish(door: Door, ash: Account) -> dict[str, str]:
    """Work in every state; returns the addresses to look at, by name."""
    store, bo = door.store, new_account(door, "Bo Fern")
    late, soon, settled, open_one = (
        leave(store, now=NOW - timedelta(days=days), setting=setting).reference
        for days, setting in (
            (6, "Rush Academy"),
            (2, "St Mary's Catholic Primary School and Nursery, Sedgeham"),
            (40, "Fen Infants"),
            (0, "Sedgeham Primary"),
        )
    )
    store.write_now(alarms.raise_alarms, Watch(NOW, NOW + timedelta(hours=4)), TODAY)
    actor, then = Actor("advisor", ash.id, ash.name), NOW - timedelta(days=39)
    store.write_now(moves.reply, actor, settled, 1, text="Yes.", key="k", now=then)
    store.write_now(looking.look_at, store.read_now(queries.find, soon).id, bo.id, NOW)
    kept = {"text": "Dear {name},\n\nThank you for your enquiry {reference}.", "now": NOW}
    for title, is_shared in (("Thanks", True), ("We need to know more", False)):
        store.write_now(saved.keep_reply, ash.id, title=title, is_shared=is_shared, **kept)
    store.write_now(saved.keep_view, ash.id, "Overdue in the west", "area=west&due=overdue")
    return {
        "queue": "/desk",
        "overdue": "/desk?shelf=overdue",
        "search": "/desk/search",
        "found": "/desk/search?text=forum&state=waiting",
        "nothing": "/desk/search?text=zebra",
        "late": f"/desk/enquiries/{late}",
        "soon": f"/desk/enquiries/{soon}",
        "settled": f"/desk/enquiries/{settled}",
        "open": f"/desk/enquiries/{open_one}",
        "replies": "/desk/replies",
        "choices": "/desk/choices",
    }


@pytest.mark.parametrize("look", CHECKED)
async def test_axe_finds_nothing_and_nothing_is_cut(
    desk: Door, browser: Browser, look: str
) -> None:
    """WCAG 2.2 AA on a phone and a desktop, light and dark, and 320 CSS pixels (R13)."""
    ash = new_account(desk)
    places, found = furnish(desk, ash), {}
    async with page_of(browser, **LOOKS[look]) as page:

        async def check(name: str) -> None:
            width = LOOKS[look]["viewport"]["width"]
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, name
            await picture(page, f"work-{look}-{name}")
            found[name] = await axe_findings(page)

        await sign_in(page, desk, ash)
        for name, place in places.items():
            await page.goto(desk.url(place))
            await check(name)
            for summary in await page.locator("main summary").all():
                await summary.click()
            if name in {"search", "soon", "settled", "replies"}:
                await check(f"{name}-open")
        await page.goto(desk.url(places["open"]))
        await find_facts(page, "emergency")
        await check("facts")
    assert {name: findings for name, findings in found.items() if findings} == {}


async def find_facts(page: Page, about: str) -> None:
    """Open the part for inserting and look for facts."""
    await page.get_by_text("Insert a fact or a saved reply").click()
    await page.get_by_label("Find a fact in the knowledge").fill(about)
    await page.get_by_role("button", name="Find facts").click()
    await expect(page.get_by_role("heading", name="Facts found")).to_be_visible()


@pytest.mark.parametrize("script", ["scripted", "unscripted"])
async def test_a_reply_is_written_with_a_fact_and_a_saved_reply(
    desk: Door, browser: Browser, script: str
) -> None:
    """The same with and without script; the box holds the focus afterwards (R13, R14)."""
    ash = new_account(desk)
    places = furnish(desk, ash)
    async with page_of(browser, java_script_enabled=script == "scripted") as page:
        await sign_in(page, desk, ash)
        await page.goto(desk.url(places["open"]))
        reply = page.get_by_label("Your reply")
        await reply.fill("Hello Robin.")
        await find_facts(page, "emergency")
        await expect(reply).to_have_value("Hello Robin.")
        await page.get_by_role("button", name="Insert the fact about Emergency services").click()
        await expect(reply).to_be_focused()
        await page.get_by_text("Insert a fact or a saved reply").click()
        await page.get_by_label("A saved reply").select_option("Thanks")
        await page.get_by_role("button", name="Insert it").click()
        text = await reply.input_value()
        assert text.startswith(
            "Hello Robin.\n\nIf anyone is in immediate danger, call 999.\nSource:"
        )
        assert "Dear Robin Marsh," in text
        await page.get_by_role("button", name="Send the reply").click()
        await expect(page.get_by_role("status").first).to_have_text("Your reply is on its way.")


async def test_a_half_written_reply_outlives_the_other_forms(desk: Door, browser: Browser) -> None:
    """Taking the enquiry or keeping a note loses nothing; what was sent does not come back."""
    ash = new_account(desk)
    place, other = (f"/desk/enquiries/{leave(desk.store).reference}" for _ in range(2))
    async with page_of(browser) as page:
        reply, note = page.get_by_label("Your reply"), page.get_by_label("A note for the desk")
        await sign_in(page, desk, ash)
        await page.goto(desk.url(place))
        await reply.fill("Half of a")
        await page.get_by_role("button", name="I will answer it").click()
        await expect(page.get_by_text("You are answering this enquiry.")).to_be_visible()
        await expect(reply).to_have_value("Half of a")
        await note.fill("Ask the clerk.")
        await page.get_by_role("button", name="Keep the note").click()
        await expect(page.get_by_text("Internal note by Ash Reed")).to_be_visible()
        await expect(reply).to_have_value("Half of a")
        await expect(note).to_have_value("")
        await page.get_by_role("button", name="Send the reply").click()
        await expect(page.get_by_text("Your reply is on its way.")).to_be_visible()
        await expect(reply).to_have_value("")
        await reply.fill("For Robin alone")
        await page.goto(desk.url(other))
        await expect(reply).to_have_value("")


async def test_enter_in_the_search_for_facts_sends_no_reply(desk: Door, browser: Browser) -> None:
    """What is half written must not go out by a key."""
    ash = new_account(desk)
    reference = leave(desk.store).reference
    async with page_of(browser) as page:
        await sign_in(page, desk, ash)
        await page.goto(desk.url(f"/desk/enquiries/{reference}"))
        await page.get_by_label("Your reply").fill("Half of a")
        await page.get_by_text("Insert a fact or a saved reply").click()
        await page.get_by_label("Find a fact in the knowledge").fill("emergency")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Facts found")).to_be_visible()
        await expect(page.get_by_label("Your reply")).to_have_value("Half of a")
    assert desk.store.read_now(queries.find, reference).status == "received"


async def test_the_queue_renews_itself_and_never_under_somebodys_hands(
    desk: Door, browser: Browser
) -> None:
    """What is new comes into the list; where the list has the focus, a link says so instead."""
    ash = new_account(desk)
    first = leave(desk.store).reference
    async with page_of(browser) as page:
        await sign_in(page, desk, ash)
        await expect(page.get_by_role("link", name=first)).to_be_visible()
        second = leave(desk.store, now=NOW + timedelta(minutes=1)).reference
        await page.evaluate(LOOK_AGAIN)
        await expect(page.get_by_role("link", name=second)).to_be_visible()
        await page.get_by_role("link", name=first).focus()
        third = leave(desk.store, now=NOW + timedelta(minutes=2)).reference
        await page.evaluate(LOOK_AGAIN)
        await expect(page.get_by_role("link", name="Show what is new")).to_be_visible()
        await expect(page.get_by_role("link", name=third)).to_have_count(0)
        await expect(page.get_by_role("link", name=first)).to_be_focused()
        await page.get_by_role("link", name="Show what is new").click()
        await expect(page.get_by_role("link", name=third)).to_be_visible()


async def test_an_open_enquiry_tells_who_came_and_what_changed(
    desk: Door, browser: Browser
) -> None:
    """Nothing that is being written is lost by it."""
    ash, bo = new_account(desk), new_account(desk, "Bo Fern")
    enquiry = leave(desk.store)
    async with page_of(browser) as page:
        await sign_in(page, desk, ash)
        await page.goto(desk.url(f"/desk/enquiries/{enquiry.reference}"))
        await page.get_by_label("Your reply").fill("I am still writing")
        desk.store.write_now(looking.look_at, enquiry.id, bo.id, desk.clock.at)
        await page.evaluate(LOOK_AGAIN)
        await expect(page.get_by_text("Bo Fern is looking at this enquiry")).to_be_visible()
        actor = Actor("advisor", bo.id, bo.name)
        desk.store.write_now(moves.claim, actor, enquiry.reference, 1, now=NOW)
        await page.evaluate(LOOK_AGAIN)
        await expect(page.get_by_role("link", name="Show what is new")).to_be_visible()
        await expect(page.get_by_label("Your reply")).to_have_value("I am still writing")
        await page.goto(desk.url("/desk"))
        await expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    # A page that goes away says so, and waits for no answer.
    async with asyncio.timeout(8):
        while desk.store.read_now(  # noqa: ASYNC110 - the browser tells nobody here
            looking.others_looking, enquiry.id, bo.id, desk.clock.at
        ):
            await asyncio.sleep(0.05)


async def test_single_keys_act_unless_somebody_writes_or_has_switched_them_off(
    desk: Door, browser: Browser
) -> None:
    """WCAG 2.1.4: character key shortcuts can be turned off."""
    ash = new_account(desk)
    first = leave(desk.store, now=NOW - timedelta(days=1)).reference
    second = leave(desk.store).reference
    async with page_of(browser) as page:
        await sign_in(page, desk, ash)
        await keys_are_known(page, "/desk/live")
        await page.keyboard.press("j")
        await expect(page.get_by_role("link", name=first)).to_be_focused()
        await page.keyboard.press("j")
        await expect(page.get_by_role("link", name=second)).to_be_focused()
        await page.keyboard.press("k")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", level=1)).to_contain_text(first)
        await keys_are_known(page, f"{first}/live")
        await page.keyboard.press("r")
        await page.keyboard.type("nu/r?")
        await expect(page.get_by_label("Your reply")).to_have_value("nu/r?")
        await page.keyboard.press("Tab")
        await page.keyboard.press("u")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
        desk.store.write_now(choices.choose, ash.id, frozenset({"digest"}))
        await page.goto(desk.url(f"/desk/enquiries/{first}"))
        await keys_are_known(page, f"{first}/live")
        await page.keyboard.press("r")
        await expect(page.get_by_label("Your reply")).not_to_be_focused()


async def keys_are_known(page: Page, path: str) -> None:
    """Wait until the page has asked whether keys act."""
    async with page.expect_response(lambda answer: answer.url.endswith(path)) as answered:
        await page.evaluate(LOOK_AGAIN)
    await (await answered.value).finished()
    await page.wait_for_timeout(100)

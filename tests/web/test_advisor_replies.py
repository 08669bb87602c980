"""An advisor's answer is in the chat of whoever left the enquiry, and in no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from bot.store import desk
from bot.store.enquiry_tables import Enquiry
from bot.web.visits import COOKIE
from tests.support.browser import axe_findings
from tests.support.doors import Door
from tests.support.enquirers import advisor, leave
from tests.support.visitor import visitor_of

ANSWER = "On 3 December (see https://forum.example/next?day=3).\n• Bring the policy"


def answered(door: Door, conversation: str) -> Enquiry:
    """An enquiry left in a conversation, which an advisor has answered since."""
    enquiry = leave(door.store, now=door.clock.at, conversation=conversation)
    door.clock.move(timedelta(minutes=5))
    actor = advisor(door.store)
    door.store.write_now(
        desk.reply, actor, enquiry.reference, 1, text=ANSWER, key="r", now=door.clock.at
    )
    return enquiry


def lifetimes(door: Door) -> list[str]:
    """How many seconds the browser keeps its session."""
    return [cookie["max-age"] for cookie in door.client.cookie_jar if cookie.key == COOKIE]


async def test_the_page_without_script_shows_the_answer_where_it_was_given(door: Door) -> None:
    """Between what was said before and after it, with its reference; the erased chat has none."""
    page = await door.submit(await door.get("/"), "/", message="first words")
    assert lifetimes(door) == [str(24 * 3600)]
    enquiry = answered(door, door.engine.calls[-1]["sender"])
    door.clock.move(timedelta(minutes=5))
    page = await door.submit(await door.get("/"), "/", message="last words")
    title = f"Ash Reed has answered {enquiry.reference}"
    order = [
        page.text.index(words)
        for words in ("You said: first words", title, "On 3 December", "You said: last words")
    ]
    assert order == sorted(order)
    assert "<li>Bring the policy</li>" in page.html
    assert "https://forum.example/next?day=3" in page.links
    # Its asker may come back long after the conversation itself was forgotten.
    assert lifetimes(door) == [str(730 * 24 * 3600)]
    door.clock.move(timedelta(days=3))
    assert title in (await door.get("/")).text
    page = await door.submit(await door.get("/"), "/clear")
    assert title not in page.text


async def test_nobody_else_is_shown_it(door: Door) -> None:
    """Neither another session nor a caller without one."""
    page = await door.submit(await door.get("/"), "/", message="mine")
    answered(door, "somebody else's conversation")
    assert "has answered" not in (await door.get("/")).text
    assert page
    async with door.client.get(door.url("/chat/replies")) as answer:
        assert await answer.json() == []
    door.client.cookie_jar.clear()
    async with door.client.get(door.url("/chat/replies")) as answer:
        assert (answer.status, await answer.json()) == (200, [])


async def test_the_engine_hears_who_shows_replies(door: Door) -> None:
    """So that an answer is told once: by our page, or with the next message of another client."""
    await door.submit(await door.get("/"), "/", message="on our page")
    await door.send("by the API")
    told = [call["metadata"]["shows_replies"] for call in door.engine.calls]
    assert told == [True, False]


@pytest.mark.browser
async def test_an_open_page_shows_it_by_itself_and_once(door: Door, browser: Browser) -> None:
    """It is looked for now and then, and when the person comes back to the page."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say("hello")
        await visitor.hears("You said: hello")
        conversation = door.engine.calls[-1]["sender"]
        leave(door.store, now=door.clock.at, conversation=conversation)
        await visitor.page.reload()
        await visitor.hears("You said: hello")
        enquiry = answered(door, conversation)
        for _ in range(2):
            await visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            await visitor.hears(f"Ash Reed has answered {enquiry.reference}")
        await visitor.page.reload()
        assert await axe_findings(visitor.page) == []
        shown = visitor.page.locator(".advisor")
        await expect(shown).to_have_count(1)
        link = shown.get_by_role("link", name="https://forum.example")
        assert await link.get_attribute("href") == "https://forum.example/next?day=3"
        assert await shown.get_by_role("listitem").all_inner_texts() == ["Bring the policy"]

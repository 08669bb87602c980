"""Form steps, choices, sources, usefulness, download: real controls, and typing always works."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.support.doors import Door, open_door
from tests.support.speaking_engine import STEPS, speak
from tests.support.visitor import Visitor, visitor_of

pytestmark = pytest.mark.browser

FIELD = """element => [element.tagName, element.autocomplete, element.inputMode,
  element.labels[0].textContent]"""
EXPECTED = {
    "question": ["TEXTAREA", "off", "", "Your question for the advisor"],
    "name": ["INPUT", "name", "", "Your own name"],
    "role": ["INPUT", "organization-title", "", "Your role"],
    "setting": ["INPUT", "organization", "", "Your school or organisation"],
    "place": ["INPUT", "address-level2", "", "Town, district, school or postcode"],
    "contact": ["INPUT", "email", "email", "E-mail address or telephone number"],
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def door(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Door]:
    """One door for the module; each test comes with a browser of its own."""
    async with open_door(tmp_path_factory.mktemp("door")) as opened:
        opened.engine.answer = speak
        yield opened


async def say(visitor: Visitor, words: str, heard: str) -> None:
    """Write into whatever field is there, and send by the keyboard."""
    await visitor.page.locator("#message").fill(words)
    await visitor.page.keyboard.press("Enter")
    await visitor.hears(heard)


async def test_each_step_of_a_form_has_its_own_field(door: Door, browser: Browser) -> None:
    """With its label, keyboard and autofill; the focus stays where one writes (WCAG 1.3.5)."""
    async with visitor_of(door, browser) as visitor:
        for step in STEPS:
            await say(visitor, step, f"Your {step}, please.")
            assert await visitor.page.locator("#message").evaluate(FIELD) == EXPECTED[step]
            assert await visitor.focused() == "message"
        await visitor.page.reload()
        await visitor.hears("Your contact, please.")
        assert await visitor.page.locator("#message").evaluate(FIELD) == EXPECTED["contact"]
        await say(visitor, "groups", "There are two")
        await expect(visitor.box).to_be_visible()


async def test_typing_works_at_every_step(door: Door, browser: Browser) -> None:
    """A question into the field of a form, and its own ways back and out, are words like others."""
    async with visitor_of(door, browser) as visitor:
        for step in STEPS:
            await say(visitor, step, f"Your {step}, please.")
            asked = f"Who chairs it, before my {step}?"
            await say(visitor, asked, f"You said: {asked}")
        await say(visitor, "name", "Your name, please.")
        await visitor.button("Back").click()
        await visitor.hears("You said: Back")
        assert door.engine.said[-1] == "Back"


async def test_what_is_half_written_survives_the_next_field(door: Door, browser: Browser) -> None:
    """A reply that comes while somebody writes takes no word away, and a reload neither."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say("name")
        await visitor.page.keyboard.type("Jo M")
        await visitor.hears("Your name, please.")
        assert await visitor.page.locator("#message").input_value() == "Jo M"
        await visitor.page.reload()
        await visitor.hears("Your name, please.")
        assert await visitor.page.locator("#message").input_value() == "Jo M"


async def test_a_summary_is_rows_and_buttons(door: Door, browser: Browser) -> None:
    """Each thing that will be sent with its label, and a button for what can be done with it."""
    async with visitor_of(door, browser) as visitor:
        await say(visitor, "check", "Please check your enquiry:")
        rows = visitor.page.locator(".check li")
        assert await rows.locator("b").all_inner_texts() == ["Question", "Contact"]
        question, contact = await rows.locator("b + span").all_text_contents()
        link = "https://example.org/next (opens in a new tab)"
        assert (question, contact) == (f"What of {link}: is it ours?", "jo@example.org")
        ways = visitor.page.get_by_role("group", name="Suggested replies").get_by_role("button")
        assert await ways.all_inner_texts() == ["Send my enquiry", "Change something", "Cancel"]
        weight = "button => getComputedStyle(button).fontWeight"
        assert await ways.first.evaluate(weight) != await ways.nth(1).evaluate(weight)
        await ways.first.click()
        await visitor.hears("You said: Send my enquiry")
        await say(visitor, "change", "Change what?")
        assert await ways.first.evaluate(weight) == await ways.nth(1).evaluate(weight)


async def test_too_much_is_told_and_nothing_of_it_is_cut_or_sent(
    door: Door, browser: Browser
) -> None:
    """In a field of the form, and where it is said why an answer was not useful."""
    async with visitor_of(door, browser) as visitor:
        await say(visitor, "name", "Your name, please.")
        await visitor.page.locator("#message").fill("x" * 2003)
        await expect(visitor.page.locator("#left")).to_have_text("Characters over the limit: 3")
        await visitor.page.keyboard.press("Enter")
        await expect(visitor.page.get_by_role("alert")).to_have_text("Characters over the limit: 3")
        assert len(await visitor.page.locator("#message").input_value()) == 2003
        await visitor.page.locator("#message").fill("groups")
        await visitor.page.keyboard.press("Enter")
        await visitor.button("No").click()
        why = visitor.page.get_by_label("What was missing or wrong?")
        await why.fill("y" * 460)
        await expect(visitor.page.get_by_role("status")).to_have_text("Characters left: 40")
        await why.fill("y" * 501)
        await visitor.button("Send this").click()
        assert await why.evaluate("box => box.matches(':focus')")
        await expect(visitor.page.locator(".why")).to_contain_text("Characters over the limit: 1")


async def test_sources_open_under_the_answer(door: Door, browser: Browser) -> None:
    """By keyboard, with their dates and links (W16)."""
    async with visitor_of(door, browser) as visitor:
        await say(visitor, "groups", "There are two")
        await expect(visitor.page.locator(".sources li").first).to_be_hidden()
        await visitor.page.locator("summary").focus()
        await visitor.page.keyboard.press("Enter")
        await expect(visitor.page.locator(".sources li").first).to_be_visible()
        assert await visitor.page.locator(".sources li").all_text_contents() == [
            "Sub-Groups (opens in a new tab), undated page",
            "Annual report (opens in a new tab), 3 March 2024",
        ]


async def test_whether_it_was_useful_is_asked_and_blocks_nothing(
    door: Door, browser: Browser
) -> None:
    """No asks why, which may be left; it can be changed, and is there after a reload (W12)."""
    async with visitor_of(door, browser) as visitor:
        await say(visitor, "groups", "There are two")
        useful = visitor.page.get_by_role("group", name="Was this useful?")
        # Each is waited for to its end, or else its answer passes for that of the next.
        async with visitor.page.expect_response("**/chat/useful") as sent:
            await useful.get_by_role("button", name="No").click()
        assert (await sent.value).request.post_data_json["useful"] is False
        await useful.get_by_label("What was missing or wrong?").fill("The third group.")
        async with visitor.page.expect_response("**/chat/useful") as told:
            await useful.get_by_role("button", name="Send this").click()
        assert (await told.value).request.post_data_json["why"] == "The third group."
        await expect(useful).to_contain_text("Thank you.")
        async with visitor.page.expect_response("**/chat/useful"):
            await useful.get_by_role("button", name="Yes").click()
        await visitor.page.reload()
        yes = useful.get_by_role("button", name="Yes")
        await expect(yes).to_have_attribute("aria-pressed", "true")
        # It is never asked of what is no answer.
        await say(visitor, "urgent", "immediate danger")
        await say(visitor, "hello", "You said: hello")
        await expect(useful).to_have_count(2)


async def test_what_is_thought_of_an_answer_may_be_left_out(door: Door, browser: Browser) -> None:
    """The next question goes on as if nothing had been asked (W12)."""
    async with visitor_of(door, browser) as visitor:
        await say(visitor, "groups", "There are two")
        await visitor.button("No").click()
        await say(visitor, "hello", "You said: hello")
        await expect(visitor.page.get_by_label("What was missing or wrong?")).to_have_count(0)


async def test_the_transcript_is_downloaded(door: Door, browser: Browser, tmp_path: Path) -> None:
    """With times, sources and numbers (W11)."""
    async with visitor_of(door, browser) as visitor:
        await say(visitor, "groups", "There are two")
        await visitor.button("More").click()
        async with visitor.page.expect_download() as started:
            await visitor.button("Download").click()
        download = await started.value
        await download.save_as(tmp_path / "transcript.txt")
        text = (tmp_path / "transcript.txt").read_text(encoding="utf-8")
        assert download.suggested_filename.endswith(".txt")
        for words in ("groups", "There are two", "Sub-Groups", "at 14:05", "999"):
            assert words in text


async def test_unsent_words_outlive_a_reload(door: Door, browser: Browser) -> None:
    """What could not be sent is sent by the next page, once, and then kept no longer (W4)."""
    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await visitor.page.route("**/webhooks/**", lambda route: route.abort())
        await visitor.say("please send this")
        await expect(visitor.button("Try again now")).to_be_visible()
        await visitor.page.unroute("**/webhooks/**")
        await visitor.page.reload()
        await visitor.hears("You said: please send this")
        assert door.engine.said.count("please send this") == 1
        assert await visitor.page.evaluate("sessionStorage.length") == 0


async def test_a_second_window_shows_the_same(door: Door, browser: Browser) -> None:
    """What is said in one comes to the other at once, with its answer; clearing too (W3, W17)."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say("hello")
        await visitor.hears("You said: hello")
        other = await visitor.context.new_page()
        await other.goto(door.url("/"))
        log = other.get_by_role("log")
        await expect(log).to_contain_text("You said: hello")
        await asyncio.sleep(0.2)
        await visitor.say("from the first")
        await expect(log).to_contain_text("You said: from the first")
        assert await other.locator(".said .words").all_inner_texts() == ["hello", "from the first"]
        await visitor.page.bring_to_front()
        await visitor.button("More").click()
        await visitor.button("Clear chat").click()
        await visitor.button("Erase it").click()
        await expect(log).not_to_contain_text("hello")
        # Whatever else is heard of the clearing, what is said after it stays.
        for page, words in ((other, "a new one"), (visitor.page, "another")):
            await page.get_by_label("Your question").fill(words)
            await page.get_by_label("Your question").press("Enter")
        for words in ("a new one", "another"):
            await expect(log).to_contain_text(f"You said: {words}")
            await visitor.hears(f"You said: {words}")

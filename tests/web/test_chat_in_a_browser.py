"""The chat with script, as a person at a real browser meets it."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Route, expect

from tests.support.doors import Door
from tests.support.stand_in_engine import as_engine, fixed, message, slow
from tests.support.visitor import visitor_of

pytestmark = pytest.mark.browser

SOURCE = {"title": "Sub-Groups", "date": "undated page", "url": "https://example.org/groups"}
CHOICES = message(
    "Which one?\n• Learning Group, 01632 960411\n• Health Group",
    sources=[SOURCE],
    buttons=[{"title": "The first", "payload": "The Learning Group, please"}],
)
COUNT_NEWS = """log => {
  window.news = [];
  const watch = (changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        const isRead = !(node.closest ? node : node.parentElement).closest("[aria-live=off]");
        if (isRead) window.news.push(node.textContent.trim());
      }
    }
  };
  new MutationObserver(watch).observe(log, {childList: true, subtree: true, characterData: true});
}"""


async def test_a_question_is_asked_and_answered(door: Door, browser: Browser) -> None:
    """Enter sends; the answer has its source in a list; the focus stays in the box (W8, W16)."""
    door.engine.answer = fixed(lambda: as_engine(CHOICES))
    async with visitor_of(door, browser) as visitor:
        await visitor.say("Which groups?")
        await visitor.hears("Which one?")
        assert await visitor.focused() == "message"
        await visitor.log.get_by_text("Source", exact=True).click()
        assert await visitor.log.get_by_role("listitem").all_text_contents() == [
            "Learning Group, 01632 960411",
            "Health Group",
            "Sub-Groups (opens in a new tab), undated page",
        ]
        link = visitor.log.get_by_role("link", name="Sub-Groups")
        assert await link.get_attribute("href") == SOURCE["url"]
        number = visitor.log.get_by_role("link", name="01632 960411")
        assert await number.get_attribute("href") == "tel:01632960411"


async def test_each_message_is_announced_once(door: Door, browser: Browser) -> None:
    """The log gains the question and the answer, and nothing in it is ever read again (W8)."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say("first")
        await visitor.hears("You said: first")
        await visitor.log.evaluate(COUNT_NEWS)
        await visitor.say("second")
        await visitor.hears("You said: second")
        news = [words.split("\n")[0] for words in await visitor.page.evaluate("window.news")]
        assert len(news) == 2
        assert news[0].endswith("second")
        assert news[1] == "Signpost You said: second"


async def test_the_working_state_is_said_in_words_once(door: Door, browser: Browser) -> None:
    """Only when an answer takes a while; its dots are hidden from screen readers (W5)."""
    door.engine.answer = slow(1.0)
    async with visitor_of(door, browser) as visitor:
        await visitor.log.evaluate(COUNT_NEWS)
        await visitor.say("hello")
        working = visitor.page.get_by_text("Signpost is looking this up")
        await expect(working).to_be_visible()
        assert await working.locator(".dots").get_attribute("aria-hidden") == "true"
        await visitor.hears("You said: hello")
        await expect(working).to_have_count(0)
        news = await visitor.page.evaluate("window.news")
        assert news.count("Signpost is looking this up") == 1


async def test_a_quick_reply_stays_as_the_person_s_own_words(door: Door, browser: Browser) -> None:
    """A real button, whose words are sent; afterwards it is gone and the focus is kept (W6)."""
    door.engine.answer = fixed(lambda: as_engine(CHOICES))
    async with visitor_of(door, browser) as visitor:
        await visitor.say("Which groups?")
        await visitor.button("The first").focus()
        await visitor.page.keyboard.press("Enter")
        await expect(visitor.page.locator(".said")).to_have_count(2)
        await expect(visitor.page.locator(".said").last).to_contain_text(
            "The Learning Group, please"
        )
        assert await visitor.focused() == "message"
        assert door.engine.said[-1] == "The Learning Group, please"


async def test_an_example_can_be_asked_at_once(door: Door, browser: Browser) -> None:
    """The pack's own sample questions."""
    async with visitor_of(door, browser) as visitor:
        await visitor.button("Who chairs the Learning Group?").click()
        await visitor.hears("You said: Who chairs the Learning Group?")
        await expect(visitor.button("Which area is Sedgeham in?")).to_have_count(0)


async def test_shift_and_enter_starts_a_new_line(door: Door, browser: Browser) -> None:
    """Only Enter sends (W7)."""
    async with visitor_of(door, browser) as visitor:
        await visitor.box.fill("one")
        await visitor.box.press("Shift+Enter")
        await visitor.page.keyboard.type("two")
        await visitor.box.press("Enter")
        await visitor.hears("You said: one")
        assert door.engine.said == ["one\ntwo"]


async def test_what_is_typed_and_answered_is_text(door: Door, browser: Browser) -> None:
    """Mark-up does nothing (and the policy would stop it)."""
    words = "<img src=x onerror=\"document.title='broken'\"><b>bold</b>"
    async with visitor_of(door, browser) as visitor:
        await visitor.say(words)
        await visitor.hears(f"You said: {words}")
        assert "broken" not in await visitor.page.title()
        await expect(visitor.page.locator(".log b, .log img")).to_have_count(0)


async def test_a_message_that_is_too_long_stays_in_the_box(door: Door, browser: Browser) -> None:
    """What is too much is said beside the box, and goes away with the next letter."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say("😀" * 2001)
        problem = visitor.page.get_by_role("alert").filter(has_text="Characters over the limit: 1")
        await expect(problem).to_be_visible()
        assert await visitor.box.get_attribute("aria-invalid") == "true"
        await visitor.box.press("Backspace")
        await expect(problem).to_have_count(0)
        await visitor.box.press("Enter")
        await visitor.hears("You said:")
        assert len(door.engine.calls) == 1


async def test_a_reload_shows_the_same_conversation(door: Door, browser: Browser) -> None:
    """From the server, also when the answer was not there yet (W3)."""
    door.engine.answer = slow(0.5)
    async with visitor_of(door, browser) as visitor:
        await visitor.say("first")
        await visitor.hears("You said: first")
        await visitor.say("second")
        await asyncio.sleep(0.1)
        await visitor.page.reload()
        await visitor.hears("You said: second")
        assert await visitor.page.locator(".said .words").all_inner_texts() == ["first", "second"]
        assert door.engine.said == ["first", "second"]


async def test_a_lost_connection_is_said_with_the_numbers_and_loses_nothing(
    door: Door, browser: Browser
) -> None:
    """The line is announced once; both messages arrive in order, once each (W4)."""
    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await visitor.context.set_offline(True)
        await visitor.say("first")
        trouble = visitor.page.get_by_role("alert").filter(has_text="no connection to Signpost")
        await expect(trouble).to_be_visible()
        for dial in ("999", "01632960411", "01632960999"):
            await expect(trouble.locator(f"a[href='tel:{dial}']")).to_be_visible()
        await visitor.say("second")
        await visitor.context.set_offline(False)
        await visitor.hears("You said: second")
        await expect(trouble).to_have_count(0)
        assert door.engine.said == ["first", "second"]


async def test_an_answer_that_got_lost_on_its_way_is_not_asked_for_twice(
    door: Door, browser: Browser
) -> None:
    """The service had taken the message: the retried send gets the same answer (W4)."""
    lost = 0

    async def lose_the_first(route: Route) -> None:
        nonlocal lost
        lost += 1
        if lost == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await visitor.page.route("**/chat/stream", lambda route: route.abort())
        await visitor.page.route("**/webhooks/rest/webhook", lose_the_first)
        await visitor.say("hello")
        await visitor.button("Try again now").click()
        await visitor.hears("You said: hello")
        assert lost == 2
        assert door.engine.said == ["hello"]


async def test_an_answer_that_breaks_off_is_asked_for_again(door: Door, browser: Browser) -> None:
    """Half of an answer is none; the message after it is sent too (W4)."""
    cut = 0

    async def break_the_first_off(route: Route) -> None:
        nonlocal cut
        cut += 1
        if cut == 1:
            await route.fulfill(status=200, body='[{"recipient_id": "pa')
        else:
            await route.continue_()

    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await visitor.page.route("**/webhooks/rest/webhook", break_the_first_off)
        await visitor.say("first")
        await visitor.say("second")
        await visitor.hears("You said: second")
        assert door.engine.said == ["first", "second"]


async def test_a_server_that_is_busy_is_waited_for(door: Door, browser: Browser) -> None:
    """Its own sentence is shown, and the message is sent again after the time that it names."""
    busy = True

    async def refuse_once(route: Route) -> None:
        nonlocal busy
        if busy:
            busy = False
            body = '{"error": "Please wait 1 seconds."}'
            await route.fulfill(status=429, body=body, headers={"Retry-After": "1"})
        else:
            await route.continue_()

    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await visitor.page.route("**/webhooks/rest/webhook", refuse_once)
        await visitor.say("hello")
        alert = visitor.page.get_by_role("alert").filter(has_text="Please wait 1 seconds.")
        await expect(alert).to_be_visible()
        await visitor.hears("You said: hello")


async def test_a_page_that_was_open_for_too_long_goes_on(door: Door, browser: Browser) -> None:
    """Its session is gone: it gets a new one by itself and the message is sent."""
    async with visitor_of(door, browser, expect_trouble=True) as visitor:
        await visitor.context.clear_cookies()
        await visitor.say("still here")
        await visitor.hears("You said: still here")


async def test_the_conversation_is_erased_here_and_on_the_server(
    door: Door, browser: Browser
) -> None:
    """After asking; Escape keeps it and gives the focus back; all by keyboard (W7, W17)."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say("private words")
        await visitor.hears("You said: private words")
        await visitor.button("More").focus()
        await visitor.page.keyboard.press("Enter")
        await visitor.button("Clear chat").focus()
        await visitor.page.keyboard.press("Enter")
        assert await visitor.focused() == "Keep it"
        await visitor.page.keyboard.press("Escape")
        assert await visitor.focused() == "Clear chat"
        await visitor.page.keyboard.press("Enter")
        await visitor.page.keyboard.press("Shift+Tab")
        await visitor.page.keyboard.press("Enter")
        await expect(visitor.page.get_by_text("The conversation has been erased.")).to_be_attached()
        await expect(visitor.log).not_to_contain_text("private words")
        assert await visitor.focused() == "message"
        assert door.engine.forgotten == [door.engine.calls[0]["sender"]]
        await visitor.say("new words")
        await visitor.hears("You said: new words")
        await visitor.page.reload()
        await visitor.hears("You said: new words")
        await expect(visitor.log).not_to_contain_text("private words")


async def test_the_numbers_are_one_key_away(door: Door, browser: Browser) -> None:
    """Open and close by keyboard, with Escape too (W14)."""
    async with visitor_of(door, browser) as visitor:
        await visitor.button("Urgent numbers").focus()
        await visitor.page.keyboard.press("Enter")
        await expect(visitor.page.locator(".numbers a[href='tel:999']")).to_be_visible()
        await visitor.page.keyboard.press("Escape")
        await expect(visitor.page.locator(".numbers")).to_be_hidden()
        assert await visitor.focused() == "Urgent numbers"


async def test_leaving_quickly_cannot_be_undone_by_the_back_button(
    door: Door, browser: Browser
) -> None:
    """The page is replaced, not followed by another (W20)."""
    context = await browser.new_context()
    page = await context.new_page()
    await page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    await page.goto("about:blank")
    await page.goto(door.url("/"))
    before = await page.evaluate("history.length")
    await page.get_by_role("link", name="Leave now").click()
    await page.wait_for_url("https://www.bbc.co.uk/weather")
    assert await page.evaluate("history.length") == before
    await context.close()


async def test_without_script_the_same_page_asks_and_answers(door: Door, browser: Browser) -> None:
    """A real browser with script switched off (W15)."""
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(door.url("/"))
    await page.get_by_label("Your question").fill("hello")
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator("#latest")).to_contain_text("You said: hello")
    await expect(page.locator("#latest")).to_be_in_viewport()
    await page.get_by_role("button", name="Clear chat").click()
    await expect(page.get_by_text("You said: hello")).to_have_count(0)
    await context.close()

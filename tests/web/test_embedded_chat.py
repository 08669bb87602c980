"""The chat in the corner of somebody else's page, in a real Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, expect

from tests.support.corner import ELEMENT, corner_of, launcher, panel
from tests.support.host_site import HostSite, open_host_site
from tests.support.speaking_engine import speak
from tests.support.visitor import PHONE, Visitor, visitor_at

pytestmark = pytest.mark.browser

WATCH_SHIFTS = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({type: "layout-shift", buffered: true});
}"""
LOOK = """(element) => {
  const style = getComputedStyle(element);
  return [style.color, style.letterSpacing, style.textTransform, style.display !== "none"];
}"""
# The words of every text that is shown, but for what the visitor or the pack wrote.
WORDS_SHOWN = """(element) => {
  const found = [];
  const theirs = ".entry .words, .choices, .numbers, time, .office";
  const walk = (node) => {
    if (node.nodeType === 3 && node.data.trim()) found.push(node.data.trim());
    if (node.nodeType === 1 && !node.matches(theirs)) {
      if (node.hasAttribute("aria-label")) found.push(node.getAttribute("aria-label"));
      node.childNodes.forEach(walk);
    }
  };
  element.shadowRoot.childNodes.forEach(walk);
  return found;
}"""
NOTE_WHAT_IS_LEFT = """() => addEventListener("pagehide", () => {
  sessionStorage.left = document.body.textContent || "nothing";
})"""
STORED = "JSON.stringify(localStorage)"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[HostSite]:
    """One site for the module; each test comes with a browser of its own."""
    async with open_host_site(tmp_path_factory.mktemp("site")) as opened:
        opened.door.engine.answer = speak
        yield opened


async def test_one_line_embeds_it_and_nothing_moves(site: HostSite, browser: Browser) -> None:
    """A strict policy is enough, no cookie is set, and nothing of the page is moved (W1, W18)."""
    async with corner_of(site, browser, is_open=False) as visitor:
        await visitor.page.evaluate(f"({WATCH_SHIFTS})()")
        await launcher(visitor).click()
        await visitor.say("hello")
        await visitor.hears("You said: hello")
        await visitor.button("Close the chat").click()
        await expect(launcher(visitor)).to_be_visible()
        assert await visitor.page.evaluate("window.shift") == 0
        assert await visitor.page.evaluate("document.body.scrollHeight <= innerHeight")
        assert await visitor.context.cookies() == []


async def test_no_style_leaks_either_way(site: HostSite, browser: Browser) -> None:
    """The page's rules for all elements stop at the chat, and the chat has none for them (W1)."""
    async with corner_of(site, browser, "/?loud=1") as visitor:
        ours = await visitor.box.evaluate(LOOK)
        assert ours == ["rgb(23, 38, 43)", "normal", "none", True]
        for part in (visitor.button("Send"), visitor.log.locator(".care")):
            assert (await part.evaluate(LOOK))[1:] == ["normal", "none", True]
        place = await visitor.page.locator(ELEMENT).bounding_box()
        assert place is not None
        assert (place["width"], place["height"]) == (0, 0)
        theirs = await visitor.page.locator("h1").evaluate(LOOK)
        assert theirs == ["rgb(200, 0, 0)", "3px", "uppercase", True]


async def test_the_conversation_is_there_on_every_page_of_the_site(
    site: HostSite, browser: Browser
) -> None:
    """After a reload too, without a cookie; nothing is kept before somebody speaks (W3)."""
    async with corner_of(site, browser) as visitor:
        assert await visitor.page.evaluate(STORED) == "{}"
        await visitor.say("hello")
        await visitor.hears("You said: hello")
        for address in ("/other", "/other?third=1"):
            await visitor.page.goto(site.url(address))
            # It was open, so it is open again: the reader has not asked for the page alone.
            await visitor.hears("You said: hello")
        await visitor.page.reload()
        await visitor.say("again")
        await visitor.hears("You said: again")
        assert await visitor.page.locator(".said .words").all_inner_texts() == ["hello", "again"]
        assert await visitor.context.cookies() == []


async def test_a_site_that_is_not_allowed_shows_nothing(site: HostSite, browser: Browser) -> None:
    """Its page stays as it was, and the door tells it nothing (W18)."""
    stranger = site.url("/").replace("127.0.0.1", "localhost")
    async with visitor_at(
        stranger, site.door.url("/"), browser=browser, expect_trouble=True
    ) as visitor:
        async with visitor.page.expect_event("requestfailed"):
            await visitor.page.goto(stranger)
        await expect(launcher(visitor)).to_have_count(0)


async def test_the_whole_journey_by_keyboard(site: HostSite, browser: Browser) -> None:
    """Open, ask, choose, look at the numbers, close; the focus comes back each time (W7)."""
    async with corner_of(site, browser, is_open=False) as visitor:
        press = visitor.page.keyboard.press
        await press("Tab")
        await press("Tab")
        assert await visitor.focused() == "Ask Signpost"
        await press("Enter")
        assert await visitor.focused() == "message"
        await visitor.page.keyboard.type("which")
        await press("Enter")
        await visitor.hears("Which one?")
        assert await visitor.focused() == "message"
        await press("Shift+Tab")
        assert await visitor.focused() == "The second group"
        await press("Enter")
        await visitor.hears("You said: The second group")
        await visitor.button("Urgent numbers").focus()
        await press("Enter")
        await press("Tab")
        await press("Escape")
        assert await visitor.focused() == "Urgent numbers"
        await expect(panel(visitor)).to_be_visible()
        await press("Escape")
        await expect(panel(visitor)).to_be_hidden()
        assert await visitor.focused() == "Ask Signpost"


async def test_on_a_phone_the_page_behind_is_out_of_reach(site: HostSite, browser: Browser) -> None:
    """The panel covers it, so no key leads to what cannot be seen (W9; WCAG 2.4.11)."""
    async with corner_of(site, browser, viewport=PHONE, has_touch=True) as visitor:
        # No keyboard of the phone jumps up before the first words are read.
        assert await visitor.focused() != "message"
        stops = set()
        for _ in range(20):
            await visitor.page.keyboard.press("Tab")
            stops.add(await visitor.focused())
        assert "Send" in stops
        assert "Another page" not in stops
        await visitor.page.keyboard.press("Escape")
        assert await visitor.focused() == "Ask Signpost"


async def test_the_numbers_are_one_action_away_without_a_connection(
    site: HostSite, browser: Browser
) -> None:
    """Before anything was asked; they can be rung from there (W14)."""
    async with corner_of(site, browser, is_open=False, expect_trouble=True) as visitor:
        await visitor.context.set_offline(True)
        await launcher(visitor).click()
        alert = visitor.page.get_by_role("alert").filter(has_text="no connection to Signpost")
        for place in (alert, visitor.page.locator(".numbers")):
            for dial in ("999", "01632960411", "01632960999"):
                await expect(place.locator(f"a[href='tel:{dial}']")).to_be_visible()
            await visitor.button("Urgent numbers").click()
        await visitor.context.set_offline(False)
        await expect(alert).to_have_count(0)


async def test_what_matters_is_said_before_the_first_message(
    site: HostSite, browser: Browser
) -> None:
    """What it is, no names, what is kept and how long, by when a person answers (W13)."""
    async with corner_of(site, browser) as visitor:
        for words in (
            "an automated assistant, not a person",
            "do not name a child",
            "kept for 24 hours",
            "An advisor answers enquiries left now by Wednesday 7 January 2026",
        ):
            await visitor.hears(words)


async def test_leaving_quickly_leaves_nothing_to_go_back_to(
    site: HostSite, browser: Browser
) -> None:
    """The page is replaced, and what was being written is forgotten (W20)."""
    async with corner_of(site, browser, expect_trouble=True) as visitor:
        await visitor.page.route("https://www.bbc.co.uk/**", _weather)
        await visitor.page.evaluate(NOTE_WHAT_IS_LEFT)
        await visitor.box.fill("half written")
        before = await visitor.page.evaluate("history.length")
        await visitor.page.get_by_role("link", name="Leave now").click()
        await visitor.page.wait_for_url("https://www.bbc.co.uk/weather")
        assert await visitor.page.evaluate("history.length") == before
        visitor.hosts.discard("www.bbc.co.uk")
        await visitor.page.goto(site.url("/"))
        # The screen was empty before the other page had come.
        assert await visitor.page.evaluate("sessionStorage.left") == "nothing"
        await launcher(visitor).click()
        assert await visitor.box.input_value() == ""


async def _weather(route: Route) -> None:
    await route.fulfill(body="weather")


async def test_the_page_around_is_told_what_happens_and_nothing_that_was_said(
    site: HostSite, browser: Browser
) -> None:
    """Opened, answered with its outcome, closed."""
    async with corner_of(site, browser, is_open=False) as visitor:
        await visitor.page.evaluate(
            """() => { window.told = [];
              for (const name of ["open", "answer", "close"]) {
                addEventListener(`signpost:${name}`, (event) => told.push([name, event.detail]));
              } }"""
        )
        await launcher(visitor).click()
        await visitor.say("groups")
        await visitor.hears("There are two")
        await visitor.button("Close the chat").click()
        assert await visitor.page.evaluate("told") == [
            ["open", None],
            ["answer", {"outcome": "answered"}],
            ["close", None],
        ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/?themed=1", "rgb(90, 20, 120)"), ("/?unreadable=1", "rgb(11, 99, 96)")],
)
async def test_a_theme_is_taken_only_where_it_can_be_read(
    site: HostSite, browser: Browser, path: str, expected: str
) -> None:
    """A few variables; colours that are too close give way, and the console says so (W19)."""
    async with corner_of(site, browser, path, expect_trouble=True) as visitor:
        ground = "element => getComputedStyle(element).backgroundColor"
        assert await visitor.button("Send").evaluate(ground) == expected
        warned = any("too close to each other" in words for words in visitor.complaints)
        assert warned == ("unreadable" in path)


async def test_the_script_s_options_are_heeded(site: HostSite, browser: Browser) -> None:
    """Open from the beginning, on the left; a visitor's own choice comes first."""
    path = "/?open=true&position=left"
    async with corner_of(site, browser, path, is_open=False) as visitor:
        await expect(panel(visitor)).to_be_visible()
        assert await _left(visitor) == 16
        # Nobody has asked for it, so it takes no focus; once closed, it stays closed.
        assert await visitor.page.evaluate("document.activeElement === document.body")
        await visitor.button("Close the chat").click()
        await visitor.page.reload()
        await expect(launcher(visitor)).to_be_visible()


async def test_it_never_opens_by_itself_over_a_small_page(site: HostSite, browser: Browser) -> None:
    """On a phone it would cover what somebody came for; opened, it fills the window exactly."""
    path = "/?open=true&position=left"
    async with corner_of(site, browser, path, is_open=False, viewport=PHONE) as visitor:
        await expect(panel(visitor)).to_be_hidden()
        await visitor.page.evaluate("document.querySelector('signpost-chat').open()")
        await expect(panel(visitor)).to_be_visible()
        assert await _left(visitor) == 0
        await visitor.page.evaluate("document.querySelector('signpost-chat').close()")
        await expect(panel(visitor)).to_be_hidden()


async def test_who_zooms_in_keeps_their_place(site: HostSite, browser: Browser) -> None:
    """The panel comes to cover the page, and the box keeps its words and the focus (W9)."""
    async with corner_of(site, browser) as visitor:
        await visitor.page.keyboard.type("half")
        for width, height in ((320, 256), (1280, 800)):
            await visitor.page.set_viewport_size({"width": width, "height": height})
            await visitor.page.wait_for_timeout(100)
            assert await visitor.focused() == "message"
        await visitor.page.keyboard.type(" written")
        assert await visitor.box.input_value() == "half written"


async def _left(visitor: Visitor) -> float:
    box = await visitor.page.get_by_role("dialog").bounding_box()
    assert box is not None
    return box["x"]


async def test_every_word_comes_from_the_service_and_reads_from_right_to_left_too(
    site: HostSite, browser: Browser
) -> None:
    """Another language needs nothing in the script; nothing is cut or on the wrong side (W19)."""

    async def translated(route: Route) -> None:
        answer = await route.fetch()
        start: dict[str, Any] = await answer.json()
        start["words"] = {name: f"«{words}»" for name, words in start["words"].items()}
        await route.fulfill(response=answer, json=start | {"language": "ar", "direction": "rtl"})

    async with corner_of(site, browser, is_open=False) as visitor:
        await visitor.page.route("**/chat", translated)
        await visitor.page.reload()
        await launcher(visitor).click()
        for words, heard in (("name", "Your name, please."), ("groups", "There are two")):
            await visitor.page.locator("#message").fill(words)
            await visitor.page.keyboard.press("Enter")
            await visitor.hears(heard)
        await visitor.button("«More»").click()
        await visitor.button("«No»").click()
        shown = await visitor.page.locator(ELEMENT).evaluate(WORDS_SHOWN)
        assert len(shown) > 15
        assert [words for words in shown if "«" not in words and words != "×"] == []
        assert await _left(visitor) == 16
        said = await visitor.page.locator(".said").first.bounding_box()
        assert said is not None
        assert said["x"] < 48


async def test_printing_shows_the_conversation_alone(site: HostSite, browser: Browser) -> None:
    """Times, sources, reference and numbers; the page around it comes back afterwards (W11)."""
    async with corner_of(site, browser) as visitor:
        await visitor.page.evaluate("window.print = () => { window.printed = true; }")
        await visitor.say("groups")
        await visitor.hears("There are two")
        await visitor.button("More").click()
        await visitor.page.emulate_media(media="print")
        await expect(panel(visitor)).to_be_hidden()
        await visitor.page.emulate_media(media="screen")
        await visitor.button("Print").click()
        assert await visitor.page.evaluate("printed")
        await visitor.page.emulate_media(media="print")
        for part in (".printed", "time", ".sources a", ".numbers a[href='tel:999']"):
            await expect(visitor.page.locator(part).first).to_be_visible()
        for part in ("h1", ".ask", ".bar button", ".exit"):
            await expect(visitor.page.locator(part).first).to_be_hidden()
        await visitor.page.emulate_media(media="screen")
        await visitor.page.evaluate("dispatchEvent(new Event('afterprint'))")
        await expect(visitor.page.locator("h1")).to_be_visible()
        await expect(visitor.page.locator(".sources a").first).to_be_hidden()

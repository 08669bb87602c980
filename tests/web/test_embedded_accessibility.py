"""The chat on somebody else's page is for everybody: axe in every state, announcements, sizes."""

from __future__ import annotations

import functools
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.store import desk
from bot.store.audit import Actor
from bot.store.database import Store
from tests.support.browser import axe_findings, picture
from tests.support.corner import ELEMENT, corner_of, launcher
from tests.support.enquirers import advisor, leave
from tests.support.host_site import HostSite, open_host_site
from tests.support.reach import HIDDEN_FOCUS
from tests.support.speaking_engine import speak
from tests.support.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 800}
LOOKS: dict[str, dict[str, Any]] = {
    "corner-phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "corner-desktop-dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "corner-phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "corner-desktop": {"viewport": DESKTOP},
}
CHECKED = list(LOOKS) if os.environ.get("SIGNPOST_PICTURES") else list(LOOKS)[:2]
# What a screen reader is told: additions to live regions, but for what says that it is none.
LISTEN = """(element) => {
  window.heard = [];
  const isTold = (node) => {
    const region = (node.closest ? node : node.parentElement)
      .closest("[aria-live], [role=log], [role=status], [role=alert]");
    return region && region.getAttribute("aria-live") !== "off";
  };
  const watch = (changes) => changes.forEach((change) => change.addedNodes.forEach((node) => {
    const words = node.textContent.trim().replace(/\\d\\d:\\d\\d/, "|");
    if (words && isTold(node)) window.heard.push(words);
  }));
  new MutationObserver(watch).observe(element.shadowRoot, {childList: true, subtree: true});
}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[HostSite]:
    """One site for the module; each test comes with a browser of its own."""
    async with open_host_site(tmp_path_factory.mktemp("site")) as opened:
        opened.door.engine.answer = speak
        yield opened


def answered(site: HostSite) -> None:
    """An advisor answers an enquiry that the conversation which spoke last has left."""
    door = site.door
    conversation = door.engine.calls[-1]["sender"]
    actor = the_advisor(door.store)
    enquiry = leave(door.store, now=door.clock.at, conversation=conversation, key=conversation)
    door.clock.move(timedelta(minutes=5))
    text, key = "Bring the policy.", f"reply to {conversation}"
    door.store.write_now(
        desk.reply, actor, enquiry.reference, 1, text=text, key=key, now=door.clock.at
    )


@functools.cache
def the_advisor(store: Store) -> Actor:
    """The one advisor of this module's door."""
    return advisor(store)


async def closed(_: Visitor, __: HostSite) -> None:
    """The button in the corner."""


async def opened(visitor: Visitor, _: HostSite) -> None:
    """Before the first message."""
    await launcher(visitor).click()


async def asking(visitor: Visitor, _: HostSite) -> None:
    """An answer that is waited for."""
    await say(visitor, "slowly", "Signpost is looking this up")
    await visitor.hears("You said: slowly")


async def sources(visitor: Visitor, _: HostSite) -> None:
    """An answer with its sources open, and the question why it was of no use."""
    await say(visitor, "groups", "There are two")
    await visitor.page.locator("summary").click()
    await visitor.button("No").click()
    await expect(visitor.page.get_by_label("What was missing or wrong?")).to_be_visible()


async def choices(visitor: Visitor, _: HostSite) -> None:
    """Quick replies."""
    await say(visitor, "which", "Which one?")


async def form(visitor: Visitor, _: HostSite) -> None:
    """A step with its own field."""
    await say(visitor, "contact", "Your contact, please.")


async def summary(visitor: Visitor, _: HostSite) -> None:
    """What will be sent, to be checked."""
    await say(visitor, "check", "Please check your enquiry:")


async def urgent(visitor: Visitor, _: HostSite) -> None:
    """The numbers as an answer."""
    await say(visitor, "urgent", "immediate danger")


async def error(visitor: Visitor, _: HostSite) -> None:
    """A message that is too long."""
    await visitor.say("x" * 2010)
    await expect(visitor.page.get_by_text("Characters over the limit: 10")).to_be_visible()
    await visitor.box.fill("")


async def erasing(visitor: Visitor, _: HostSite) -> None:
    """Everything above the conversation open."""
    for name in ("Urgent numbers", "More", "Clear chat"):
        await visitor.button(name).click()
    await expect(visitor.button("Keep it")).to_be_visible()


async def arrived(visitor: Visitor, site: HostSite) -> None:
    """An advisor's reply."""
    for _ in range(3):
        await visitor.page.keyboard.press("Escape")
    answered(site)
    await visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await visitor.hears("Bring the policy.")


async def offline(visitor: Visitor, _: HostSite) -> None:
    """No connection."""
    await visitor.context.set_offline(True)
    await visitor.say("hello")
    await expect(visitor.button("Try again now")).to_be_visible()


async def say(visitor: Visitor, words: str, heard: str) -> None:
    """Write into whatever field is there, and send."""
    await visitor.page.locator("#message").fill(words)
    await visitor.page.locator("#message").press("Enter")
    await visitor.hears(heard)


# In this order one after the other, as in one conversation.
STATES: tuple[Callable[[Visitor, HostSite], Awaitable[None]], ...] = (
    *(closed, opened, asking, sources, choices, form, summary, urgent, error, erasing),
    *(arrived, offline),
)


@pytest.mark.parametrize("look", CHECKED)
async def test_axe_finds_nothing_in_any_state(site: HostSite, browser: Browser, look: str) -> None:
    """WCAG 2.2 AA and good practice, light and dark, phone and desktop (W10)."""
    found = {}
    async with corner_of(
        site, browser, is_open=False, expect_trouble=True, **LOOKS[look]
    ) as visitor:
        for state in STATES:
            await state(visitor, site)
            await picture(visitor.page, f"{look}-{state.__name__}")
            found[state.__name__] = await axe_findings(visitor.page)
    assert {name: findings for name, findings in found.items() if findings} == {}


async def test_each_message_is_announced_once(site: HostSite, browser: Browser) -> None:
    """Question, working state, answer, reply: once each, and nothing is read again (W5, W8)."""
    async with corner_of(site, browser) as visitor:
        await say(visitor, "hello", "You said: hello")
        await visitor.page.locator(ELEMENT).evaluate(LISTEN)
        await say(visitor, "slowly", "You said: slowly")
        await say(visitor, "groups", "There are two")
        answered(site)
        await visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        await visitor.hears("Bring the policy.")
        heard = await visitor.page.evaluate("heard")
        assert [words.split("(")[0] for words in heard] == [
            "You |slowly",
            "Signpost is looking this up",
            "Signpost You said: slowly",
            "You |groups",
            "Signpost There are two:Learning GroupHealth GroupSources ",
            heard[-1],
        ]
        assert "has answered FS-" in heard[-1]
        assert await visitor.focused() == "message"


async def test_what_is_announced_is_what_the_browser_tells_a_screen_reader(
    site: HostSite, browser: Browser
) -> None:
    """The accessibility tree itself: a log that is polite and adds, a dialog with its name (W8)."""
    async with corner_of(site, browser) as visitor:
        await say(visitor, "groups", "There are two")
        session = await visitor.context.new_cdp_session(visitor.page)
        tree = await session.send("Accessibility.getFullAXTree")
        found = {node["role"]["value"]: node for node in tree["nodes"] if not node.get("ignored")}
        log = {part["name"]: part["value"]["value"] for part in found["log"]["properties"]}
        assert (log["live"], log["atomic"], log["relevant"]) == ("polite", False, "additions text")
        assert found["dialog"]["name"]["value"] == "Chat with Signpost"


async def test_a_reply_that_comes_while_the_chat_is_closed_is_told(
    site: HostSite, browser: Browser
) -> None:
    """The button says so, once, also on the next page; and no more when it was opened (W8)."""
    async with corner_of(site, browser) as visitor:
        await say(visitor, "hello", "You said: hello")
        await visitor.button("Close the chat").click()
        answered(site)
        await visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        told = visitor.page.get_by_role("status").filter(has_text="a reply has arrived")
        await expect(told).to_be_attached()
        await visitor.page.reload()
        await expect(launcher(visitor)).to_have_text("Ask Signpost: a reply has arrived")
        await picture(visitor.page, "corner-reply-arrived")
        assert await axe_findings(visitor.page) == []
        await launcher(visitor).click()
        await visitor.hears("Bring the policy.")
        await visitor.button("Close the chat").click()
        await visitor.page.reload()
        await expect(launcher(visitor)).to_have_text("Ask Signpost")


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (640, 360)])
async def test_nothing_is_cut_and_no_focus_is_hidden(
    site: HostSite, browser: Browser, size: tuple[int, int]
) -> None:
    """320 CSS pixels, and 1280 by 1024 at 400 % zoom, which is 320 by 256 (W9)."""
    viewport = {"width": size[0], "height": size[1]}
    async with corner_of(site, browser, viewport=viewport) as visitor:
        await sources(visitor, site)
        await say(visitor, "which", "Which one?")
        await picture(visitor.page, f"corner-small-{size[0]}x{size[1]}")
        part = visitor.page.locator(f"{ELEMENT} .panel")
        assert await part.evaluate("panel => panel.scrollWidth <= innerWidth")
        hidden = []
        for _ in range(24):
            await visitor.page.keyboard.press("Tab")
            hidden.append(await visitor.page.evaluate(HIDDEN_FOCUS))
        assert [element for element in hidden if element] == []


async def test_every_target_is_large_enough(site: HostSite, browser: Browser) -> None:
    """24 CSS pixels at least (WCAG 2.5.8)."""
    async with corner_of(site, browser, viewport=PHONE) as visitor:
        await sources(visitor, site)
        await erasing(visitor, site)
        parts = "button:visible, summary:visible, .exit, .numbers a:visible"
        for target in await visitor.page.locator(parts).all():
            box = await target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24, await target.inner_text()


async def test_forced_colours_keep_every_edge(site: HostSite, browser: Browser) -> None:
    """Where the system chooses the colours, every part still has its border."""
    async with corner_of(site, browser, forced_colors="active") as visitor:
        await sources(visitor, site)
        await picture(visitor.page, "corner-forced-colours")
        border = "element => getComputedStyle(element).borderBlockEndWidth"
        for part in (".head", ".panel", ".said .words", ".useful [aria-pressed=true]", ".send"):
            assert await visitor.page.locator(part).last.evaluate(border) != "0px"
        assert await axe_findings(visitor.page) == []


async def test_nothing_moves_for_who_wants_no_motion(site: HostSite, browser: Browser) -> None:
    """No animation and no transition runs in any state, the waiting one included (W9)."""
    async with corner_of(site, browser, reduced_motion="reduce") as visitor:
        await say(visitor, "slowly", "Signpost is looking this up")
        moving = "element => element.shadowRoot.getAnimations().length"
        assert await visitor.page.locator(ELEMENT).evaluate(moving) == 0

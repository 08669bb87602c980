"""A person at the visitor's page in a real browser, with script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.doors import Door

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@dataclass
class Visitor:
    """The page, and everything that went wrong or left the site while it was open."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    @property
    def box(self) -> Locator:
        """Where the question is written."""
        return self.page.get_by_label("Your question")

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log")

    def button(self, name: str) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=name)

    async def say(self, words: str) -> None:
        """Write and send by the keyboard."""
        await self.box.fill(words)
        await self.box.press("Enter")

    async def hears(self, words: str) -> None:
        """Wait until the conversation holds the words."""
        await expect(self.log).to_contain_text(words)

    async def open(self, address: str) -> None:
        """Go to the page and wait until the script has taken over."""
        await self.page.goto(address)
        await expect(self.log).to_be_attached()

    async def focused(self) -> str:
        """The words, label or id of what has the focus."""
        return str(await self.page.evaluate(FOCUSED))


FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  return at.id || at.getAttribute("aria-label") || at.textContent.trim() || at.tagName;
}"""


@asynccontextmanager
async def visitor_at(
    *addresses: str, browser: Browser, expect_trouble: bool = False, **options: Any
) -> AsyncIterator[Visitor]:
    """A visitor of these sites; no error, no refused policy, no other site may appear."""
    context = await browser.new_context(**({"viewport": DESKTOP} | options))
    context.set_default_timeout(20_000)
    page = await context.new_page()
    visitor = Visitor(page, context)
    page.on("console", lambda message: visitor.complaints.append(message.text))
    page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
    page.on("request", lambda request: visitor.hosts.add(urlsplit(request.url).netloc))
    yield visitor
    await context.close()
    # What the page makes itself, such as a file to be downloaded, has no host.
    assert visitor.hosts - {""} <= {urlsplit(address).netloc for address in addresses}
    assert expect_trouble or visitor.complaints == []


@asynccontextmanager
async def visitor_of(
    door: Door, browser: Browser, *, expect_trouble: bool = False, **options: Any
) -> AsyncIterator[Visitor]:
    """A visitor at the door's own page."""
    address = door.url("/")
    async with visitor_at(
        address, browser=browser, expect_trouble=expect_trouble, **options
    ) as visitor:
        await visitor.open(address)
        yield visitor

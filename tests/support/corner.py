"""A person who meets the chat in the corner of somebody else's page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Locator

from tests.support.host_site import HostSite
from tests.support.visitor import Visitor, visitor_at

# The element, and everything inside it.
ELEMENT = "signpost-chat"


def launcher(visitor: Visitor) -> Locator:
    """The button in the corner."""
    return visitor.page.locator(f"{ELEMENT} .launcher")


def panel(visitor: Visitor) -> Locator:
    """What the button opens."""
    return visitor.page.get_by_role("dialog", name="Chat with Signpost")


@asynccontextmanager
async def corner_of(
    site: HostSite,
    browser: Browser,
    path: str = "/",
    *,
    is_open: bool = True,
    expect_trouble: bool = False,
    **options: Any,
) -> AsyncIterator[Visitor]:
    """A visitor of the site's page, with the chat open or not."""
    async with visitor_at(
        site.url("/"),
        site.door.url("/"),
        browser=browser,
        expect_trouble=expect_trouble,
        **options,
    ) as visitor:
        await visitor.page.goto(site.url(path))
        await launcher(visitor).wait_for(state="attached")
        if is_open:
            await launcher(visitor).click()
        yield visitor

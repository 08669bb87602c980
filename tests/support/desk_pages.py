"""The desk in a real browser: pages of their own, and somebody who has signed in there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page, expect

from bot.store.desk_tables import Account
from tests.support.desk import PASSWORD, code_at
from tests.support.doors import Door


@asynccontextmanager
async def page_of(browser: Browser, **look: Any) -> AsyncIterator[Page]:
    """A page in a browser of its own, with its own cookies."""
    context = await browser.new_context(**look)
    # Three lines of tests share the processors: how long a click takes is no matter of the desk.
    context.set_default_timeout(20_000)
    yield await context.new_page()
    await context.close()


async def sign_in(page: Page, door: Door, account: Account) -> None:
    """Both steps, by what the page calls its fields."""
    await page.goto(door.url("/desk"))
    await page.get_by_label("E-mail address").fill(account.email)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Code").fill(code_at(door))
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Queue")

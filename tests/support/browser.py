"""A real Chromium for tests: Debian's, driven by Playwright, headless."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# As root there is no sandbox; the rest keeps the browser from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# WCAG 2.2 AA, and what axe holds for good practice beside it.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def chromium_path() -> str:
    """Where Chromium is; skips the test where there is none, and fails it in CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    reason = "no Chromium on this machine (Debian: apt-get install chromium)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """A running Chromium."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


async def axe_findings(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, as "rule: element" lines."""
    options: dict[str, Any] = {"runOnly": list(RULES), "resultTypes": ["violations"]}
    results = await Axe().run(page, options=options)
    return [
        f"{found['id']}: {node['target']} {node.get('failureSummary', '')}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]


async def picture(page: Page, name: str) -> None:
    """Keep a screenshot where SIGNPOST_PICTURES names a folder, for somebody to look at."""
    folder = os.environ.get("SIGNPOST_PICTURES")
    if folder:
        # Chromium cannot take one in the moment in which a new page replaces the old one.
        await page.wait_for_timeout(250)
        await page.screenshot(path=f"{folder}/{name}.png")

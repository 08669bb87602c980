"""What the tests of the doors share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.support.browser import open_browser
from tests.support.doors import Door, open_door


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of the tests that need a browser."""
    config.addinivalue_line("markers", "browser: drives a real Chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of this folder in one event loop, so that they share one browser."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A served door whose engine echoes."""
    async with open_door(tmp_path) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with open_browser() as opened:
        yield opened

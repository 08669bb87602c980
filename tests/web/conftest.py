"""What the tests of the doors share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.doors import Door, open_door


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A served door whose engine echoes."""
    async with open_door(tmp_path) as opened:
        yield opened

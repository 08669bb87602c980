"""What the tests of the desk share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.support.desk import Person, open_desk, signed_in
from tests.support.doors import Door


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Path, database_url: str) -> AsyncIterator[Door]:
    """A served desk of Fenshire, on SQLite and on PostgreSQL."""
    async with open_desk(tmp_path, database_url=database_url) as door:
        yield door


@pytest_asyncio.fixture(loop_scope="session")
async def ash(desk: Door) -> AsyncIterator[Person]:
    """The advisor of West Fens, signed in."""
    async with signed_in(desk) as person:
        yield person


@pytest_asyncio.fixture(loop_scope="session")
async def admin(desk: Door) -> AsyncIterator[Person]:
    """An admin without an area, signed in."""
    async with signed_in(desk, name="Kim Alder", role="admin", area=None) as person:
        yield person

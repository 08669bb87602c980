"""Details of a person reach no table and no file of either database, erased ones no longer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.store.person import Sought, erase_person
from bot.store.tables import METADATA
from bot.web import keys
from tests.support.doors import open_door
from tests.support.enquirers import NOW, leave

SAID = "Which advisor covers us? My pupil Tamsin Quill, 9, lives at 14 Larkspur Road."
PLANTED = (b"tamsin", b"quill", b"larkspur")
ERASED = "Zebedee Thistlewood"


def files_of(request: pytest.FixtureRequest, folder: Path) -> bytes:
    """All that either database has written, in lower case."""
    folders = [folder]
    if "postgresql" in request.node.callspec.id:
        server = request.getfixturevalue("postgresql")
        server.psql("CHECKPOINT")
        folders = [Path(server.pgdata)]
    files = (path for one in folders for path in one.rglob("*") if path.is_file())
    return b"".join(path.read_bytes() for path in files).lower()


def rows_of(engine: Any) -> str:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return str([connection.execute(table.select()).all() for table in METADATA.sorted_tables])


async def test_details_reach_neither_database(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> None:
    """The chat's words are there without them, in tables, pages and logs."""
    async with open_door(tmp_path / "var", database_url=database_url) as door:
        await door.send(SAID)
        await door.app[keys.TRANSCRIPTS].flush()
        assert "[name left out]" in rows_of(door.store.engine)
        written = files_of(request, tmp_path)
    assert b"[name left out]" in written
    assert [one for one in PLANTED if one in written] == []


async def test_what_is_erased_is_in_no_row_any_more(database_url: str, tmp_path: Path) -> None:
    """And the database is told to free its space."""
    async with open_door(tmp_path / "var", database_url=database_url) as door:
        leave(door.store, NOW, name=ERASED, email="zebedee@thistle.example", conversation="z")
        assert ERASED in rows_of(door.store.engine)
        sought = Sought(email="Zebedee@Thistle.example")
        door.store.write_now(erase_person, sought, ["z"], "mark", NOW)
        assert door.store.scrub()
        assert "histle" not in rows_of(door.store.engine)
        with door.store.engine.connect() as connection:
            assert connection.execute(text("SELECT 1")).scalar() == 1

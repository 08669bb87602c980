"""Every test of the store runs on SQLite and on a real PostgreSQL, which the tests bring."""

import pytest

from bot.store.database import Store, open_engine


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

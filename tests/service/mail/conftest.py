"""What the tests of mail share: a store with its tables, letters, and a clock that they move."""

from datetime import timedelta

import pytest

from bot.service.letters import Letters, Stationery
from bot.store import schema
from bot.store.database import Store, open_engine, sqlite_url
from bot.web.words import Words
from tests.support.enquirers import FENSHIRE, NOW

LINK_KEY = b"key of links"


class Clock:
    """The time, which passes when the test says so."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        """The time now."""
        return self.now

    def after(self, **passed):
        """Let time pass."""
        self.now += timedelta(**passed)


@pytest.fixture
def clock():
    """A clock that stands still at the moment when the enquiries are left."""
    return Clock()


@pytest.fixture
def store(tmp_path):
    """A store in a file."""
    store = Store(open_engine(sqlite_url(tmp_path / "signpost.sqlite3")))
    schema.upgrade(store.engine)
    yield store
    store.close()


@pytest.fixture
def letters():
    """Writes letters without what people wrote."""
    return make_letters()


def make_letters(**changed):
    """Letters of the county that does not exist."""
    stationery = Stationery("signpost@fenshire.example", "https://ask.example", LINK_KEY, **changed)
    return Letters(Words.read(), lambda: FENSHIRE, stationery)

"""Opens the store of a deployment and brings its tables up to date, or says why it cannot."""

from __future__ import annotations

import functools

from sqlalchemy.exc import ArgumentError, DatabaseError

from bot.service.secret import secret_key
from bot.settings import Settings, SettingsError
from bot.store import schema
from bot.store.database import Store, open_engine, sqlite_url
from bot.web.desk.sealing import Seal

FILE = "signpost.sqlite3"


class StorageError(Exception):
    """The database cannot be used; the message says where from, never with a password."""


def open_store(settings: Settings) -> Store:
    """The store that the settings name, with its tables at the version that the code needs.

    Raises :class:`StorageError` where it is locked or away, and
    :class:`~bot.settings.SettingsError` for an address that is none.
    """
    url = settings.database_url or sqlite_url(settings.var / FILE)
    try:
        engine = open_engine(url)
    except (ArgumentError, OSError):
        raise SettingsError(
            "SIGNPOST_DATABASE_URL is not right: it must be sqlite:///path, in a folder that "
            "may be written to, or postgresql://user:password@host/database"
        ) from None
    try:
        schema.upgrade(engine, seal=functools.partial(_sealed, settings))
    except DatabaseError as error:
        engine.dispose()
        where = engine.url.render_as_string(hide_password=True)
        raise StorageError(
            f"the database at {where} cannot be used ({type(error.orig).__name__}): it is locked, "
            "away or not ours; stop the program that holds it, or change SIGNPOST_DATABASE_URL"
        ) from None
    return Store(engine)


def _sealed(settings: Settings, account_id: int, secret: str) -> str:
    """The key is asked for only where there is something to seal: asking may make it."""
    return Seal(secret_key(settings)).close(account_id, secret)

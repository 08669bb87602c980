"""The deployment's settings and store, as the commands that work on what is kept open them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from bot.command.console import Exit, Failure
from bot.service.storage import StorageError, open_store
from bot.settings import Settings, SettingsError, read_settings
from bot.store.database import Store


@contextlib.contextmanager
def opened() -> Iterator[tuple[Settings, Store]]:
    """The settings of the environment and `.env`, and their store, closed at the end.

    Raises :class:`Failure` for a setting that is not allowed and a store that cannot be opened.
    """
    try:
        settings = read_settings(os.environ, Path(".env"))
        store = open_store(settings)
    except SettingsError as error:
        raise Failure(str(error), Exit.MISCONFIGURED) from None
    except StorageError as error:
        raise Failure(str(error), Exit.BUSY) from None
    try:
        yield settings, store
    finally:
        store.close()

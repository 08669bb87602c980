"""Brings a database's tables to the version that the code needs, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from bot.store.alone import Job, wait_to_be_alone

Seal = Callable[[int, str], str]
MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, revision: str = "head", seal: Seal | None = None) -> None:
    """Run the migrations up to `revision`, all in one transaction; quick where none is due.

    `seal` gives an account's secret as it is kept; only a database from before needs it.
    """
    with engine.begin() as connection:
        # Several services may start at once.
        wait_to_be_alone(connection, Job.UPGRADING)
        if revision != "head" or current_revision(connection) != newest_revision():
            command.upgrade(_config(connection, seal), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Run the migrations back to `revision`, all in one transaction."""
    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The version that the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The version that the code needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _config(connection: Connection, seal: Seal | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    config.attributes["seal"] = seal
    return config

"""Brings a database's tables to the version that the code needs, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect

from bot.store.alone import Job, wait_to_be_alone

if TYPE_CHECKING:
    from alembic.config import Config

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
            # Seldom needed, and 10 MB: most starts find a database that is as it should be.
            from alembic import command  # noqa: PLC0415

            command.upgrade(_config(connection, seal), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Run the migrations back to `revision`, all in one transaction."""
    from alembic import command  # noqa: PLC0415 - as above

    with engine.begin() as connection:
        command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str | None:
    """The version that the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return revision


def newest_revision() -> str:
    """The version that the code needs: migrations bear the names of their files, in order."""
    return max(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _config(connection: Connection, seal: Seal | None = None) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    config.attributes["seal"] = seal
    return config

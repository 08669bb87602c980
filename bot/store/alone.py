"""What one service does while the others that share its database leave it alone."""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session


class Job(IntEnum):
    """Each a number that nothing else in the database locks."""

    UPGRADING = 7_315_002
    REMINDING = 7_315_003


def wait_to_be_alone(connection: Connection, job: Job) -> None:
    """Do a job of this kind after every other one, up to the end of the transaction.

    A writer to SQLite has locked the whole file already.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(int(job))))


def is_alone(session: Session, job: Job) -> bool:
    """Whether nobody else does such a job; then nobody will up to the end of the transaction."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(int(job)))))

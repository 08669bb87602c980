"""The database: one transaction for one named function, in a thread of its own.

Why threads and not an asynchronous driver: a driver such as aiosqlite is a thread as well, with
a queue before it; here the whole transaction runs in one go in one thread, so nothing can be
awaited, cancelled or forgotten in its middle, queries stay plain functions, and migrations,
commands and tests use the same ones.  A cancelled request lets its transaction finish whole.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[Concatenate[Session, P], T]

THREADS = 4
# How long a writer waits for another one before the store counts as locked.
LOCK_SECONDS = 10
_SCHEMES = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


class StoreError(Exception):
    """The database cannot be used just now; the message never holds an address or a password."""


class Store:
    """Runs work in transactions: all of it is written, or nothing."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = engine.execution_options(signpost_reading=True)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store")

    def write_now(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, whose changes are kept once it returns.

        Raises what `work` raises, with nothing changed; :class:`StoreError` when the database
        is locked or away.
        """
        return self._run(self.engine, work, *args, **kwargs)

    def read_now(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, which changes nothing and waits for no writer."""
        return self._run(self._reading, work, *args, **kwargs)

    async def write(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As :meth:`write_now`, while the event loop goes on."""
        return await self._in_thread(functools.partial(self.write_now, work, *args, **kwargs))

    async def read(self, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As :meth:`read_now`, while the event loop goes on."""
        return await self._in_thread(functools.partial(self.read_now, work, *args, **kwargs))

    def scrub(self) -> bool:
        """Take what was forgotten out of the database's log too; whether nobody was in the way.

        SQLite overwrites a freed page (secure_delete), but the write-ahead log holds what was
        written until it is emptied.  PostgreSQL frees the space of forgotten rows.
        """
        try:
            if self.engine.dialect.name == "sqlite":
                with self.engine.execution_options(signpost_bare=True).connect() as bare:
                    return not bare.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            with self.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as bare:
                bare.exec_driver_sql("VACUUM")
        except (InterfaceError, OperationalError) as error:
            raise StoreError(type(error.orig).__name__) from error
        return True

    async def scrubbed(self) -> bool:
        """As :meth:`scrub`, while the event loop goes on."""
        return await self._in_thread(self.scrub)

    def close(self) -> None:
        """Wait for what is under way and close all connections."""
        self._threads.shutdown(wait=True)
        self.engine.dispose()

    def _run(self, engine: Engine, work: Work[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        # What a function returns is read after its transaction: nothing is loaded again for it.
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                return work(session, *args, **kwargs)
        except (InterfaceError, OperationalError) as error:
            raise StoreError(type(error.orig).__name__) from error

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def open_engine(url: str) -> Engine:
    """An engine for a database URL; connects to nothing yet.

    `sqlite:///path` keeps one file in WAL mode; `postgresql://…` uses psycopg.
    """
    target = _target(url)
    if target.get_backend_name() == "sqlite":
        return _sqlite_engine(target)
    return create_engine(target, pool_size=THREADS + 1, pool_pre_ping=True, hide_parameters=True)


def sqlite_url(path: Path) -> str:
    """The URL of a database in a file."""
    return f"sqlite:///{path}"


def _target(url: str) -> URL:
    target = make_url(url)
    scheme = _SCHEMES.get(target.drivername)
    return target.set(drivername=scheme) if scheme else target


def _sqlite_engine(target: URL) -> Engine:
    if target.database:
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        target, connect_args={"timeout": LOCK_SECONDS}, hide_parameters=True, pool_size=THREADS + 1
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # The driver would begin a transaction late and only for some statements: we begin it.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        # An acknowledged enquiry outlives a power cut too (sqlite.org/pragma.html#synchronous).
        "synchronous = FULL",
        "foreign_keys = ON",
        # What is forgotten leaves no trace in free pages.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    # A checkpoint must not be in a transaction.
    if connection.get_execution_options().get("signpost_bare", False):
        return
    # A writer takes its turn at once: one that has read first could be refused it later.
    reading = connection.get_execution_options().get("signpost_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

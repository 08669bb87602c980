"""Starts the assistant and keeps it running: ``make run``.

Sets up and trains if need be, starts the dialogue engine and the service, or several of each
(SIGNPOST_ENGINES, SIGNPOST_SERVICES), says one line with the address when all are ready, starts
again whichever ends, and ends all on Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING, Iterator

from bot.command.console import Exit, Failure, main_program, say
from bot.command.ports import check_port, opened
from bot.command.programs import address, programs, var_of
from bot.command.project import ROOT
from bot.command.setup import check_python, set_up
from bot.command.supervisor import Stop, Supervisor, end_on_signals
from bot.command.train import trained_model

if TYPE_CHECKING:
    from bot.settings import Settings


def settings() -> Settings:
    """The settings of the environment and the .env file; a wrong one is a Failure."""
    # Imported here: an old Python cannot read that module, and is refused before this.
    from bot.settings import SettingsError, read_settings  # noqa: PLC0415

    try:
        return read_settings(os.environ, ROOT / ".env")
    except SettingsError as error:
        raise Failure(str(error), Exit.MISCONFIGURED) from None


@contextlib.contextmanager
def shared_door(given: Settings) -> Iterator[int | None]:
    """The number of the listening socket that several services share; None for a single one.

    That one opens its own, and says by itself why it cannot.
    """
    check_port(given.host, given.port)
    if given.services == 1:
        yield None
        return
    with contextlib.closing(opened(given.host, given.port)) as door:
        yield door.fileno()


@contextlib.contextmanager
def only_one(var: Path) -> Iterator[None]:
    """Hold the running assistant's lock; a second one on the same data is refused."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / ".running").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Failure(
                f"Signpost is running on {var} already (process {lock.read().strip()}).",
                Exit.BUSY,
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def check_databases(var: Path, patience: float = 2.0) -> None:
    """Refuse to start while another program holds a database; ``patience`` is in seconds."""
    # Imported here: some builds of Python lack it, and those only miss this early word.
    try:
        import sqlite3  # noqa: PLC0415
    except ImportError:
        return
    for path in sorted(var.glob("*.sqlite3")):
        try:
            with contextlib.closing(sqlite3.connect(path, timeout=patience)) as database:
                database.execute("BEGIN IMMEDIATE")
                database.rollback()
        except sqlite3.Error as error:
            raise Failure(f"{path} cannot be used: {error}.", Exit.BUSY) from None


def main() -> int:
    """Set up, train, start, keep running; returns 0 when it was asked to end."""
    parser = argparse.ArgumentParser(prog="python3 -m bot.command.run", description=__doc__)
    parser.parse_args()
    check_python()
    end_on_signals()
    try:
        given = settings()
        var = var_of(given)
        with only_one(var), shared_door(given) as door:
            check_databases(var)
            set_up()
            started = Supervisor(programs(given, trained_model(), door))
            with contextlib.closing(started) as supervisor:
                supervisor.start()
                supervisor.wait_until_ready()
                say(f"Signpost is ready: {address(given)}/  (logs: {var / 'log'}; Ctrl-C ends it)")
                supervisor.keep()
    except Stop as stop:
        say(f"Signpost has ended ({stop}).")
    return 0


if __name__ == "__main__":
    main_program(main)

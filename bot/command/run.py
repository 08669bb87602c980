"""Starts the assistant and keeps it running: ``make run``.

Sets up and trains if need be, starts the dialogue engine and the service, says one line with the
address when both are ready, starts again whichever ends, and ends both on Ctrl-C.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Iterator, Mapping

from bot.command.child import Program
from bot.command.console import Exit, Failure, main_program, say
from bot.command.ports import check_port, free_ports
from bot.command.project import DIALOGUE_PYTHON, ROOT, SERVICE_PYTHON
from bot.command.setup import check_python, set_up
from bot.command.supervisor import Stop, Supervisor, end_on_signals
from bot.command.train import trained_model

if TYPE_CHECKING:
    from bot.settings import Settings

LIFELINE = ("-m", "bot.command.lifeline")


def settings() -> Settings:
    """The settings of the environment and the .env file; a wrong one is a Failure."""
    # Imported here: an old Python cannot read that module, and is refused before this.
    from bot.settings import SettingsError, read_settings  # noqa: PLC0415

    try:
        return read_settings(os.environ, ROOT / ".env")
    except SettingsError as error:
        raise Failure(str(error), Exit.MISCONFIGURED) from None


def address(given: Settings) -> str:
    """Where a browser on this machine finds the assistant."""
    host = "127.0.0.1" if given.host in {"0.0.0.0", "::"} else given.host  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{given.port}"


def programs(given: Settings, model: Path) -> list[Program]:
    """The two processes, with fresh loopback ports and a fresh secret between them."""
    engine_port, webhook_port = free_ports(2)
    shared = {
        "SIGNPOST_WEBHOOK_SECRET": secrets.token_urlsafe(32),
        "SIGNPOST_KNOWLEDGE": str((ROOT / given.knowledge).resolve()),
        "SIGNPOST_VAR": str(_var(given)),
    }
    return [
        _engine(given, model, engine_port, webhook_port, shared),
        _service(given, engine_port, webhook_port, shared),
    ]


def _engine(
    given: Settings, model: Path, port: int, webhook_port: int, shared: Mapping[str, str]
) -> Program:
    return Program(
        name="The dialogue engine",
        command=[
            *(str(DIALOGUE_PYTHON), *LIFELINE, "bot.engine", "run"),
            *("--port", str(port), "--model", str(model)),
        ],
        variables={
            **shared,
            "SIGNPOST_ENGINE_PORT": str(port),
            "SIGNPOST_WEBHOOK_URL": f"http://127.0.0.1:{webhook_port}/webhook",
            "RASA_TELEMETRY_ENABLED": "false",
        },
        ready_url=f"http://127.0.0.1:{port}/",
        log=_var(given) / "log" / "engine.log",
        log_days=given.log_days,
    )


def _service(
    given: Settings, engine_port: int, webhook_port: int, shared: Mapping[str, str]
) -> Program:
    return Program(
        name="The service",
        command=[str(SERVICE_PYTHON), *LIFELINE, "bot.service"],
        variables={
            **shared,
            "SIGNPOST_ENGINE_URL": f"http://127.0.0.1:{engine_port}",
            "SIGNPOST_WEBHOOK_PORT": str(webhook_port),
        },
        ready_url=f"{address(given)}/health/ready",
        log=_var(given) / "log" / "service.log",
        log_days=given.log_days,
    )


def _var(given: Settings) -> Path:
    return (ROOT / given.var).resolve()


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
        var = _var(given)
        with only_one(var):
            check_port(given.host, given.port)
            check_databases(var)
            set_up()
            started = Supervisor(programs(given, trained_model()))
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

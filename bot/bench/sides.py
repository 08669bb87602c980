"""The two sides: this project as `make run` starts it, and Rasa's default as its users start it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.bench import processes
from bot.bench.training import MODEL
from bot.command.child import answers
from bot.command.console import Exit, Failure
from bot.command.ports import free_ports
from bot.command.project import ROOT, child_environment

HERE, STOCK = "this project", "Rasa's default"
_PATIENCE = 900.0
_LOOK = 0.02
"""Seconds between two looks whether a side is ready."""


@dataclass(frozen=True)
class Side:
    """How one side is started.

    It is ready when all `ready` addresses answer; `opening` is what opens its form, where its
    own words are not what a person would say.
    """

    name: str
    commands: Sequence[Sequence[str]]
    folder: Path
    variables: dict[str, str]
    ready: Sequence[str]
    address: str
    log: Path
    opening: str | None = None


@dataclass
class Running:
    """A side that has been started; `started` is the clock at that moment."""

    side: Side
    programs: list[subprocess.Popen[bytes]]
    started: float = field(default_factory=time.perf_counter)

    def seconds_until_ready(self) -> float:
        """Wait until the side is ready; a Failure if a program ends or it takes too long."""
        while not all(answers(url) for url in self.side.ready):
            waited = time.perf_counter() - self.started
            if waited > _PATIENCE or any(one.poll() is not None for one in self.programs):
                raise Failure(
                    f"{self.side.name} did not start; its log: {self.side.log}", Exit.FAILED
                )
            time.sleep(_LOOK)
        return time.perf_counter() - self.started

    def memory(self) -> float:
        """Resident memory of all its processes in MB (sum of PSS)."""
        return processes.memory(one.pid for one in self.programs)

    def processor_seconds(self) -> float:
        """Processor time of all its processes so far."""
        return processes.processor_seconds(one.pid for one in self.programs)

    def end(self) -> None:
        """End its programs and wait for their end."""
        for one in self.programs:
            one.send_signal(signal.SIGTERM)
        for one in self.programs:
            try:
                one.wait(60)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()


def start(side: Side) -> Running:
    """Start the side's programs."""
    side.log.parent.mkdir(parents=True, exist_ok=True)
    with side.log.open("ab") as log:
        programs = [
            subprocess.Popen(
                command,
                cwd=side.folder,
                env=child_environment(**side.variables),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
            for command in side.commands
        ]
    return Running(side, programs)


def here(var: Path) -> Side:
    """This project, with a folder of its own for what it keeps."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    return Side(
        HERE,
        [[sys.executable, "-m", "bot.command.run"]],
        ROOT,
        {
            "SIGNPOST_VAR": str(var),
            "SIGNPOST_HOST": "127.0.0.1",
            "SIGNPOST_PORT": str(port),
            "SIGNPOST_RATE_LIMIT": "off",
        },
        [f"{address}/health/ready"],
        address,
        var / "bench.log",
    )


def stock(project: Path, python: Path) -> Side:
    """Rasa's default: its server and its action server, both on loopback."""
    port, actions = free_ports(2)
    rasa, address = str(python.with_name("rasa")), f"http://127.0.0.1:{port}"
    serve = [rasa, "run", "--interface", "127.0.0.1", "--port", str(port), "--model", str(MODEL)]
    return Side(
        STOCK,
        [serve, [rasa, "run", "actions", "--port", str(actions)]],
        project,
        {
            "RASA_TELEMETRY_ENABLED": "false",
            "SANIC_HOST": "127.0.0.1",
            "STOCK_ACTIONS": f"http://127.0.0.1:{actions}/webhook",
        },
        [f"{address}/", f"http://127.0.0.1:{actions}/health"],
        address,
        project / "running.log",
        opening="/person",
    )

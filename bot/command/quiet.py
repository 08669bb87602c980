"""Runs a talkative program quietly: its output goes to a log, a sign of life to the person."""

from __future__ import annotations

import queue
import subprocess
import threading
from pathlib import Path
from types import MappingProxyType
from typing import IO, Callable, Mapping, NamedTuple, Sequence

from bot.command.console import Exit, Failure, Step
from bot.command.project import ROOT, child_environment


class Outcome(NamedTuple):
    """What a program came to: its exit code, and all that it printed."""

    code: int
    output: str


def run_quietly(
    command: Sequence[str],
    log: Path,
    step: Step,
    how_far: Callable[[str], str],
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Outcome:
    """Run a program in the project's folder to its end, adding its output to ``log``.

    While it runs, ``how_far`` makes of its last line what the step says about the progress.
    ``variables`` are added to its environment. It is ended when this is interrupted.
    """
    output: list[str] = []
    lines: queue.Queue[str | None] = queue.Queue()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as kept, _started(command, variables) as program:
        kept.write(f"$ {' '.join(command)}\n")
        threading.Thread(target=_listen, args=(program.stdout, lines), daemon=True).start()
        try:
            while (line := _next(lines, step, how_far, output)) is not None:
                output.append(line)
                kept.write(line)
        except BaseException:
            program.terminate()
            raise
    return Outcome(program.returncode, "".join(output))


def said_by(command: Sequence[str]) -> str:
    """What a short program prints; raises :class:`Failure` with what it says where it fails."""
    found = subprocess.run(
        command, cwd=ROOT, env=child_environment(), capture_output=True, text=True, check=False
    )
    if found.returncode:
        raise Failure(found.stderr.strip(), Exit.FAILED)
    return found.stdout


def _started(command: Sequence[str], variables: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=child_environment(**variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def _listen(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _next(
    lines: queue.Queue[str | None], step: Step, how_far: Callable[[str], str], output: list[str]
) -> str | None:
    """The program's next line, or None at its end; shows a sign of life while it is silent."""
    while True:
        try:
            return lines.get(timeout=1)
        except queue.Empty:
            step.alive(how_far(output[-1]) if output else "")

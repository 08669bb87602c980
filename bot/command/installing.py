"""Runs pip or uv: shows how far it is, keeps its output in a log, and explains its failure."""

from __future__ import annotations

import queue
import re
import subprocess
import threading
from typing import IO, Sequence

from bot.command.console import Exit, Failure, Step
from bot.command.project import LOGS, child_environment

LOG = LOGS / "set-up.log"

# What pip and uv say when something outside of this project fails, and what a person can do.
_EXPLANATIONS = (
    (
        r"No space left on device|os error 28",
        "The disk is full: set-up needs about 2 GB.",
    ),
    (
        r"hash mismatch|do not match the hashes|Hash mismatch",
        "A package that was fetched is not the one that the lock names, so it was not installed."
        " Try again; if it stays so, whatever serves your packages has changed them.",
    ),
    (
        r"dns error|error sending request|[Cc]onnection|timed? ?out|Failed to (fetch|download)"
        r"|Temporary failure in name resolution|No matching distribution",
        "The packages could not be fetched. Set-up needs a connection to the Python Package Index,"
        " or a mirror set for pip and uv, the first time; check it and try again.",
    ),
    (
        r"Permission denied|os error 13",
        "The project's folder cannot be written to: set-up puts everything into it.",
    ),
)


def explain(output: str) -> str:
    """One sentence for what pip or uv printed before it failed."""
    for pattern, sentence in _EXPLANATIONS:
        if re.search(pattern, output):
            return sentence
    last = output.strip().splitlines()[-1:] or ["nothing was said"]
    return f"The packages could not be installed: {last[0].strip()}"


def _started(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=child_environment(UV_NO_PROGRESS="1", PIP_DISABLE_PIP_VERSION_CHECK="1"),
    )


def _pump(stream: IO[str], lines: queue.Queue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def run_installer(command: Sequence[str], step: Step) -> None:
    """Run an installer to its end; its own stages ("Prepared 170 packages") say how far it is.

    Raises Failure with one sentence when it fails; the whole output is in var/log/set-up.log.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    lines: queue.Queue[str | None] = queue.Queue()
    output: list[str] = []
    with _started(command) as installer:
        threading.Thread(target=_pump, args=(installer.stdout, lines), daemon=True).start()
        try:
            while (line := _next(lines, step, output)) is not None:
                output.append(line)
        except BaseException:
            installer.terminate()
            raise
    text = "".join(output)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(command)}\n{text}\n")
    if installer.returncode:
        raise Failure(f"{explain(text)} The whole output is in {LOG}.", Exit.SET_UP)


def _next(lines: queue.Queue[str | None], step: Step, output: list[str]) -> str | None:
    """The installer's next line, or None at its end; shows a sign of life while it is silent."""
    while True:
        try:
            return lines.get(timeout=1)
        except queue.Empty:
            step.alive(output[-1].strip() if output else "")

"""Runs pip or uv, and explains in one sentence why it failed."""

from __future__ import annotations

import re
import ssl
import sys
from pathlib import Path
from typing import Sequence

from bot.command.console import Exit, Failure, Step
from bot.command.project import LOGS
from bot.command.quiet import run_quietly

LOG = LOGS / "set-up.log"

# What pip and uv say when something outside of this project fails, and what a person can do.
_EXPLANATIONS = {
    r"No space left on device|os error 28": "The disk is full: set-up needs about 2 GB.",
    r"[Hh]ash mismatch|do not match the hashes": (
        "A package that was fetched is not the one that the lock names, so it was not installed."
        " Try again; if it stays so, whatever serves your packages has changed them."
    ),
    r"(?i)dns error|error sending request|connection|timed? ?out|failed to (fetch|download)"
    r"|name resolution|no matching distribution": (
        "The packages could not be fetched. The first set-up needs a connection to the Python"
        " Package Index, or a mirror that pip and uv know of; check it and try again."
    ),
    r"Permission denied|os error 13": (
        "The project's folder cannot be written to: set-up puts everything into it."
    ),
}


def explain(output: str) -> str:
    """One sentence for what pip or uv printed before it failed."""
    for pattern, sentence in _EXPLANATIONS.items():
        if re.search(pattern, output):
            return sentence
    last = output.strip().splitlines()[-1:] or ["nothing was said"]
    return f"The packages could not be installed: {last[0].strip()}"


def how_far(line: str) -> str:
    """What is going on after a line of uv's: it names what it has done, not what it does."""
    stages = {
        "Resolved": "fetching the packages",
        "Prepared": "putting them in place",
        "Installed": "in place; compiling them",
    }
    return stages.get(line.partition(" ")[0], "")


def system_trusts(paths: ssl.DefaultVerifyPaths) -> bool:
    """Whether the system has certificates of its own, in a file or a folder, or is a Mac."""
    folder = Path(paths.capath or "/nowhere")
    return sys.platform == "darwin" or bool(paths.cafile) or any(folder.glob("*"))


def run_installer(command: Sequence[str], step: Step) -> None:
    """Run an installer to its end; its own stages ("Prepared 170 packages") say how far it is.

    uv trusts the system's certificates where there are any, as pip does: offices that look into
    their traffic add one of their own. Raises Failure with one sentence when it fails; the whole
    output is in var/log/set-up.log.
    """
    variables = {"UV_NO_PROGRESS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if system_trusts(ssl.get_default_verify_paths()):
        variables["UV_SYSTEM_CERTS"] = "1"
    outcome = run_quietly(command, LOG, step, how_far, variables)
    if outcome.code:
        raise Failure(f"{explain(outcome.output)} The whole output is in {LOG}.", Exit.UNAVAILABLE)

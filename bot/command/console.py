"""How the commands speak: one line a step on standard output, one sentence for a failure."""

from __future__ import annotations

import enum
import sys
import time
from typing import Callable, NoReturn


class Exit(enum.IntEnum):
    """The exit codes of every command, from BSD's sysexits.h as the engine's; 0 is success."""

    UNAVAILABLE = 69
    """Something that set-up needs is missing: Python, disk, network, a package."""
    FAILED = 70
    """Training gave no model, or a process ended or said nothing before it was ready."""
    BUSY = 75
    """Another program holds the port or the database; trying again later may do."""
    MISCONFIGURED = 78
    """A setting is not allowed."""


class Failure(Exception):  # noqa: N818 - it is what a person reads, not an error of the program
    """Ends a command with one sentence that a person can act on, and an exit code."""

    def __init__(self, sentence: str, code: Exit) -> None:
        super().__init__(sentence)
        self.code = code


def say(line: str) -> None:
    """Print one line at once, whatever standard output is connected to."""
    print(line, flush=True)


def duration(seconds: float) -> str:
    """A duration in words: ``"4 s"``, ``"1 min 5 s"``; below ten seconds with one decimal."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


class Step:
    """One step of a command: says what it does, that it still does, and how long it took."""

    def __init__(
        self,
        what: str,
        *,
        usual: str = "",
        patience: float = 10.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Announce the step; ``patience`` is the number of seconds between two signs of life."""
        self._what = what
        self._clock = clock
        self._patience = patience
        self._start = self._last = clock()
        say(f"{what} (usually {usual}) …" if usual else f"{what} …")

    def alive(self, how_far: str = "") -> None:
        """Say how far it is, at most once in ``patience`` seconds."""
        now = self._clock()
        if now - self._last >= self._patience:
            self._last = now
            say(f"  … {duration(now - self._start)} so far{': ' + how_far if how_far else ''}")

    def done(self, outcome: str = "") -> None:
        """Say that it is done and how long it took."""
        say(f"  {outcome or 'done'} in {duration(self._clock() - self._start)}")


def main_program(command: Callable[[], int]) -> NoReturn:
    """Run a command and exit: a :class:`Failure` is one sentence and its code, no traceback."""
    try:
        code = command()
    except Failure as failure:
        print(failure, file=sys.stderr, flush=True)
        code = failure.code
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)

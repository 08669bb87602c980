"""Keeps the two processes running: starts them, waits for both, restarts one that ends."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import Callable, Sequence

from bot.command.child import Child, Program
from bot.command.console import Exit, Failure, duration, say

POLL_SECONDS = 0.05
READY_SECONDS = 120.0
# Longer than the half minute that a question in progress may take.
GRACE_SECONDS = 35.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
# One that ran this long before it ended is not counted as failing again and again.
STEADY_SECONDS = 60.0


class Stop(BaseException):
    """Raised where the main thread is when the supervisor is asked to end."""


def end_on_signals() -> None:
    """From now on Ctrl-C, SIGTERM and a closed terminal raise :class:`Stop`, once.

    What is ignored already stays so: nohup asks for that, and shells for what is in the background.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in obeyed:
            signal.signal(each, signal.SIG_IGN)
        raise Stop(signal.Signals(number).name)

    every = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    obeyed = [each for each in every if signal.getsignal(each) is not signal.SIG_IGN]
    for each in obeyed:
        signal.signal(each, stop)


def _started(program: Program) -> Child:
    try:
        return Child(program)
    except OSError as error:
        raise Failure(f"{program.name} cannot be started: {error}.", Exit.FAILED) from None


class Kept:
    """A program that is kept running, with the pause before its next start."""

    def __init__(self, program: Program) -> None:
        """Start it for the first time."""
        self.program = program
        self.child = _started(program)
        self._pause = FIRST_PAUSE_SECONDS
        self._start_at: float | None = None
        self._said_back = True

    def look(self) -> None:
        """Take one look: notice that it ended, start it when its pause is over, say it is back."""
        if self._start_at is not None:
            if time.monotonic() >= self._start_at:
                self._start_at = None
                self.child = _started(self.program)
        elif self.child.exit_code is not None:
            self._pause_before_start()
        elif not self._said_back and self.child.is_ready():
            self._said_back = True
            say(f"{self.program.name} is back after {duration(self.child.age)}.")

    def _pause_before_start(self) -> None:
        if self.child.age >= STEADY_SECONDS:
            self._pause = FIRST_PAUSE_SECONDS
        say(
            f"{self.program.name} ended {self.child.how_it_ended()}; it is started again in"
            f" {self._pause:.0f} s. Its log: {self.program.log}"
        )
        self.child.end(grace=0)
        self._start_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        self._said_back = False


class Supervisor:
    """Holds the processes from :meth:`start` to :meth:`close`; none outlives it."""

    def __init__(self, programs: Sequence[Program]) -> None:
        """Take what is to run; the order is the order in which they are started."""
        self._programs = programs
        self.kept: list[Kept] = []

    def start(self) -> None:
        """Start every program; a Failure says which could not be."""
        for program in self._programs:
            self.kept.append(Kept(program))

    def close(self) -> None:
        """End every program, the last started first: the door closes before the engine stops."""
        for kept in reversed(self.kept):
            kept.child.end(GRACE_SECONDS)

    def wait_until_ready(self, patience: float = READY_SECONDS) -> None:
        """Return when every program is ready.

        Raises Failure when one ends before that, or says nothing for ``patience`` seconds.
        """
        deadline = time.monotonic() + patience
        waiting = [kept.child for kept in self.kept]
        while waiting:
            for child in waiting:
                if child.exit_code is not None:
                    raise _failed_start(child)
            if waiting[0].is_ready():
                del waiting[0]
            elif time.monotonic() > deadline:
                raise _silent(waiting[0], patience)
            else:
                time.sleep(POLL_SECONDS)

    def keep(self, until: Callable[[], bool] = lambda: False) -> None:
        """Restart what ends, for ever or until a look finds ``until`` true."""
        while not until():
            for kept in self.kept:
                kept.look()
            time.sleep(POLL_SECONDS * 4)


def _failed_start(child: Child) -> Failure:
    """Why a program did not start: its own sentence, where its exit code is one of ours."""
    words = child.last_words()
    code = child.exit_code
    if words and code in {Exit.BUSY, Exit.MISCONFIGURED}:
        return Failure(words, Exit(code))
    said = f" Its last words: {words}" if words else ""
    name = child.program.name
    return Failure(
        f"{name} ended {child.how_it_ended()} before it was ready.{said}"
        f" Its log: {child.program.log}",
        Exit.FAILED,
    )


def _silent(child: Child, patience: float) -> Failure:
    name = child.program.name
    return Failure(
        f"{name} was not ready after {duration(patience)}. Its log: {child.program.log}",
        Exit.FAILED,
    )

"""One process under the supervisor: started, listened to, asked whether it is ready, ended."""

from __future__ import annotations

import collections
import http.client
import logging
import os
import signal
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Sequence

from bot.command.log_files import LogFile
from bot.command.project import ROOT, child_environment

SUCCESS = range(200, 300)

# A proxy of the person's own environment has nothing to do with what listens on this machine.
_local = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Program:
    """What to start: its name in sentences, command, variables, readiness addresses and log.

    ``log_days`` is how many days of the log are kept; ``files`` are the numbers of open files that
    it is given, such as a socket that it shares with others.
    """

    name: str
    command: Sequence[str]
    variables: Mapping[str, str]
    ready_urls: Sequence[str]
    log: Path
    log_days: int = 14
    files: Sequence[int] = ()


def answers(url: str, patience: float = 2.0) -> bool:
    """Whether an address of this machine answers with success within ``patience`` seconds."""
    try:
        with _local.open(url, timeout=patience) as answer:
            status: int = answer.status
    except (OSError, http.client.HTTPException):
        return False
    return status in SUCCESS


class Child:
    """A running program, in a session of its own so that a Ctrl-C is the supervisor's alone."""

    def __init__(self, program: Program) -> None:
        """Start it, with its output going to its log."""
        self.program = program
        self.started = time.monotonic()
        self._last_lines: collections.deque[str] = collections.deque(maxlen=20)
        self._log = LogFile(program.log, program.log_days)
        self._process = subprocess.Popen(
            program.command,
            cwd=ROOT,
            env=child_environment(PYTHONUNBUFFERED="1", **program.variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            pass_fds=program.files,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            text = line.rstrip("\n")
            self._last_lines.append(text)
            self._log.emit(logging.makeLogRecord({"msg": text}))

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; the negative number of a signal that ended it."""
        return self._process.poll()

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return time.monotonic() - self.started

    def is_ready(self) -> bool:
        """Whether it runs and answers at all its readiness addresses."""
        return self.exit_code is None and all(map(answers, self.program.ready_urls))

    def last_words(self) -> str:
        """The last line that it wrote, once it has ended; empty when it wrote nothing."""
        self._listener.join(timeout=2)
        return next((line.strip() for line in reversed(self._last_lines) if line.strip()), "")

    def how_it_ended(self) -> str:
        """In words: "with exit code 1" or "by the signal SIGKILL"."""
        code = self.exit_code
        if code is not None and code < 0:
            return f"by the signal {signal.Signals(-code).name}"
        return f"with exit code {code}"

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it and to whatever it started."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            # It has ended in between; macOS says the second for a group of ended processes.
            return

    def end(self, grace: float) -> None:
        """Ask it to end, wait ``grace`` seconds, then make it; returns when it is gone."""
        self.signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=grace)
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.signal(signal.SIGKILL)
            self._process.wait()
            self._close()

    def _close(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._listener.join(timeout=2)
        if self._process.stdout:
            self._process.stdout.close()
        self._log.close()

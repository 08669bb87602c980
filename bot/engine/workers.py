"""Several engines from one loaded model: forked off when it is loaded, and each kept running.

The process that loads answers nobody. It forks off an engine for each port; what was loaded lies in
memory once for all of them, as long as none of them changes it. One that is killed is forked off
anew, which takes no time for loading; one that fails as soon as it starts ends all, with its exit
code, since another fork would do no better and the supervisor has words for it. SIGTERM and Ctrl-C
end all; should this process be killed, the engines read it by a pipe that it holds, and end.

A fork takes no thread along and must share no open database: the pack's watch begins again by
itself (`bot.components.pack_in_use`), the store is opened by each engine (`bot.engine.server`), and
the encoder's session, on one thread, has no threads of its own.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import time
from collections.abc import Sequence
from typing import NamedTuple

from bot.lifeline import hold

ENDING = (signal.SIGTERM, signal.SIGINT)
HEARD = (*ENDING, signal.SIGCHLD)

FAILING_SECONDS = 10.0
"""An engine that fails within this time of its start would fail again."""

PAUSE_SECONDS = 0.5
"""Before the next engine in the place of one that was killed as soon as it was there."""

LOOK_SECONDS = 1.0
"""So often engines are asked again to end, since one may not have listened yet."""

logger = logging.getLogger(__name__)


class Forked(NamedTuple):
    """An engine's port, and the clock when it was forked off (seconds, monotonic)."""

    port: int
    since: float


def one_of(ports: Sequence[int]) -> int:
    """Fork off an engine for each port: returns in every engine, with its port, and never here.

    Here, raises SystemExit when all have ended: with 0 where that was asked for.
    """
    keeper = Keeper()
    to_start = list(ports)
    while True:
        for port in to_start:
            if keeper.is_engine(port):
                return port
        to_start = keeper.ports_to_start()


class Keeper:
    """Keeps the engines running that it forked off."""

    def __init__(self) -> None:
        """Hear signals and open the engines' lifeline."""
        self._running: dict[int, Forked] = {}
        self._lifeline = os.pipe()
        self._heard, self._sent = socket.socketpair()
        self._sent.setblocking(False)
        # What was sent is read from a socket, so that no signal comes between two statements.
        signal.set_wakeup_fd(self._sent.fileno(), warn_on_full_buffer=False)
        for number in HEARD:
            signal.signal(number, lambda *_: None)

    def is_engine(self, port: int) -> bool:
        """Fork off an engine, and tell whether this is now the engine."""
        pid = os.fork()
        if pid:
            self._running[pid] = Forked(port, time.monotonic())
            return False
        signal.set_wakeup_fd(-1)
        for number in HEARD:
            signal.signal(number, signal.SIG_DFL)
        self._heard.close()
        self._sent.close()
        lifeline, held = self._lifeline
        os.close(held)
        hold(lifeline)
        return True

    def ports_to_start(self) -> list[int]:
        """Wait for a signal; give the ports whose engine was ended by something else.

        Raises SystemExit, when all have ended, where that was asked for or one fails.
        """
        if any(number in ENDING for number in self._heard.recv(64)):
            self._end_all(0)
        ports = []
        for engine, code in self._ended():
            lived = time.monotonic() - engine.since
            logger.error("the engine at port %d ended with %d", engine.port, code)
            if code > 0 and lived < FAILING_SECONDS:
                self._end_all(code)
            if lived < PAUSE_SECONDS:
                time.sleep(PAUSE_SECONDS)
            ports.append(engine.port)
        return ports

    def _ended(self) -> list[tuple[Forked, int]]:
        """The engines that have ended since the last look, each with its exit code.

        A negative code is the number of the signal that ended it.
        """
        found = []
        for pid in tuple(self._running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                found.append((self._running.pop(pid), os.waitstatus_to_exitcode(status)))
        return found

    def _end_all(self, code: int) -> None:
        """Ask the engines to end until they have; the supervisor's patience has its own end."""
        while self._running:
            for pid in self._running:
                os.kill(pid, signal.SIGTERM)
            if select.select([self._heard], [], [], LOOK_SECONDS)[0]:
                self._heard.recv(64)
            self._ended()
        raise SystemExit(code)

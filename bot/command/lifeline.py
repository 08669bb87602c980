"""Runs a program that ends with its supervisor: ``python -m bot.command.lifeline MODULE …``.

The child's standard input is a pipe that only the supervisor holds open. However the supervisor
ends, even by ``kill -9``, the system closes that pipe; the child reads its end and ends too, so
that no program is left behind holding a port. This works on Linux and macOS alike.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

GRACE_SECONDS = 10.0


def _end_with_supervisor(descriptor: int, grace: float) -> None:
    while os.read(descriptor, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    os.kill(os.getpid(), signal.SIGKILL)


def hold(descriptor: int = 0, grace: float = GRACE_SECONDS) -> None:
    """End this process when the pipe on ``descriptor`` closes: asked to, then made to.

    ``grace`` is the number of seconds between the two.
    """
    threading.Thread(
        target=_end_with_supervisor, args=(descriptor, grace), name="lifeline", daemon=True
    ).start()


def main() -> None:
    """Hold the lifeline and become the module that the arguments name."""
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    hold()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()

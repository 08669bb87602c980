"""Lets a process end with the one that started it, however that one ends, even by ``kill -9``.

The two share a pipe whose other end only the starting process holds open.  When it ends, the
system closes that end; the started process reads so and ends too, so that no program is left
behind holding a port.  This works on Linux and macOS alike.
"""

from __future__ import annotations

import os
import signal
import threading
import time

GRACE_SECONDS = 10.0


def _end_with_starter(descriptor: int, grace: float) -> None:
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
        target=_end_with_starter, args=(descriptor, grace), name="lifeline", daemon=True
    ).start()

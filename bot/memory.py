"""What is done about memory when a process has loaded all that it needs."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress


def settle_memory() -> None:
    """Make what was loaded so far as small as it can be, and leave it alone from now on.

    What loading has freed goes back to the system.  The garbage collector looks at nothing of this
    again: little of it is ever garbage, and it writes into all that it looks at, so that processes
    forked off would each get a copy.
    """
    gc.collect()
    give_back_memory()
    gc.freeze()


def give_back_memory() -> None:
    """Give what is free within the process back to the system, where the C library knows how."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)

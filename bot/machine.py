"""What the machine that this runs on is good for."""

from __future__ import annotations

import os
import sys


def engines_of_machine(cores: int | None = None, system: str = sys.platform) -> int:
    """How many engines run where nobody has said; without `cores`, this machine's count.

    Two let both cores hear messages and share what they have loaded (bot/engine/workers.py), where
    processes can be forked off with all of it, as on Linux.
    """
    return 2 if (cores or os.cpu_count() or 1) > 1 and system == "linux" else 1

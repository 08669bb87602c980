"""What processes use of this machine: memory, as the system counts it fairly."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.running import RunningAssistant

MODULES = ("bot.service", "bot.engine")


def megabytes(pid: int) -> float:
    """The memory of a process, what it shares counted in parts (PSS); 0 where it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (OSError, ValueError):
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def used(assistant: RunningAssistant) -> dict[str, float]:
    """Megabytes of each kind of process, all of a kind together."""
    return {module: sum(map(megabytes, assistant.pids_of(module))) for module in MODULES}

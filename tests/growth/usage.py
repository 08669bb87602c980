"""What processes use of this machine: memory, as the system counts it fairly, and its time."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.support.running import RunningAssistant

MODULES = ("bot.service", "bot.engine")


def megabytes(pid: int, kind: str = "Pss") -> float:
    """The memory of a process, what it shares counted in parts (PSS); 0 where it has ended.

    Of the kind "Pss_Anon" only its own, without programs and libraries: a part of those is counted
    to it that grows whenever another process that shares them ends.
    """
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except (OSError, ValueError):
        return 0.0
    found = re.search(rf"^{kind}:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def used(assistant: RunningAssistant, kind: str = "Pss") -> dict[str, float]:
    """Megabytes of each kind of process, all of a kind together."""
    return {
        module: sum(megabytes(pid, kind) for pid in assistant.pids_of(module)) for module in MODULES
    }


def processor_seconds(assistant: RunningAssistant) -> dict[str, float]:
    """Processor time of each kind of process since its start, whatever else the machine does."""
    return {module: sum(map(_seconds, assistant.pids_of(module))) for module in MODULES}


def _seconds(pid: int) -> float:
    # After the name, which is in brackets: user and system time are the fields 14 and 15 of all.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

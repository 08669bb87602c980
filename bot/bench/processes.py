"""What running processes use, as Linux tells it under /proc."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12
"""Places in what follows the name in /proc/PID/stat: parent, and ticks of processor time."""


def family(roots: Iterable[int]) -> set[int]:
    """The processes with these ids and all that they started, as far as they are still there."""
    parents = {int(one.name): _fields(one) for one in _PROC.iterdir() if one.name.isdigit()}
    found = {root for root in roots if parents.get(root)}
    while new := {
        pid
        for pid, fields in parents.items()
        if pid not in found and fields and int(fields[_PARENT]) in found
    }:
        found |= new
    return found


def memory(roots: Iterable[int]) -> float:
    """Resident memory of processes and all that they started, in MB of 10⁶ bytes.

    The sum of PSS: what several share is counted once.
    """
    return sum(_proportional(pid) for pid in family(roots)) / 1000


def processor_seconds(roots: Iterable[int]) -> float:
    """Processor time of processes and all that they started, from their start on."""
    ticks = 0
    for pid in family(roots):
        fields = _fields(_PROC / str(pid))
        ticks += int(fields[_USER]) + int(fields[_SYSTEM]) if fields else 0
    return ticks / _TICKS


def _fields(process: Path) -> list[str]:
    """What /proc/PID/stat says after the name, which may hold spaces; nothing if it has ended."""
    try:
        told = (process / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return told.rpartition(") ")[2].split()


def _proportional(pid: int) -> float:
    """Proportional set size in units of 1,000 bytes."""
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) * 1.024 for line in lines if line.startswith("Pss:"))

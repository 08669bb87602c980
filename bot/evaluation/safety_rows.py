"""The sets by which both guards are measured, and how their figures are written."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

SETS = Path("tests/evaluation")
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """The messages of a set under tests/evaluation, or of all sets of that name, each with its set.

    Raises FileNotFoundError where there is none.
    """
    paths = sorted(SETS.glob(f"{name}.yaml"))
    if not paths:
        raise FileNotFoundError(SETS / f"{name}.yaml")
    return [row | {"set": path.stem} for path in paths for row in read(path)["messages"]]


def read(path: Path) -> dict[str, Any]:
    """What a set's file holds."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def listed(name: str, said: Sequence[str]) -> Iterator[str]:
    """How many messages these are, and each on a line."""
    yield f"{name}: {len(said)}"
    yield from (f"- {' '.join(one.split())}" for one in said)
    yield ""


def millis(seconds: Sequence[float]) -> str:
    """The median and the slowest twentieth of some seconds, in milliseconds."""
    slowest = sorted(seconds)[int(0.95 * len(seconds))]
    return f"median {1000 * statistics.median(seconds):.1f} ms, p95 {1000 * slowest:.1f} ms"

"""Tables and figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.evaluation.latency import Latency
from bot.evaluation.measures import Count
from bot.evaluation.scores import Score


def shares(counts: Mapping[str, Count]) -> str:
    """A table of counts by name."""
    return table(("", "right"), [(name, counted(one)) for name, one in counts.items()])


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with its head; a cell with a bar in it would break and is not given."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def score(one: Score) -> tuple[str, str, str, str]:
    """Precision, recall, F1 and how many there are."""
    return f"{one.precision:.3f}", f"{one.recall:.3f}", f"{one.f1:.3f}", str(one.true)


def counted(one: Count) -> str:
    """A share with what it is a share of."""
    return f"{percent(one.share)} ({one.right} of {one.total})"


def percent(share: float) -> str:
    """A share from 0 to 1 in per cent."""
    return f"{100 * share:.1f} %"


def millis(latency: Latency) -> str:
    """The median and the slowest twentieth."""
    return f"{latency.p50:.1f} ms (p95 {latency.p95:.1f} ms)"

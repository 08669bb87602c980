"""Medians, spread and ratios of what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bot.bench.load import Played
from bot.bench.rounds import Measured

_ENDS = 20
"""How many turns at either end of a long conversation are compared, by their medians."""


@dataclass(frozen=True)
class Figure:
    """A median and, in the same unit, the least and the most that was measured."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """The figure of some values, at least one."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(frozen=True)
class Latency:
    """Milliseconds in the middle, at the slowest twentieth and at the slowest hundredth."""

    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Latency:
        """The latency of durations in seconds, at least two."""
        cuts = statistics.quantiles((1000 * one for one in seconds), n=100, method="inclusive")
        return cls(cuts[49], cuts[94], cuts[98])


def latency(blocks: Sequence[Played], kind: str) -> Latency:
    """The latency of all messages of a kind."""
    return Latency.of(
        [one.seconds for played in blocks for one in played.messages if one.kind == kind]
    )


def median_of_each(blocks: Sequence[Played], kind: str) -> list[float]:
    """The median of a kind in each block, in milliseconds."""
    return [
        1000 * statistics.median(one.seconds for one in played.messages if one.kind == kind)
        for played in blocks
    ]


def rate(blocks: Sequence[Played]) -> Figure:
    """Messages a second."""
    return Figure.of([played.rate for played in blocks])


def processor_millis(measured: Measured, clients: int) -> Figure:
    """Milliseconds of processor time a message, of all processes of a side."""
    pairs = zip(measured.processor[clients], measured.blocks[clients], strict=True)
    return Figure.of([1000 * spent / len(played.messages) for spent, played in pairs])


def growth(turns: Sequence[float]) -> float:
    """How many times longer the last turns of a long conversation take than the first."""
    ends = min(_ENDS, len(turns) // 2)
    return statistics.median(turns[-ends:]) / statistics.median(turns[:ends])


def paired_ratio(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """The ratio of values that were measured one after the other, pair by pair."""
    return Figure.of([one / other for one, other in zip(ours, theirs, strict=True)])

"""Figures of what was played: how much was right, by what, and what was worst."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.playing import Exchange, Played

WORST = 10


@dataclass(frozen=True)
class Count:
    """How many of how many were right."""

    right: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of none is 0."""
        return self.right / self.total if self.total else 0.0


def count(truths: Iterable[bool]) -> Count:
    """How many are true."""
    counted = list(truths)
    return Count(sum(counted), len(counted))


def by(exchanges: Sequence[Exchange], key: Callable[[Exchange], str]) -> Mapping[str, Count]:
    """How many were right for each value of a key, in alphabetical order."""
    keys = sorted({key(one) for one in exchanges})
    return {name: count(one.right for one in exchanges if key(one) == name) for name in keys}


def in_field(exchanges: Sequence[Exchange]) -> Count:
    """How many messages with a fact for an answer were answered rightly."""
    return count(one.right for one in exchanges if one.row.is_answerable)


def invented(exchanges: Sequence[Exchange]) -> Count:
    """How many messages that nobody can answer were answered: here few are good."""
    return count(one.invents for one in exchanges if one.row.is_unanswerable)


def conversations(played: Sequence[Played]) -> Count:
    """How many conversations were right in every turn."""
    return count(one.right for one in played)


def worst(exchanges: Sequence[Exchange], most: int = WORST) -> tuple[Exchange, ...]:
    """The worst failures: a risk not heard, then inventions, then wrong answers by confidence."""
    wrong = [one for one in exchanges if not one.right]
    return tuple(sorted(wrong, key=_badness, reverse=True)[:most])


def _badness(one: Exchange) -> tuple[bool, bool, bool, float]:
    unheard = one.row.expect[0] == "urgent" and not one.verdict.expected
    answered = one.verdict.outcome == "answered"
    sure = max((part.reading.confidence for part in one.heard.parts), default=0.0)
    return unheard, one.invents, answered, sure

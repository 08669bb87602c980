"""Precision, recall and F1, and figures made of them.

Precision is the share of what was said that is true, recall the share of the truth that was
said, F1 their harmonic mean (van Rijsbergen, 1979); all from 0 to 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How often something was said rightly, in all, and how often it was true."""

    right: int
    said: int
    true: int

    @property
    def precision(self) -> float:
        """Of what was said, the share that is true; 0 where nothing was said."""
        return self.right / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """Of what is true, the share that was said; 0 where nothing is."""
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.said + self.true
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True)
class Labels:
    """What was true and what was said of it, one pair for each example."""

    pairs: tuple[tuple[str, str], ...]

    @property
    def accuracy(self) -> float:
        """The share of examples whose label was said."""
        return sum(true == said for true, said in self.pairs) / len(self.pairs)

    @property
    def names(self) -> tuple[str, ...]:
        """The labels that are true of any example, in alphabetical order."""
        return tuple(sorted({true for true, _ in self.pairs}))

    def score(self, label: str) -> Score:
        """The score of one label."""
        return Score(
            right=sum(true == said == label for true, said in self.pairs),
            said=sum(said == label for _, said in self.pairs),
            true=sum(true == label for true, _ in self.pairs),
        )

    @property
    def macro_f1(self) -> float:
        """The mean F1 of all labels, each counting the same."""
        return sum(self.score(label).f1 for label in self.names) / len(self.names)

    def confusions(self, most: int) -> Sequence[tuple[tuple[str, str], int]]:
        """The commonest mistakes as (true, said), with how often they were made."""
        wrong = Counter((true, said) for true, said in self.pairs if true != said)
        return sorted(wrong.items(), key=lambda item: (-item[1], item[0]))[:most]


def overlap(true: Iterable[object], said: Iterable[object]) -> Score:
    """The score of things that are the same or not, such as spans with their kinds."""
    true_set, said_set = set(true), set(said)
    return Score(len(true_set & said_set), len(said_set), len(true_set))


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which that share of all values lies; 0 for no values."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0

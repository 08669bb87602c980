"""How likely a word is where it stands: after what came before it, in this field and in English.

Counted are the pairs of words of the training examples, whose placeholders stand for the names
of any pack, and those of the pack's own questions and names.  So "who chairs …" expects a group
and "in …" a place, whichever pack is in use.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.components.english import English

START = "^"
"""Stands before the first word of a message, and behind the last."""
_OF_ENGLISH = 0.2
"""Share of words in a message that are of no example."""
_RAREST = 3e-8
"""Chance of a word that neither the field nor a list of common English words holds."""

Pairs = Mapping[str, Mapping[str, int]]
"""First word → second word → how often it follows."""


def pairs_in(texts: Iterable[Sequence[str]]) -> dict[str, dict[str, int]]:
    """The pairs of neighbouring words in texts, each text with its edges."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for words in texts:
        for first, second in zip((START, *words), (*words, START), strict=True):
            found[first][second] += 1
    return {first: dict(seconds) for first, seconds in found.items()}


def joined_pairs(*counted: Pairs) -> dict[str, dict[str, int]]:
    """Several counts added up."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pairs in counted:
        for first, seconds in pairs.items():
            found[first].update(seconds)
    return {first: dict(seconds) for first, seconds in found.items()}


@dataclass(frozen=True)
class WordModel:
    """`pairs` are those of the field.

    `kinds` maps a word of the pack's names to the placeholders that it may be part of.
    """

    pairs: Pairs
    english: English
    kinds: Mapping[str, Sequence[str]]

    def surprise(self, before: str, word: str) -> float:
        """The negative logarithm of the chance of a word behind another."""
        firsts = (before, *self.kinds.get(before, ()))
        best = max(self._chance(first, word) for first in firsts)
        for kind in self.kinds.get(word, ()):
            among = self._sizes[kind]
            best = max(best, *(self._chance(first, kind) / among for first in firsts))
        return -math.log(best)

    def follows(self, before: str, word: str) -> bool:
        """Whether somebody has been heard to say the word right behind another."""
        firsts = (before, *self.kinds.get(before, ()))
        return any(word in self.pairs.get(first, {}) for first in firsts)

    def count(self, word: str) -> int:
        """How often the word stands in the texts of the field."""
        return self._counts.get(word, 0)

    def _chance(self, before: str, word: str) -> float:
        followers = self.pairs.get(before)
        alone = self._alone(word)
        if not followers:
            return alone
        times = self._totals[before]
        # Witten and Bell (1991): the more different words follow, the likelier a new one.
        return (followers.get(word, 0) + len(followers) * alone) / (times + len(followers))

    def _alone(self, word: str) -> float:
        rank = self.english.ranks.get(word)
        english = 0.1 / (rank + 1) if rank is not None else 0.0
        seen = self._counts.get(word, 0) / self._total
        return max((1 - _OF_ENGLISH) * seen + _OF_ENGLISH * english, _RAREST)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for seconds in self.pairs.values():
            counts.update(seconds)
        return counts

    @cached_property
    def _total(self) -> int:
        return sum(self._counts.values()) or 1

    @cached_property
    def _totals(self) -> Mapping[str, int]:
        return {first: sum(seconds.values()) for first, seconds in self.pairs.items()}

    @cached_property
    def _sizes(self) -> Mapping[str, int]:
        return Counter(kind for kinds in self.kinds.values() for kind in kinds)

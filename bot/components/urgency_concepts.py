"""What a message speaks of, as a short vector: a child, kin, a blow, fear, a policy and so on.

Two messages that tell of the same thing in other words share their concepts, where they share
neither words nor, often enough, the neighbourhood of their sentence vectors.  What a message
speaks of also says how much a margin of the classifier means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.components.encoder import Floats
from bot.components.urgency_hearing import forms_of

_WEIGHT = 0.4
"""Length beside the sentence vector's 1; chosen on folds of the examples."""


@dataclass(frozen=True)
class Concepts:
    """`columns` says which concepts each form of a word stands for; there are `count`."""

    columns: Mapping[str, tuple[int, ...]]
    count: int

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Concepts:
        """The concepts of data/urgency/rules.yml, with every form of their words."""
        columns: dict[str, tuple[int, ...]] = {}
        for column, concept in enumerate(rules["concepts"]):
            for form in _forms(rules, concept):
                columns[form] = (*columns.get(form, ()), column)
        return cls(columns, len(rules["concepts"]))

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Which concepts heard texts hold, shape (len(texts), count); each row's length is equal.

        A text that holds none is a row of zeros.
        """
        found = np.zeros((len(texts), self.count), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.split():
                found[row, list(self.columns.get(word, ()))] = 1.0
        lengths = np.maximum(np.sqrt(found.sum(axis=1, keepdims=True)), 1.0)
        scaled: Floats = (found * (_WEIGHT / lengths)).astype(np.float32)
        return scaled


@dataclass(frozen=True)
class Needed:
    """The margin that a text needs to be urgent, by what it speaks of.

    A Gaussian kernel gives all that is unlike what was learnt much the same margin, which tells
    nothing of harm: `of_words` is lower for words of a concept that does, and `otherwise` is for
    a text without any.
    """

    of_words: Mapping[str, float]
    otherwise: float

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Needed:
        """What data/urgency/rules.yml says, its last row of all other texts."""
        *rows, other = rules["margins"]
        of_words = {
            form: float(row["least"])
            for row in sorted(rows, key=lambda row: float(row["least"]), reverse=True)
            for concept in str(row["of"]).split()
            for form in _forms(rules, concept)
        }
        return cls(of_words, float(other["least"]))

    def by(self, text: str) -> float:
        """The margin that a heard text needs: the lowest of its words'."""
        found = (self.of_words[word] for word in text.split() if word in self.of_words)
        return min(found, default=self.otherwise)


def _forms(rules: Mapping[str, Any], concept: str) -> Iterator[str]:
    """Every form of a concept's words, none twice."""
    irregular = rules["irregular"]
    words = str(rules["concepts"][concept]).split()
    forms = (form for word in words for form in (*forms_of(word), *irregular.get(word, ())))
    yield from dict.fromkeys(forms)

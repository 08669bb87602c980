"""What a message speaks of, as a short vector: a child, kin, a blow, fear, a policy and so on.

Two messages that tell of the same thing in other words share their concepts, where they share
neither words nor, often enough, the neighbourhood of their sentence vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        irregular = {str(lemma): forms for lemma, forms in rules["irregular"].items()}
        columns: dict[str, tuple[int, ...]] = {}
        for column, words in enumerate(rules["concepts"].values()):
            for word in dict.fromkeys(str(words).split()):
                for form in dict.fromkeys((*forms_of(word), *irregular.get(word, ()))):
                    if column not in columns.get(form, ()):
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

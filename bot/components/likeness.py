"""How like something said is to the examples of each class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Floats
from bot.components.rounded_rows import RoundedRows

Integers = NDArray[np.int32]


@dataclass(frozen=True)
class Likeness:
    """`belongs`, sorted, is the class of each example, and `firsts` where each class begins."""

    examples: RoundedRows
    belongs: Integers
    firsts: Integers

    @classmethod
    def of(cls, examples: Floats, belongs: Integers) -> Likeness:
        """The likeness to unit vectors, shape (n, 384), in any order; each class has some."""
        order = np.argsort(belongs, kind="stable")
        sorted_classes = belongs[order]
        firsts = np.searchsorted(sorted_classes, np.arange(int(belongs.max()) + 1))
        return cls(RoundedRows.of(examples[order]), sorted_classes, firsts.astype(np.int32))

    def cosines(self, sentence: Floats) -> Floats:
        """The cosine of a unit vector to each example, shape (n,), in the order of `belongs`."""
        cosines: Floats = self.examples.products(sentence[None, :])[0]
        return cosines

    def nearest(self, cosines: Floats) -> Floats:
        """The largest of these cosines in each class, shape (classes,)."""
        nearest: Floats = np.maximum.reduceat(cosines, self.firsts)
        return nearest

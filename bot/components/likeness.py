"""How like something said is to the examples of each class, without looking at all of them.

Going through twelve thousand sentence vectors costs half a millisecond for every clause, and only
two things are wanted: which classes have an example that is the same but for a word, and how near
the nearest example of the few likeliest classes is.  Two points are never nearer than their shadows
on a plane, so shadows of 32 numbers tell which few examples can be the same; those are then looked
at in full.  What is found is what looking at all would find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Floats

Integers = NDArray[np.int32]
_OF_A_SHADOW = 32
_LOOKED_AT = 1000
"""Examples by which it is chosen where shadows fall; any choice is right, a good one is quick."""
_ROUNDING = 1e-3


@dataclass(frozen=True)
class Likeness:
    """`examples`, shape (n, 384), are unit vectors; `belongs`, sorted, the class of each."""

    examples: Floats
    belongs: Integers
    _directions: Floats = field(init=False, repr=False)
    _shadows: Floats = field(init=False, repr=False)
    _squares: Floats = field(init=False, repr=False)

    @classmethod
    def of(cls, examples: Floats, belongs: Integers) -> Likeness:
        """The likeness to examples in any order; those in order already are not copied."""
        if (np.diff(belongs) >= 0).all():
            return cls(np.ascontiguousarray(examples), belongs)
        order = np.argsort(belongs, kind="stable")
        return cls(examples[order], belongs[order])

    def __post_init__(self) -> None:
        directions = _spread_most(self.examples[:: len(self.examples) // _LOOKED_AT + 1])
        shadows = self.examples @ directions
        object.__setattr__(self, "_directions", directions)
        object.__setattr__(self, "_shadows", shadows)
        object.__setattr__(self, "_squares", (shadows**2).sum(axis=1))

    def alike(self, sentence: Floats, least: float) -> Integers:
        """The classes that have an example whose cosine to a unit vector is `least` or more."""
        shadow = sentence @ self._directions
        distances = self._squares - 2 * (self._shadows @ shadow) + shadow @ shadow
        # The square of the distance of two unit vectors is 2 - 2 cos.
        (near,) = np.nonzero(distances <= 2 - 2 * least + _ROUNDING)
        alike: Integers = np.unique(self.belongs[near[self.examples[near] @ sentence >= least]])
        return alike

    def nearest(self, sentence: Floats, classes: Sequence[int]) -> list[float]:
        """The cosine of a unit vector to the nearest example of each of some classes."""
        firsts = np.searchsorted(self.belongs, classes, side="left")
        lasts = np.searchsorted(self.belongs, classes, side="right")
        return [
            float((self.examples[first:last] @ sentence).max(initial=-1.0))
            for first, last in zip(firsts, lasts, strict=True)
        ]


def _spread_most(examples: Floats) -> Floats:
    """The directions in which examples differ most, shape (384, 32), at right angles."""
    squares = np.asarray(examples.T @ examples, dtype=np.float64)
    _, directions = np.linalg.eigh(squares)
    return np.ascontiguousarray(directions[:, : -_OF_A_SHADOW - 1 : -1], dtype=np.float32)

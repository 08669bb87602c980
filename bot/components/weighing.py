"""What one thing said may mean: every intent and article weighed by what was learnt of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.components.clauses import PLACEHOLDERS
from bot.components.encoder import DIMENSIONS, Encoder, Floats
from bot.components.families import Families
from bot.components.lexical import LexicalFeatures
from bot.components.likeness import Integers, Likeness
from bot.meaning import ARTICLE_INTENT, Reading

_KINDS = tuple(sorted(set(PLACEHOLDERS.values())))
KIND_WEIGHT = 0.35
"""How much a kind of name counts beside the sentence vector, whose length is 1."""
_NEARLY_THE_SAME = 0.97
_BEYOND_DOUBT = 0.95
"""Chance from which the families of the examples change nothing."""
_SPOKEN = {
    "PREDECESSOR": "the old board",
    "PARTNERSHIP": "the new partnership",
    "CONTACT": "the helpline",
}
_ARTICLE = "article:"


@dataclass(frozen=True)
class Said:
    """One thing said: its text with placeholders and the kinds of names that it holds."""

    plain: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class Weighed:
    """The readings of a clause, best first, each with its likeness to the nearest example."""

    readings: tuple[Reading, ...]
    similarities: tuple[float, ...]

    @property
    def score(self) -> float:
        """Confidence and similarity of the best reading together, from -1 to 2."""
        return self.readings[0].confidence + self.similarities[0]


def article_label(article: str) -> str:
    """The class that stands for an article of the pack."""
    return f"{_ARTICLE}{article}"


def spoken(plain: str) -> str:
    """The text that the encoder hears: placeholders as plain words, lower case."""
    return " ".join(_SPOKEN.get(word, word) for word in plain.split()).lower() or "?"


def heard(encoder: Encoder, said: Said) -> Floats:
    """Sentence vector and kinds of names: shape (384 + kinds,)."""
    flags = np.array([kind in said.kinds for kind in _KINDS], dtype=np.float32)
    return np.concatenate([encoder.vector(spoken(said.plain)), flags * KIND_WEIGHT])


def features(encoder: Encoder, lexical: LexicalFeatures, said: Said) -> Floats:
    """Sentence vector, kinds of names, words and letters: shape (384 + kinds + lexical,)."""
    return np.concatenate([heard(encoder, said), lexical.vector(said.plain)])


def chances_of(scores: Floats) -> Floats:
    """Softmax along the last axis."""
    raised: Floats = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: Floats = raised.sum(axis=-1, keepdims=True)
    return raised / total


@dataclass(frozen=True)
class Weigher:
    """The classes that were learnt, and how like something said is to their examples.

    `weights` has shape (features, classes), `offsets` (classes,).
    """

    labels: tuple[str, ...]
    lexical: LexicalFeatures
    weights: Floats
    offsets: Floats
    likeness: Likeness
    families: Families

    @classmethod
    def of(
        cls,
        labels: tuple[str, ...],
        lexical: LexicalFeatures,
        regression: tuple[Floats, Floats],
        examples: Floats,
        belongs: Integers,
    ) -> Weigher:
        """The weigher of a regression's weights and offsets and the examples of its classes.

        `examples` begin with their sentence vectors, `belongs` holds the class of each.
        """
        likeness = Likeness.of(examples[:, :DIMENSIONS], belongs)
        return cls(labels, lexical, *regression, likeness, Families.of(labels, likeness.belongs))

    def weigh(self, encoder: Encoder, said: Said, *, most: int = 12) -> Weighed:
        """The likeliest readings of one thing said."""
        vector = features(encoder, self.lexical, said)
        chances = chances_of(vector @ self.weights + self.offsets)
        cosines = self.likeness.cosines(vector[:DIMENSIONS])
        if chances.max() < _BEYOND_DOUBT:
            chances = self.families.weighed(chances, cosines)
        nearest = self.likeness.nearest(cosines)
        (said_before,) = np.nonzero(nearest >= _NEARLY_THE_SAME)
        if len(said_before):
            # What was learnt word for word is not outvoted by what its words usually mean.
            chances /= 2
            chances[said_before] += np.float32(0.5 / len(said_before))
        order = np.argsort(-chances, kind="stable")[:most]
        return Weighed(
            tuple(_reading(self.labels[i], float(chances[i])) for i in order),
            tuple(nearest[order].tolist()),
        )


def _reading(label: str, confidence: float) -> Reading:
    if label.startswith(_ARTICLE):
        return Reading(ARTICLE_INTENT, confidence, label[len(_ARTICLE) :])
    return Reading(label, confidence)

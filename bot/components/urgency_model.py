"""The urgency guard's second part: a classifier over the sentence encoder's vectors.

Words and letters stand beside the vector, so that a misspelt word still counts.  Whether a
text is urgent is told by a support vector machine (Cortes and Vapnik, 1995) with a Gaussian
kernel: what is urgent is many small islands among ordinary messages, and on folds of the
examples it found 93 % of them where logistic regression found 89 %, both at 2 % false alarms.
Whom an urgent text is about is told by logistic regression, for which there the lines are straight.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Encoder
from bot.components.lexical import LexicalFeatures

Numbers = NDArray[np.float32]

ORDINARY = "ordinary"
_WIDTH = 1.0
"""Of the kernel exp(-width |a - b|²); squared distances between texts are about 1 to 4."""
_PENALTY = 5.0
_INVERSE_PENALTY = 12.0
_STEPS = 400
_NUMBERS, _NAMES = "urgency.npz", "urgency.json"


@dataclass(frozen=True)
class UrgencyModel:
    """What was learnt, as numbers.

    `supports` has shape (n, features), `duals` (n,), `offset` is a number; `weights` has shape
    (features, labels), `offsets` (labels,).
    """

    lexical: LexicalFeatures
    supports: Numbers
    duals: Numbers
    offset: float
    labels: tuple[str, ...]
    weights: Numbers
    offsets: Numbers

    @classmethod
    def learnt(cls, encoder: Encoder, texts: Sequence[str], meant: Sequence[str]) -> UrgencyModel:
        """The model of heard texts with a label each; the same examples give the same model."""
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 slow, training only
        from sklearn.svm import SVC  # noqa: PLC0415

        lexical = LexicalFeatures.learnt(texts)
        examples = np.stack([_features(encoder, lexical, text) for text in texts])
        urgent = np.array([label != ORDINARY for label in meant])
        machine = SVC(C=_PENALTY, gamma=_WIDTH).fit(examples, urgent)
        kinds = LogisticRegression(C=_INVERSE_PENALTY, max_iter=_STEPS)
        kinds.fit(examples[urgent], [label for label in meant if label != ORDINARY])
        return cls(
            lexical,
            np.ascontiguousarray(machine.support_vectors_, dtype=np.float32),
            machine.dual_coef_[0].astype(np.float32),
            float(machine.intercept_[0]),
            tuple(str(label) for label in kinds.classes_),
            np.ascontiguousarray(kinds.coef_.T, dtype=np.float32),
            kinds.intercept_.astype(np.float32),
        )

    def margin(self, encoder: Encoder, text: str) -> float:
        """How far a heard text lies on the urgent side; 0 is the border that was learnt."""
        features = _features(encoder, self.lexical, text)
        distances = self._lengths - 2 * (self.supports @ features) + features @ features
        return float(self.duals @ np.exp(-_WIDTH * distances)) + self.offset

    def chances(self, encoder: Encoder, text: str) -> dict[str, float]:
        """Whom an urgent text is about: the chance of each label; they sum to 1."""
        scores = _features(encoder, self.lexical, text) @ self.weights + self.offsets
        raised = np.exp(scores - scores.max())
        return dict(zip(self.labels, (raised / raised.sum()).tolist(), strict=True))

    @cached_property
    def _lengths(self) -> Numbers:
        lengths: Numbers = (self.supports**2).sum(axis=1)
        return lengths

    def save(self, folder: Path) -> None:
        """Write the model as numbers and names; nothing that runs code when it is read."""
        np.savez(
            folder / _NUMBERS,
            rarity=self.lexical.rarity,
            folding=self.lexical.folding,
            supports=self.supports,
            duals=self.duals,
            offset=np.float64(self.offset),
            weights=self.weights,
            offsets=self.offsets,
        )
        names = {"labels": self.labels, "grams": self.lexical.grams}
        (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> UrgencyModel:
        """The model that :meth:`save` wrote."""
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            return cls(
                LexicalFeatures(tuple(names["grams"]), numbers["rarity"], numbers["folding"]),
                numbers["supports"],
                numbers["duals"],
                float(numbers["offset"]),
                tuple(names["labels"]),
                numbers["weights"],
                numbers["offsets"],
            )


def _features(encoder: Encoder, lexical: LexicalFeatures, text: str) -> Numbers:
    """Sentence vector, words and letters: shape (384 + lexical,)."""
    vector: Numbers = np.concatenate([encoder.vector(text or "?"), lexical.vector(text)])
    return vector

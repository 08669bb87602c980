"""The urgency guard's second part: logistic regression over the sentence encoder's vectors.

Words and letters stand beside the vector, so that a misspelt word still counts.  One class is
"ordinary"; the chance of all others together is how urgent a text is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.components.encoder import Encoder
from bot.components.lexical import LexicalFeatures

ORDINARY = "ordinary"
_INVERSE_PENALTY = 12.0
_STEPS = 400
_NUMBERS, _NAMES = "urgency.npz", "urgency.json"


@dataclass(frozen=True)
class UrgencyModel:
    """Coefficients of a multinomial logistic regression.

    `weights` has shape (features, labels), `offsets` (labels,).
    """

    labels: tuple[str, ...]
    lexical: LexicalFeatures
    weights: np.ndarray
    offsets: np.ndarray

    @classmethod
    def learnt(cls, encoder: Encoder, texts: Sequence[str], meant: Sequence[str]) -> UrgencyModel:
        """The model of heard texts with a label each; the same examples give the same model."""
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 slow, training only

        lexical = LexicalFeatures.learnt(texts)
        examples = np.stack([_features(encoder, lexical, text) for text in texts])
        fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=_STEPS).fit(examples, list(meant))
        weights = np.ascontiguousarray(fitted.coef_.T, dtype=np.float32)
        labels = tuple(str(label) for label in fitted.classes_)
        return cls(labels, lexical, weights, fitted.intercept_.astype(np.float32))

    def chances(self, encoder: Encoder, text: str) -> dict[str, float]:
        """The chance of each label for one heard text; they sum to 1."""
        scores = _features(encoder, self.lexical, text) @ self.weights + self.offsets
        raised = np.exp(scores - scores.max())
        return dict(zip(self.labels, (raised / raised.sum()).tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the model as numbers and names; nothing that runs code when it is read."""
        np.savez(
            folder / _NUMBERS,
            weights=self.weights,
            offsets=self.offsets,
            rarity=self.lexical.rarity,
            folding=self.lexical.folding,
        )
        names = {"labels": self.labels, "grams": self.lexical.grams}
        (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> UrgencyModel:
        """The model that :meth:`save` wrote."""
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            lexical = LexicalFeatures(tuple(names["grams"]), numbers["rarity"], numbers["folding"])
            return cls(tuple(names["labels"]), lexical, numbers["weights"], numbers["offsets"])


def _features(encoder: Encoder, lexical: LexicalFeatures, text: str) -> np.ndarray:
    """Sentence vector, words and letters: shape (384 + lexical,)."""
    return np.concatenate([encoder.vector(text or "?"), lexical.vector(text)])

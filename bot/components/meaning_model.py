"""Logistic regression over what was said: which intent, or which article, is meant.

The intents are learnt once, by Rasa's training.  The articles of a pack are learnt when the
pack is loaded, from their own questions, as further classes beside the intents, whose weights
stay as they are; so an article competes with every intent on equal terms, and nothing of a
pack is ever stored in the model.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import MODEL_ID, Encoder, Floats
from bot.components.fit_cache import FitCache
from bot.components.lexical import LexicalFeatures
from bot.components.likeness import Integers
from bot.components.weighing import KIND_WEIGHT, Said, Weigher, chances_of, features, heard

_INVERSE_PENALTY = 10.0
_STEPS = 70
_STEPS_FOR_ARTICLES = 30
_NUMBERS, _NAMES = "meaning.npz", "meaning.json"


@dataclass(frozen=True)
class MeaningModel:
    """A multinomial logistic regression with the examples that it has learnt.

    `weights` has shape (features, classes), `offsets` (classes,), `examples` (n, features);
    `belongs` holds the class of each example.  `id` is a short digest of what was learnt from, not
    of the weights, whose last bits may differ between two runs of the linear algebra.
    """

    id: str
    labels: tuple[str, ...]
    lexical: LexicalFeatures
    weights: Floats
    offsets: Floats
    examples: Floats
    belongs: Integers

    @classmethod
    def learnt(cls, encoder: Encoder, said: Sequence[Said], meant: Sequence[str]) -> MeaningModel:
        """The model of examples with a label each."""
        labels = tuple(sorted(set(meant)))
        belongs = np.array([labels.index(label) for label in meant], dtype=np.int32)
        lexical, folded = LexicalFeatures.learnt([one.plain for one in said])
        examples = np.hstack([np.stack([heard(encoder, one) for one in said]), folded])
        nothing = np.zeros((len(said), 0), dtype=np.float32)
        weights, offsets = _fit(examples, belongs, nothing, _STEPS)
        return cls(_id_of(said, meant), labels, lexical, weights, offsets, examples, belongs)

    def weigher(self) -> Weigher:
        """What weighs by the intents alone."""
        regression = self.weights, self.offsets
        return Weigher.of(self.labels, self.lexical, regression, self.examples, self.belongs)

    def with_articles(
        self, encoder: Encoder, said: Sequence[Said], meant: Sequence[str], kept: FitCache
    ) -> Weigher:
        """What weighs by the intents and a pack's articles, learnt from their questions.

        What was learnt from the same questions beside the same intents is taken from `kept`.
        """
        if not said:
            return self.weigher()
        labels = self.labels + tuple(dict.fromkeys(meant))
        further = np.stack([features(encoder, self.lexical, one) for one in said])
        examples = np.vstack([self.examples, further])
        added = np.array([labels.index(label) for label in meant], dtype=np.int32)
        belongs = np.concatenate([self.belongs, added])

        def fit() -> tuple[Floats, Floats]:
            fixed = examples @ self.weights + self.offsets
            return _fit(examples, belongs, fixed, _STEPS_FOR_ARTICLES)

        weights, offsets = kept.fitted(_digest_of(self.weights, examples, belongs), fit)
        regression = np.hstack([self.weights, weights]), np.concatenate([self.offsets, offsets])
        return Weigher.of(labels, self.lexical, regression, examples, belongs)

    def save(self, folder: Path) -> None:
        """Write the model as numbers and names; nothing that runs code when it is read."""
        np.savez(
            folder / _NUMBERS,
            weights=self.weights,
            offsets=self.offsets,
            rarity=self.lexical.rarity,
            folding=self.lexical.folding,
            examples=self.examples,
            belongs=self.belongs,
        )
        names = {"id": self.id, "labels": self.labels, "grams": self.lexical.grams}
        (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> MeaningModel:
        """The model that :meth:`save` wrote."""
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            return cls(
                str(names["id"]),
                tuple(names["labels"]),
                LexicalFeatures(tuple(names["grams"]), numbers["rarity"], numbers["folding"]),
                numbers["weights"],
                numbers["offsets"],
                numbers["examples"],
                numbers["belongs"],
            )


def _id_of(said: Sequence[Said], meant: Sequence[str]) -> str:
    examples = [[one.plain, label] for one, label in zip(said, meant, strict=True)]
    learnt = [MODEL_ID, KIND_WEIGHT, _INVERSE_PENALTY, _STEPS, examples]
    return sha256(json.dumps(learnt).encode()).hexdigest()[:12]


def _digest_of(*numbers: NDArray[Any]) -> str:
    """A digest of all that a fit is made from, so that no older fit is taken for it."""
    total = sha256(json.dumps([_INVERSE_PENALTY, _STEPS_FOR_ARTICLES]).encode())
    for array in numbers:
        total.update(array.tobytes())
    return total.hexdigest()


def _fit(examples: Floats, belongs: Integers, fixed: Floats, steps: int) -> tuple[Floats, Floats]:
    """Weights and offsets of the classes that come after those with fixed scores.

    `fixed` has shape (n, classes already learnt).  Minimises the penalised log-loss of
    multinomial logistic regression, as scikit-learn's does, over the further columns only.
    """
    from scipy.optimize import minimize  # noqa: PLC0415 heavy, and a start seldom learns

    known, count = fixed.shape[1], int(belongs.max()) + 1 - fixed.shape[1]
    shape = (examples.shape[1], count)
    truth = np.zeros((len(belongs), known + count), dtype=np.float32)
    truth[np.arange(len(belongs)), belongs] = 1.0

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat[:-count].reshape(shape).astype(np.float32)
        scores = examples @ weights + flat[-count:].astype(np.float32)
        chances = chances_of(np.hstack([fixed, scores]))
        wrong = chances[:, known:] - truth[:, known:]
        gradient = examples.T @ wrong + weights / _INVERSE_PENALTY
        cost = -np.log(np.maximum((chances * truth).sum(axis=1), 1e-12)).sum()
        cost += float((weights**2).sum()) / (2 * _INVERSE_PENALTY)
        return float(cost), np.concatenate([gradient.ravel(), wrong.sum(axis=0)]).astype(float)

    start = np.zeros(shape[0] * count + count)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return found[:-count].reshape(shape).astype(np.float32), found[-count:].astype(np.float32)

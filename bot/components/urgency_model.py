"""The urgency guard's second part: a classifier over the sentence encoder's vectors.

Words and letters stand beside the vector, so that a misspelt word still counts, and so do
concepts, so that other words for the same thing do.  Whether a text is urgent is told by a
support vector machine (Cortes and Vapnik, 1995) with a Gaussian kernel: what is urgent is many
small islands among ordinary messages.  Whom an urgent text is about is told by logistic
regression, for which there the lines are straight.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import Encoder
from bot.components.lexical import LexicalFeatures
from bot.components.rounded_rows import RoundedRows
from bot.components.urgency_concepts import Concepts

Numbers = NDArray[np.float32]

ORDINARY = "ordinary"
_WIDTH = 1.0
"""Of the kernel exp(-width |a - b|²); squared distances between texts are about 1 to 4."""
_PENALTY = 5.0
_INVERSE_PENALTY = 5.0
_STEPS = 60
_TOLERANCE = 1e-3
_WEIGHED_AT_MOST = 10500
"""Texts that the machine learns from: the plainly ordinary ones never support its border."""
_BAND = 256
"""Rows of a kernel that are made in one go."""
_AT_ONCE = 2
"""Bands of a kernel that are made at once, one a core."""
_NUMBERS, _NAMES = "urgency.npz", "urgency.json"


@dataclass(frozen=True)
class UrgencyModel:
    """What was learnt, as numbers.

    `supports` are n rows of features, `lengths` (n,) their squared lengths, `duals` has shape (n,),
    `offset` is a number; `weights` has shape (features, labels), `offsets` (labels,).
    """

    lexical: LexicalFeatures
    concepts: Concepts
    supports: RoundedRows
    lengths: Numbers
    duals: Numbers
    offset: float
    labels: tuple[str, ...]
    weights: Numbers
    offsets: Numbers

    @classmethod
    def learnt(
        cls,
        encoder: Encoder,
        concepts: Concepts,
        examples: Sequence[tuple[str, str]],
        ordinary: Sequence[str],
        is_heard: Callable[[str], bool] = lambda _: False,
    ) -> UrgencyModel:
        """The model of heard texts with a label each; the same examples give the same model.

        `ordinary` are further ordinary texts; words and letters are learnt without them.  Those
        near the border of which `is_heard` is true are passed over: another part hears them as
        urgent, and no part may learn as ordinary what another hears.
        """
        meant = [label for _, label in examples] + [ORDINARY] * len(ordinary)
        texts = [text for text, _ in examples] + list(ordinary)
        urgent = np.array([label != ORDINARY for label in meant])
        # First, as it needs no vectors, which may still be on their way.
        lexical, folded = LexicalFeatures.learnt(texts[: len(examples)])
        meanings = _meanings(encoder, concepts, texts)
        near = np.flatnonzero(_near_the_border(meanings, urgent))
        further = near[near >= len(examples)]
        kept = [row for row in further if not is_heard(texts[row])]
        near = near[near < len(examples)]
        words = np.vstack([folded[near], lexical.vectors([texts[row] for row in kept])])
        weighed = [*near, *kept]
        features = np.hstack([meanings[weighed], words])
        machine = _machine(features, urgent[weighed])
        labels = [meant[row] for row in weighed if urgent[row]]
        return cls(lexical, concepts, *machine, *_kinds(features[urgent[weighed]], labels))

    def margins(self, encoder: Encoder, texts: Sequence[str]) -> Numbers:
        """How far heard texts lie on the urgent side, shape (len(texts),); 0 is the border."""
        rows = np.stack([self._heard(encoder, text) for text in texts])
        kernels = _kernel(_lengths(rows), self.supports.products(rows), self.lengths)
        margins = [np.float32(kernel @ self.duals + np.float32(self.offset)) for kernel in kernels]
        return np.array(margins, dtype=np.float32)

    def _heard(self, encoder: Encoder, text: str) -> Numbers:
        """The features of one text, shape (384 + …,)."""
        meaning = _meanings(encoder, self.concepts, (text,))[0]
        return np.concatenate([meaning, self.lexical.vector(text)])

    def chances(self, encoder: Encoder, text: str) -> dict[str, float]:
        """Whom an urgent text is about: the chance of each label; they sum to 1."""
        scores = self._heard(encoder, text) @ self.weights + self.offsets
        raised = np.exp(scores - scores.max())
        return dict(zip(self.labels, (raised / raised.sum()).tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the model as numbers and names; nothing that runs code when it is read."""
        np.savez(
            folder / _NUMBERS,
            rarity=self.lexical.rarity,
            folding=self.lexical.folding,
            size=np.int64(self.supports.size),
            supports=self.supports.values,
            scales=self.supports.scales,
            lengths=self.lengths,
            duals=self.duals,
            offset=np.float64(self.offset),
            weights=self.weights,
            offsets=self.offsets,
        )
        names = {"labels": self.labels, "grams": self.lexical.grams}
        (folder / _NAMES).write_text(json.dumps(names), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path, concepts: Concepts) -> UrgencyModel:
        """The model that :meth:`save` wrote, which was learnt with these concepts."""
        names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
        with np.load(folder / _NUMBERS, allow_pickle=False) as numbers:
            return cls(
                LexicalFeatures(tuple(names["grams"]), numbers["rarity"], numbers["folding"]),
                concepts,
                RoundedRows(int(numbers["size"]), numbers["supports"], numbers["scales"]),
                numbers["lengths"],
                numbers["duals"],
                float(numbers["offset"]),
                tuple(names["labels"]),
                numbers["weights"],
                numbers["offsets"],
            )


def _meanings(encoder: Encoder, concepts: Concepts, texts: Sequence[str]) -> Numbers:
    """Sentence vectors and concepts: shape (len(texts), 384 + …)."""
    vectors = np.stack([encoder.vector(text or "?") for text in texts])
    return np.hstack([vectors, concepts.vectors(texts)])


def _lengths(rows: Numbers) -> Numbers:
    """The squared length of each row."""
    lengths: Numbers = (rows**2).sum(axis=1)
    return lengths


def _kernel(lengths: Numbers, products: Numbers, of_others: Numbers) -> Numbers:
    """The Gaussian kernel, shape (rows, others), of the rows' and the others' squared lengths."""
    kernel: Numbers = lengths[:, None] + of_others[None, :]
    kernel -= np.float32(2) * products
    kernel *= np.float32(-_WIDTH)
    return np.exp(kernel, out=kernel)


def _machine(
    features: Numbers, urgent: NDArray[np.bool_]
) -> tuple[RoundedRows, Numbers, Numbers, float]:
    """Supports, their squared lengths, duals and offset of the machine."""
    from sklearn.svm import SVC  # noqa: PLC0415 slow, training only

    machine = SVC(C=_PENALTY, kernel="precomputed").fit(kernel_among(features), urgent)
    supports, duals = features[machine.support_], machine.dual_coef_[0].astype(np.float32)
    return RoundedRows.of(supports), _lengths(supports), duals, float(machine.intercept_[0])


def kernel_among(rows: Numbers) -> NDArray[np.float64]:
    """The Gaussian kernel of rows among themselves, shape (rows, rows), as the machine takes it.

    As products of matrices: five times quicker than the machine's own, row by row.  Nearly a
    gigabyte, so it is made once and in place, a band of rows at a time and two bands at once, each
    from the diagonal on and mirrored.
    """
    lengths = _lengths(rows)
    kernel = np.empty((len(rows), len(rows)))

    def fill(start: int) -> None:
        band = slice(start, start + _BAND)
        products = rows[band] @ rows[start:].T
        kernel[band, start:] = _kernel(lengths[band], products, lengths[start:])
        kernel[start:, band] = kernel[band, start:].T

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(fill, range(0, len(rows), _BAND)))
    return kernel


def _near_the_border(features: Numbers, urgent: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """All urgent rows and the least plainly ordinary ones, by ridge regression."""
    squares = features.T @ features + np.eye(features.shape[1], dtype=np.float32)
    weights = np.linalg.solve(squares, features.T @ np.where(urgent, 1, -1).astype(np.float32))
    scores = features @ weights + np.where(urgent, np.float32(100), np.float32(0))
    near: NDArray[np.bool_] = scores >= np.sort(scores)[-min(_WEIGHED_AT_MOST, len(scores))]
    return near


def _kinds(features: Numbers, labels: Sequence[str]) -> tuple[tuple[str, ...], Numbers, Numbers]:
    """Labels, weights and offsets by which to tell whom an urgent text is about."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 slow, training only

    # Balanced, as most examples are about a child and an adult at risk has a line of their own.
    kinds = LogisticRegression(
        C=_INVERSE_PENALTY, max_iter=_STEPS, tol=_TOLERANCE, class_weight="balanced"
    )
    found: Any = kinds.fit(features, labels)
    return (
        tuple(str(label) for label in found.classes_),
        np.ascontiguousarray(found.coef_.T, dtype=np.float32),
        found.intercept_.astype(np.float32),
    )

"""The numbers behind the urgency guard and the words of a clause are what they are said to be."""

from __future__ import annotations

import numpy as np

from bot.components.lexical import LEXICAL_DIMENSIONS, LexicalFeatures, _folding
from bot.components.urgency_model import kernel_among

SAID = [
    f"{who} {what} {when}"
    for who in ("i", "we", "she", "he")
    for what in ("chairs the group", "leads the board", "worries about a child")
    for when in ("now", "today", "this week")
]


def test_the_kernel_made_in_bands_is_the_kernel() -> None:
    """exp(-|a - b|²) of every two rows, over more than one band, the same both ways."""
    rows = np.random.default_rng(0).normal(size=(600, 20)).astype(np.float32) / 5
    differences = rows[:, None, :].astype(float) - rows[None, :, :]
    kernel = kernel_among(rows)
    assert np.abs(kernel - np.exp(-(differences**2).sum(axis=2))).max() < 1e-5
    assert (kernel[:256, 256:] == kernel[256:, :256].T).all()


def test_folding_keeps_how_like_texts_are() -> None:
    """As they are few, all of it: each two texts' product is that of their words and letters."""
    features, folded = LexicalFeatures.learnt(SAID)
    rows = features._rows(SAID).toarray()
    assert np.abs(folded @ folded.T - rows @ rows.T).max() < 5e-4
    assert np.abs(folded - features.vectors(SAID)).max() < 1e-6
    assert np.abs(folded[0] - features.vector(SAID[0])).max() < 1e-6
    dimensions = min(LEXICAL_DIMENSIONS, *rows.shape)
    exact = _folding(features._rows(SAID), features.grams, dimensions)
    assert np.abs(exact - features.folding).max() < 5e-4
    directions = exact.T @ exact
    assert np.abs(directions - np.eye(len(directions))).max() < 1e-4

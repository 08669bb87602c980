"""Likeness to rounded examples is, but for the rounding, the likeness to the examples."""

from __future__ import annotations

import numpy as np
import pytest

from bot.components.encoder import DIMENSIONS, Floats
from bot.components.likeness import Integers, Likeness
from bot.components.rounded_rows import RoundedRows

CLASSES = 9
ROUNDING = 0.005


def unit(rows: Floats) -> Floats:
    """The rows, brought to length 1."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / lengths).astype(np.float32)


@pytest.fixture(scope="module", params=[CLASSES, 40, 3000])
def learnt(request: pytest.FixtureRequest) -> tuple[Floats, Integers]:
    """Some examples, in no order, of every class one at least."""
    chance = np.random.default_rng(request.param)
    # As sentences do, they differ much in a few directions and little in most.
    spread = np.linspace(1, 0.1, DIMENSIONS)
    examples = unit(chance.standard_normal((request.param, DIMENSIONS)) * spread)
    belongs = np.arange(request.param, dtype=np.int32) % CLASSES
    return examples, chance.permutation(belongs)


@pytest.fixture(scope="module")
def asked(learnt: tuple[Floats, Integers]) -> Floats:
    """Sentences from just like an example to like none."""
    examples, _ = learnt
    chance = np.random.default_rng(1)
    noise = chance.standard_normal((60, DIMENSIONS)) * np.linspace(0, 0.04, 60)[:, None]
    return unit(examples[chance.integers(0, len(examples), 60)] + noise)


def test_cosines_are_those_of_the_examples_by_class(
    learnt: tuple[Floats, Integers], asked: Floats
) -> None:
    """In the order of their classes, and within one in the order in which they came."""
    examples, belongs = learnt
    likeness = Likeness.of(examples, belongs)
    order = np.argsort(belongs, kind="stable")
    assert likeness.belongs.tolist() == belongs[order].tolist()
    for sentence in asked:
        cosines = likeness.cosines(sentence)
        assert cosines == pytest.approx(examples[order] @ sentence, abs=ROUNDING)


def test_the_nearest_example_of_each_class_is_found(
    learnt: tuple[Floats, Integers], asked: Floats
) -> None:
    """The largest cosine of each."""
    examples, belongs = learnt
    likeness = Likeness.of(examples, belongs)
    for sentence in asked[:9]:
        nearest = np.full(CLASSES, -1.0, dtype=np.float32)
        np.maximum.at(nearest, belongs, examples @ sentence)
        found = likeness.nearest(likeness.cosines(sentence))
        assert found == pytest.approx(nearest, abs=ROUNDING)


@pytest.mark.parametrize("size", [1, 64, 100, 718])
def test_products_with_rounded_rows_are_nearly_those_with_the_rows(size: int) -> None:
    """Whatever their length, for one vector as for several, and rows of zeros among them."""
    chance = np.random.default_rng(size)
    rows = unit(chance.standard_normal((200, size)))
    rows[7] = 0
    vectors = unit(chance.standard_normal((5, size)))
    rounded = RoundedRows.of(rows)
    assert len(rounded) == len(rows)
    together = rounded.products(vectors)
    assert np.abs(together - vectors @ rows.T).max() < ROUNDING
    assert not together[:, 7].any()
    alone = np.concatenate([rounded.products(vector[None, :]) for vector in vectors])
    assert np.abs(together - alone).max() < ROUNDING / 1000

"""Likeness found by shadows is the likeness that looking at every example finds."""

from __future__ import annotations

import numpy as np
import pytest

from bot.components.encoder import DIMENSIONS, Floats
from bot.components.likeness import Integers, Likeness

CLASSES = 9
LEAST = 0.97


def unit(rows: Floats) -> Floats:
    """The rows, brought to length 1."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / lengths).astype(np.float32)


@pytest.fixture(scope="module", params=[1, 40, 3000])
def learnt(request: pytest.FixtureRequest) -> tuple[Floats, Integers]:
    """Some examples, in no order."""
    chance = np.random.default_rng(request.param)
    # As sentences do, they differ much in a few directions and little in most.
    spread = np.linspace(1, 0.1, DIMENSIONS)
    examples = unit(chance.standard_normal((request.param, DIMENSIONS)) * spread)
    return examples, chance.integers(0, CLASSES, request.param, dtype=np.int32)


@pytest.fixture(scope="module")
def asked(learnt: tuple[Floats, Integers]) -> Floats:
    """Sentences from just like an example to like none."""
    examples, _ = learnt
    chance = np.random.default_rng(1)
    noise = chance.standard_normal((60, DIMENSIONS)) * np.linspace(0, 0.04, 60)[:, None]
    return unit(examples[chance.integers(0, len(examples), 60)] + noise)


def test_what_is_nearly_the_same_is_found(learnt: tuple[Floats, Integers], asked: Floats) -> None:
    """Every class with an example near enough, and no other."""
    examples, belongs = learnt
    likeness = Likeness.of(examples, belongs)
    found = 0
    for sentence in asked:
        near = np.unique(belongs[examples @ sentence >= LEAST])
        assert likeness.alike(sentence, LEAST).tolist() == near.tolist()
        found += len(near)
    assert 0 < found < len(asked) * 2


def test_the_nearest_example_of_each_class_is_found(
    learnt: tuple[Floats, Integers], asked: Floats
) -> None:
    """The cosine to it; -1 for a class without examples."""
    examples, belongs = learnt
    likeness = Likeness.of(examples, belongs)
    for sentence in asked[:9]:
        nearest = np.full(CLASSES, -1.0, dtype=np.float32)
        np.maximum.at(nearest, belongs, examples @ sentence)
        assert likeness.nearest(sentence, range(CLASSES)) == pytest.approx(nearest, abs=1e-6)


def test_examples_in_order_are_not_copied(learnt: tuple[Floats, Integers]) -> None:
    """They are the largest thing that a pack keeps."""
    examples, belongs = learnt
    assert Likeness.of(examples, np.sort(belongs)).examples is examples

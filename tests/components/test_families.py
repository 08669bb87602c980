"""What belongs to this field and what does not is told by the nearest examples as well."""

from __future__ import annotations

import numpy as np
import pytest

from bot.components.encoder import DIMENSIONS, Floats
from bot.components.families import Families, family_of

LABELS = ("ask_chair", "outside_general", "capabilities", "greet", "article:start-date")


def towards(*axes: int) -> Floats:
    """The unit vector between some axes."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[list(axes)] = 1.0
    return (vector / np.linalg.norm(vector)).astype(np.float32)


# Four examples of each class, along an axis of its own.
EXAMPLES = np.stack([towards(axis) for axis in range(len(LABELS)) for _ in range(4)])


@pytest.fixture(scope="module")
def families() -> Families:
    """The families of the examples."""
    return Families.of(LABELS, np.repeat(np.arange(len(LABELS), dtype=np.int32), 4))


def weighed(families: Families, sentence: Floats) -> dict[str, float]:
    """The chances of the classes, all as likely by the regression."""
    even = np.full(len(LABELS), 1 / len(LABELS), dtype=np.float32)
    return dict(zip(LABELS, families.weighed(even, EXAMPLES @ sentence).tolist(), strict=True))


def test_every_class_is_of_one_family():
    """An article of the pack is of the field, as an aspect of a group is."""
    assert [family_of(label) for label in LABELS] == [
        "field",
        "elsewhere",
        "assistant",
        "talk",
        "field",
    ]


def test_what_is_like_matters_of_elsewhere_is_held_back_from_the_field(families: Families):
    """Articles and the assistant's own matters too; a greeting is left as likely as it was."""
    chances = weighed(families, towards(1))
    assert chances["outside_general"] == chances["greet"] > 5 * chances["ask_chair"]
    assert chances["ask_chair"] == chances["article:start-date"] == chances["capabilities"]


def test_what_is_like_the_field_is_held_back_from_elsewhere(families: Families):
    """By any of the field's classes."""
    for axis in (0, 4):
        chances = weighed(families, towards(axis))
        assert chances["ask_chair"] > 5 * chances["outside_general"]


def test_what_is_like_both_is_left_to_the_regression(families: Families):
    """The chances stay as they were, and are chances whatever is said."""
    chances = weighed(families, towards(0, 1, 2))
    assert all(chance == pytest.approx(1 / len(LABELS)) for chance in chances.values())
    assert sum(weighed(families, towards(2, 3)).values()) == pytest.approx(1.0)

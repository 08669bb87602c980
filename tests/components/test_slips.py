"""A slip costs the less, the likelier it is: by ear, then by a finger, then by nothing known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.slips import NEVER, cost_of

HEARD, FINGER = 2.1, 4.0
WORDS = st.from_regex(r"[a-z]{1,12}", fullmatch=True)


@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("where", "wear"), ("thanks", "fanks"), ("brother", "bruvver"), ("through", "threw"),
        ("knight", "nite"), ("phrase", "fraze"), ("station", "stashun"), ("meeting", "meating"),
        ("wait", "wate"), ("teacher", "teecher"), ("letter", "leter"), ("future", "fucher"),
    ],
)  # fmt: skip
def test_what_sounds_the_same_costs_little(meant, typed):
    """One or two sounds written in another way."""
    assert 0 < cost_of(meant, typed) <= HEARD + 2


@pytest.mark.parametrize(
    ("meant", "typed"),
    [("group", "griup"), ("forum", "fourm"), ("chair", "chai"), ("health", "healtrh")],
)
def test_a_slip_of_a_finger_costs_more_than_a_sound(meant, typed):
    """The next key, two letters swapped, one lost, one too many."""
    assert 1 < cost_of(meant, typed) <= FINGER


@pytest.mark.parametrize(
    ("meant", "typed"), [("district", "dentist"), ("school", "schedule"), ("chair", "stairs")]
)
def test_another_word_is_no_slip(meant, typed):
    """However alike it looks."""
    assert cost_of(meant, typed) > FINGER


@given(WORDS, WORDS, st.floats(0.5, 20))
def test_a_limit_changes_nothing_below_it(meant, typed, most):
    """What costs more than the limit never happened, and the word itself costs nothing."""
    cost = cost_of(meant, typed)
    assert cost_of(meant, typed, most) == (cost if cost < most else NEVER)
    assert (cost == 0) == (meant == typed)

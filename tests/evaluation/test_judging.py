"""A reply is right when its outcome and its facts are, and nothing forbidden stands in it."""

from __future__ import annotations

import pytest

from bot.evaluation.judging import holds, judged
from bot.evaluation.rows import Row
from bot.reply import Reply

CHAIRED = Reply("The Group is chaired by\nAnn  Lee since 17 September 2019.", "answered")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("ann lee", True),
        ("Lee", True),
        ("Le", False),
        ("chair", True),
        ("hair", False),
        ("Bob | Ann Lee", True),
        ("17 September 2019", True),
        ("7 September 2019", False),
        ("Bob", False),
    ],
)
def test_a_fact_is_found_by_whole_words(wanted, found):
    """Case, line breaks and endings of words make no difference, parts of numbers do."""
    assert holds(CHAIRED.body, wanted) is found


def test_a_right_reply_is_right():
    """The outcome is among those expected and each fact is there."""
    row = Row("who?", "chair", ("asked", "answered"), ("Ann Lee",), ("Bob",))
    assert judged(row, CHAIRED).right


@pytest.mark.parametrize(
    "row",
    [
        Row("who?", "chair", ("not_listed",)),
        Row("who?", "chair", ("answered",), ("Bob",)),
        Row("who?", "chair", ("answered",), (), ("Ann Lee",)),
    ],
)
def test_each_fault_makes_a_reply_wrong(row):
    """Another outcome, a missing fact and a forbidden text."""
    assert not judged(row, CHAIRED).right


@pytest.mark.parametrize(
    ("row", "invents"),
    [
        (Row("rain?", "x", ("outside",)), True),
        (Row("rain?", "x", ("not_listed", "answered")), False),
        (Row("rain?", "x", ("not_listed", "asked"), (), ("Ann Lee",)), True),
        (Row("who?", "x", ("answered",), ("Bob",)), False),
    ],
)
def test_an_answer_to_what_nobody_can_answer_counts_as_invented(row, invents):
    """Also one that says what it must never say."""
    assert judged(row, CHAIRED).invents(row) is invents


def test_a_fact_told_beside_the_point_is_told():
    """A reply that finds not exactly what was asked, but holds the fact, is right; else not."""
    told = Reply("I do not find exactly that. The chair is Ann Lee.", "not_listed")
    assert judged(Row("who?", "chair", ("answered",), ("Ann Lee",)), told).right
    assert not judged(Row("who?", "chair", ("answered",), ("Bob Ray",)), told).right
    assert not judged(Row("who?", "chair", ("answered",)), told).right

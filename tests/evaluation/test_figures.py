"""Scores, charts and tables say what was counted."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from bot.evaluation import charts, measures, tables
from bot.evaluation.hearing import Heard
from bot.evaluation.judging import judged
from bot.evaluation.latency import Latency
from bot.evaluation.measures import Count
from bot.evaluation.playing import Exchange, Played
from bot.evaluation.rows import Row
from bot.evaluation.scores import Labels, Score, overlap, quantile
from bot.reply import Reply

LABELS = Labels((("a", "a"), ("a", "b"), ("b", "b"), ("c", "b")))


def exchange(expect, outcome, kind="x", facts=()):
    """One exchange whose reply has this outcome."""
    row = Row("said", kind, expect, facts)
    reply = Reply("body", outcome)
    return Exchange("set", row, Heard("intent", (), (), {}, 0.01), reply, judged(row, reply))


RIGHT = exchange(("answered",), "answered")
UNANSWERED = exchange(("answered",), "unsure", "y")
INVENTED = exchange(("not_listed",), "answered")
UNHEARD = exchange(("urgent",), "talk")


def test_precision_recall_and_f1_are_those_of_the_book():
    """Two of four said, of three true: 1/2, 2/3 and 4/7."""
    score = Score(2, 4, 3)
    assert (score.precision, score.recall) == (0.5, 2 / 3)
    assert score.f1 == pytest.approx(4 / 7)
    assert Score(0, 0, 0).f1 == 0


def test_labels_count_what_was_taken_for_what():
    """Half are right; "b" was said three times and is right once."""
    assert LABELS.accuracy == 0.5
    assert LABELS.score("b") == Score(1, 3, 1)
    assert LABELS.confusions(1) == [(("a", "b"), 1)]
    assert LABELS.macro_f1 == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)


def test_things_said_are_compared_with_things_true():
    """What is the same on both sides is right."""
    assert overlap([1, 2, 3], [2, 3, 4, 5]) == Score(2, 4, 3)


def test_quantiles_and_latency_are_of_the_ordered_values():
    """Milliseconds from seconds, the slowest twentieth from its beginning."""
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile([], 0.5) == 0
    assert Latency.of([one / 1024 for one in range(100)]) == Latency(50000 / 1024, 95000 / 1024)


def test_counts_are_of_what_they_say():
    """Answerable, invented, and conversations right in every turn."""
    every = (RIGHT, UNANSWERED, INVENTED, UNHEARD)
    assert measures.in_field(every) == Count(1, 2)
    assert measures.invented(every) == Count(1, 1)
    assert measures.by(every, lambda one: one.row.kind) == {"x": Count(1, 3), "y": Count(0, 1)}
    talks = [Played("set", "good", (RIGHT,)), Played("set", "bad", (RIGHT, UNANSWERED))]
    assert measures.conversations(talks) == Count(1, 2)


def test_the_worst_failure_is_a_risk_that_was_not_heard():
    """Then what was invented, then what was not answered; what was right is no failure."""
    every = (RIGHT, UNANSWERED, INVENTED, UNHEARD)
    assert measures.worst(every) == (UNHEARD, INVENTED, UNANSWERED)


@pytest.mark.parametrize(
    "drawing",
    [
        charts.bars("Right & wrong", {"a <b>": 0.25}, {"a <b>": "of 4"}),
        charts.lines("Curve", [0, 0.5, 1], {"one": [1, 0.5, 0]}, 0.5),
        charts.matrix("Confusion", ["a", "b"], {("a", "b"): 3}),
    ],
)
def test_a_chart_is_well_formed_and_says_its_title(drawing):
    """Any reader of SVG opens it."""
    root = ET.fromstring(drawing)  # noqa: S314 - drawn by this project
    assert root.tag.endswith("svg")
    assert root[0].text


def test_a_table_has_a_line_for_each_row():
    """Head, rule and rows, each of as many cells."""
    table = tables.shares({"x": Count(1, 4)})
    assert table.splitlines() == ["|  | right |", "| --- | --- |", "| x | 25.0 % (1 of 4) |"]

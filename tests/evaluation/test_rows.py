"""Sets are read as they are written, and a mistake in one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.rows import RowError, read_set, read_sets

DEVELOPMENT = Path(__file__).parent / "development"
SMALL = """
hand: "a test"
messages:
  - {said: "who chairs it", kind: chair, expect: "answered | asked", facts: ["A | B"], never: [x]}
  - {said: "weather?", expect: outside}
conversations:
  - conversation: two turns
    turns:
      - {said: "hello", kind: talk, expect: talk}
      - {said: "budget?", kind: money, expect: "not_listed | answered"}
"""


@pytest.fixture
def small(tmp_path):
    """A small set."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return read_set(path)


def test_a_row_is_read_whole(small):
    """Alternatives of the outcome are parted; those of a fact stay together."""
    row = small.messages[0]
    assert row.expect == ("answered", "asked")
    assert (row.facts, row.never, row.kind) == (("A | B",), ("x",), "chair")
    assert small.messages[1].kind == "other"


def test_what_has_an_answer_is_told_from_what_has_none(small):
    """A row that may be either counts as neither."""
    chair, weather = small.messages
    money = small.conversations[0].turns[1]
    assert (chair.is_answerable, chair.is_unanswerable) == (True, False)
    assert (weather.is_answerable, weather.is_unanswerable) == (False, True)
    assert (money.is_answerable, money.is_unanswerable) == (False, False)


def test_rows_hold_those_of_conversations(small):
    """Messages first, then turns."""
    assert [row.said for row in small.rows] == ["who chairs it", "weather?", "hello", "budget?"]


def test_only_the_answerable_messages_are_kept(small):
    """Conversations and what nobody can answer fall away."""
    kept = small.answerable()
    assert [row.said for row in kept.rows] == ["who chairs it"]


@pytest.mark.parametrize("text", ["messages: []", "hand: x\nmessages: [{said: hello}]"])
def test_a_mistake_names_the_file(tmp_path, text):
    """A set without a hand, or a row without an outcome, is refused."""
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RowError, match=r"broken\.yaml"):
        read_set(path)


def test_an_unknown_set_is_refused():
    """A name that is no file is not silently left out."""
    with pytest.raises(RowError, match="nobody"):
        read_sets(DEVELOPMENT, ["police_sergeant", "nobody"])


def test_the_development_sets_are_as_large_as_asked_for():
    """At least 600 messages and 120 conversations by at least four hands (issue 3)."""
    sets = read_sets(DEVELOPMENT)
    assert sum(len(one.messages) for one in sets) >= 600
    assert sum(len(one.conversations) for one in sets) >= 120
    assert len({one.hand for one in sets}) >= 4

"""Groups named in a row by one word each, after a word for a chair."""

from __future__ import annotations

import pytest

from bot.components.reader import MessageReader

DISTRICT, EDUCATION = "district-council-representative-group", "education-representative-group"
HEALTH, SCRUTINY = "health-representative-forum", "scrutiny-and-challenge-group"
RAPID, ONLINE = "rapid-review-group", "online-safeguarding-working-group"

ROWS = [
    ("Chairs: Rapid Review, Scrutiny.", {RAPID, SCRUTINY}),
    ("the chairs for districts, education and health", {DISTRICT, EDUCATION, HEALTH}),
    ("who chairs scrutiny and online", {SCRUTINY, ONLINE}),
    ("the chairs of the District Council and Education groups", {DISTRICT, EDUCATION}),
]


@pytest.mark.parametrize(("said", "groups"), ROWS)
def test_what_stands_in_a_row_of_groups_is_a_group(
    kent: MessageReader, said: str, groups: set[str]
):
    """Each word of the row names its group, though one of them alone may mean a topic."""
    mentions = kent.read(said).mentions
    named = {m.id for m in mentions if m.kind == "group" and m.certainty == "exact"}
    assert named == groups
    assert not [m for m in mentions if m.kind == "topic"]


def test_topics_before_the_word_for_a_chair_stay_topics(kent: MessageReader):
    """Who deals with topics is asked first, and only then who chairs that group."""
    said = "who covers exploitation and online safety, and who chairs it"
    assert [m.kind for m in kent.read(said).mentions] == ["topic", "topic"]


def test_a_sound_of_surprise_asks_for_no_line(kent: MessageReader):
    """The sound begins a remark, while "the ooh number" are the hours in which a line answers."""
    said = [m for m in kent.read("ooh who chairs it").mentions if m.certainty != "hint"]
    assert not said
    assert kent.read("the ooh number please").mentions[0].id == "out-of-hours"

"""Another answer to the question just answered gets a Yes or No, however it is put."""

from __future__ import annotations

import pytest

from bot.context import Context
from tests.support.heard import answered, heard, named

REVIEW = "rapid-review-group"


def chair_told() -> Context:
    """The conversation after who chairs the Rapid Review Group."""
    return answered(heard("ask_chair", named("group", REVIEW))).context


@pytest.mark.parametrize(
    "text",
    ["I was told it was Sue Chandler", "I had Sue Chandler down for that", "Sue Chandler, surely?"],
)
def test_another_chair_is_denied(text: str):
    """Naming somebody else for what was asked just now is a claim, no question of who that is."""
    remark = heard(
        "ask_person", named("person", "sue-chandler", said="Sue Chandler"), text=text, form="yes_no"
    )
    body = answered(remark, before=chair_told()).reply.body
    assert body.startswith("No. The Rapid Review Group is chaired by Sarah Hammond")


def test_the_right_one_is_confirmed():
    """As in "Hammond, right?"."""
    remark = heard(
        "ask_person", named("person", "sarah-hammond"), text="Hammond, right?", form="yes_no"
    )
    assert answered(remark, before=chair_told()).reply.body.startswith("Yes. The Rapid Review")


def test_what_is_said_of_somebody_s_post_is_another_matter():
    """As in "Sue Chandler is the Chief Nurse, right?": that claims a post."""
    remark = heard(
        "ask_post",
        named("person", "sue-chandler"),
        named("post", "sarah-vaux"),
        text="Sue Chandler is the Chief Nurse, right?",
        form="yes_no",
    )
    assert "Rapid Review" not in answered(remark, before=chair_told()).reply.body


def test_a_question_of_who_somebody_is_stays_one():
    """As in "who is Sue Chandler?" after another chair."""
    remark = heard("ask_person", named("person", "sue-chandler"), text="who is Sue Chandler?")
    assert not answered(remark, before=chair_told()).reply.body.startswith("No.")

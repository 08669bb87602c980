"""Which parts of a message ask together, and which only remark on what was told."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.meaning import Part
from tests.support.heard import answered, heard, named

EDUCATION, HEALTH = "education-representative-group", "health-representative-forum"
RAPID = "rapid-review-group"


def chair_of(group: str) -> Part:
    """A question who chairs a group."""
    return heard("ask_chair", named("group", group))


def statement(intent: str, text: str) -> Part:
    """Something told, that sounds a little like a question."""
    return replace(heard(intent, text=text), form="statement", similarity=0.5)


def test_a_comment_before_a_question_is_not_answered():
    """As in "Splendid, that helps. Who chairs it?"."""
    context = answered(chair_of(RAPID), before=Context()).context
    comment = statement("ask_terms", "Splendid, that helps.")
    question = heard("ask_chair", text="Who chairs it?", refers=("thing",))
    body = answered(comment, question, before=context).reply.body
    assert "Sarah Hammond" in body
    assert "terms of reference" not in body


def test_a_request_before_a_question_is_answered_too():
    """As in "I need the terms. Who chairs it?"."""
    context = answered(chair_of(RAPID), before=Context()).context
    request = replace(statement("ask_terms", "I need its terms."), refers=("thing",))
    question = heard("ask_chair", text="Who chairs it?", refers=("thing",))
    assert "terms of reference" in answered(request, question, before=context).reply.body


def test_who_is_meant_is_told_behind_the_question():
    """As in "And who chairs it? Education."."""
    context = answered(chair_of(RAPID), before=Context()).context
    question = heard("ask_chair", text="And who chairs it?", refers=("thing",))
    meant = replace(heard("ask_about", named("group", EDUCATION), text="Education."), bare=True)
    meant = replace(meant, form="statement")
    body = answered(question, meant, before=context).reply.body
    assert "Peggy Murphy" in body
    assert "Sarah Hammond" not in body


def test_all_that_was_asked_of_one_group_is_asked_of_the_next():
    """As in "and for health?" after the chair and the terms of another."""
    terms = heard("ask_terms", named("group", RAPID))
    context = answered(chair_of(RAPID), terms, before=Context()).context
    further = replace(heard("ask_about", named("group", HEALTH), text="and health"), bare=True)
    body = answered(further, before=context).reply.body
    assert "Sarah Vaux" in body
    assert "under review" in body


def test_names_in_front_of_a_question_are_asked_about():
    """As in "the health and education groups, who chairs them?"."""
    names = heard("ask_about", named("group", HEALTH), named("group", EDUCATION), bare=True)
    names = replace(names, form="statement", text="the health and education groups")
    question = heard("ask_chair", text="who chairs them?", refers=("person", "thing"))
    body = answered(names, question).reply.body
    assert "Sarah Vaux" in body
    assert "Peggy Murphy" in body
    assert "common health voice" not in body

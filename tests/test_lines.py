"""What remarks ask after a telephone line: one for another hour or person, or what it costs."""

from __future__ import annotations

import pytest

from bot.context import Context
from tests.support.heard import answered, heard, named

CHILD, ADULTS, AFTER_HOURS = "03000 411111", "03000 416161", "03000 419191"


def told(*lines: str) -> Context:
    """The talk after these lines were asked for."""
    return answered(heard("ask_number", *(named("contact", line) for line in lines))).context


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("and once they have gone home?", AFTER_HOURS),
        ("it's half past, gone 8pm", AFTER_HOURS),
        ("what about my granny?", ADULTS),
        ("the daytime one?", CHILD),
        ("can the pupils ring somebody themselves?", "0800 1111"),
        ("for a worried mum?", "0808 800 5000"),
        ("and if there is danger this minute?", "999"),
    ],
)
def test_a_line_for_another_hour_or_person(text: str, number: str):
    """The words alone sound like a question about meetings; after a line they ask for another."""
    reply = answered(heard("ask_meetings", text=text), before=told("front-door")).reply
    assert reply.outcome == "answered"
    assert number in reply.body


@pytest.mark.parametrize("text", ["is it free to ring?", "what time does it shut?", "is it 24/7?"])
def test_what_the_sources_do_not_say_of_a_line(text: str):
    """Its price and exact hours are not listed; the line itself is told again."""
    asked = heard("ask_money", text=text, form="yes_no", refers=("thing",))
    reply = answered(asked, before=told("childline")).reply
    assert reply.outcome == "not_listed"
    assert "0800 1111" in reply.body


def test_what_one_line_of_several_costs():
    """As in "is the first one free?" after two lines."""
    asked = heard("choose", text="is the first one free?", form="yes_no", ordinal=1)
    reply = answered(asked, before=told("police", "childline")).reply
    assert reply.outcome == "not_listed"
    assert "101" in reply.body
    assert "0800 1111" not in reply.body


def test_whom_a_line_is_for():
    """As in "is it for parents as well?", which asks for no group's purpose."""
    asked = heard("ask_purpose", text="is it for aunts as well?", form="yes_no", refers=("thing",))
    reply = answered(asked, before=told("nspcc")).reply
    assert "0808 800 5000" in reply.body


def test_a_group_that_is_named_is_asked_for():
    """As in "who chairs the health forum at night?": whoever names something asks of that."""
    asked = heard("ask_chair", named("group", "health-representative-forum"), text="at night?")
    assert "Sarah Vaux" in answered(asked, before=told("front-door")).reply.body


def test_no_line_without_one_told():
    """After a group, "at weekends?" asks when it meets."""
    group = answered(heard("ask_chair", named("group", "rapid-review-group"))).context
    asked = heard("ask_meetings", text="at weekends?")
    assert AFTER_HOURS not in answered(asked, before=group).reply.body

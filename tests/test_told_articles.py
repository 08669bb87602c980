"""Where to read about a prepared answer just told, and since when what it tells is so."""

from __future__ import annotations

from bot.context import Context
from tests.support.heard import answered, heard, named


def told(article: str) -> Context:
    """The talk after a prepared answer."""
    return answered(heard("ask_article", article=article)).context


def test_where_to_read_is_no_question_for_the_source():
    """The arrangements told of are on the website; so says their own answer again."""
    asked = heard("ask_source", text="ok, where can we download it?", refers=("thing",))
    reply = answered(asked, before=told("child-death-arrangements")).reply
    assert "website" in reply.body
    assert "My last answer" not in reply.body


def test_where_to_read_of_what_nothing_else_tells_where():
    """After a group the source of the answer is the best that can be told."""
    group = answered(heard("ask_chair", named("group", "rapid-review-group"))).context
    asked = heard("ask_source", text="where can I read it?", refers=("thing",))
    assert "My last answer" in answered(asked, before=group).reply.body


def test_the_source_is_told_to_whoever_asks_for_it():
    """As in "where is that from?"."""
    asked = heard("ask_source", text="where is that from?", refers=("thing",))
    assert "My last answer" in answered(asked, before=told("start-date")).reply.body


def test_when_what_was_told_changed():
    """As in "when did that change?" after a change: of that, of nobody's post."""
    asked = heard("ask_history", text="then when did that change?", refers=("thing",))
    reply = answered(asked, before=told("board-end-date")).reply
    assert reply.outcome == "answered"
    assert "17 September 2019" in reply.body


def test_how_long_something_lasts_is_not_when_it_changed():
    """As in "for how long?", which no date answers."""
    asked = heard("ask_history", text="for how long?")
    assert answered(asked, before=told("scr-sign-off")).reply.outcome == "not_listed"


def test_what_it_costs_leaves_the_talk_with_what_was_told():
    """As in "who runs it?" after what training costs."""
    fee = answered(heard("ask_money", text="is there a fee?"), before=told("training-access"))
    asked = heard("ask_chair", text="and who runs it?", refers=("thing",))
    reply = answered(asked, before=fee.context).reply
    assert "training" in reply.body
    assert "Which group" not in reply.body


def test_a_neighbour_of_which_an_answer_is_itself():
    """The Kent and Medway Child Death Arrangements are not said not to cover Medway."""
    asked = heard(
        "ask_article",
        named("neighbour", "medway"),
        article="child-death-arrangements",
        form="yes_no",
    )
    assert "not covered" not in answered(asked).reply.body

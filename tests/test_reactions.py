"""A remark about the reply just given asks nothing else: why it is so, or whether it is all."""

from __future__ import annotations

import pytest

from bot.context import Context
from tests.support.heard import answered, heard, named

HEALTH = "health-representative-forum"
NO_REASON, ALL = "The sources do not say why.", "That is all that my sources say about it."


def chair_told() -> Context:
    """The conversation after who chairs the health forum."""
    return answered(heard("ask_chair", named("group", HEALTH))).context


@pytest.mark.parametrize("text", ["why?", "Oh, how come?", "why is that", "why not?", "why her?"])
def test_no_reason_is_made_up(text: str):
    """Nothing says why somebody chairs a group, however likely another reading is."""
    reply = answered(heard("affirm", text=text), before=chair_told()).reply
    assert NO_REASON in reply.body
    assert reply.outcome == "not_listed"


def test_a_comment_may_stand_before_it():
    """As in "That's odd. How come?"."""
    remark = heard("ask_join", text="That's odd. How come?")
    assert NO_REASON in answered(remark, before=chair_told()).reply.body


def test_after_a_prepared_answer_it_is_the_nearest_that_is_known():
    """As in "why them, if abolished?" after who signs off reviews."""
    told = answered(heard("ask_article", article="scr-sign-off")).context
    reply = answered(heard("ask_purpose", text="Why them, if abolished?"), before=told).reply
    assert "The nearest that they say is this." in reply.body
    assert "Serious Case Reviews" in reply.body


@pytest.mark.parametrize(
    "text", ["is that all of them?", "Is that the full list?", "only that one?", "nobody else?"]
)
def test_it_says_that_this_is_all(text: str):
    """As in "is that everything?" after an answer."""
    reply = answered(heard("choose", text=text), before=chair_told()).reply
    assert reply.body == ALL
    assert reply.sources


def test_where_nothing_was_known_an_advisor_is_offered_again():
    """As in "so you don't know?" after what the sources do not list."""
    told = answered(heard("ask_meetings")).context
    reply = answered(heard("capabilities", text="so you don't know?"), before=told).reply
    assert reply.body.startswith(ALL)
    assert reply.outcome == "not_listed"


@pytest.mark.parametrize("text", ["That's all, thanks", "why does it meet?", "only the health one"])
def test_what_asks_or_closes_is_left_alone(text: str):
    """A closing remark, and a question with words of its own."""
    reply = answered(heard("thank", text=text), before=chair_told()).reply
    assert NO_REASON not in reply.body
    assert ALL not in reply.body


def test_at_the_beginning_there_is_nothing_to_react_to():
    """As in "why?" before anything was said."""
    assert NO_REASON not in answered(heard("affirm", text="why?")).reply.body


@pytest.mark.parametrize(
    "text",
    ["lol, worth a go", "Hm. Near enough.", "oh well, never mind", "right, that's my list done"],
)
def test_a_remark_that_asks_for_nothing(text: str):
    """Whatever it sounds like, somebody has read the answer and says so."""
    reply = answered(heard("outside_general", text=text, sure=False), before=chair_told()).reply
    assert reply.outcome == "talk"


def test_no_remark_where_something_is_asked():
    """As in "nobody?", which wants to hear whether that is so."""
    reply = answered(heard("ask_chair", text="nobody?", sure=False), before=chair_told()).reply
    assert reply.outcome != "talk"


def test_content_is_no_agreement():
    """As in "that's fine" after an advisor was offered: nobody asks for one."""
    offered = answered(heard("ask_money", text="what does it cost?")).context
    turn = answered(heard("affirm", text="ok, that's fine", form="statement"), before=offered)
    assert not turn.begins_enquiry
    assert turn.reply.outcome == "talk"


def test_a_yes_is_agreement():
    """As in "yes please" after an advisor was offered."""
    offered = answered(heard("ask_money", text="what does it cost?")).context
    turn = answered(heard("affirm", text="yes please", form="statement"), before=offered)
    assert turn.begins_enquiry

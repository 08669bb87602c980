"""An answer that does not hold the name, date or number that was asked for says so first."""

from __future__ import annotations

import pytest

from bot.meaning import ARTICLE_INTENT, Part
from tests.support.heard import answered, heard, named

ADVISOR = heard("ask_advisor", named("district", "thanet"))
MEMBERS = heard("ask_members", named("group", "health-representative-forum"))


def said(part: Part, text: str) -> tuple[str, str]:
    """Outcome and body of the reply to a part in these words."""
    reply = answered(heard(part.intent, *part.mentions, article=part.reading.article, text=text))
    return reply.reply.outcome, reply.reply.body


def article(id: str) -> Part:
    """A question that an article answers."""
    return heard(ARTICLE_INTENT, article=id)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (ADVISOR, "what is the name of our advisor in Thanet"),
        (ADVISOR, "the Thanet advisor's surname"),
        (MEMBERS, "which doctors sit on it by name"),
        (article("submitted-to-department"), "who at the department has them"),
        (article("scr-when-published"), "on which date will one come out"),
        (article("meeting-schedule"), "what are the dates"),
        (article("website-to-follow"), "when will they be there"),
        (article("website-to-follow"), "who is putting them up"),
        (article("meeting-schedule-published"), "who is typing up the schedule"),
        (article("training-programme"), "who's the training coordinator"),
        (ADVISOR, "who is the designated paediatrician for Thanet"),
        (ADVISOR, "who's the police inspector in Thanet"),
        (MEMBERS, "who is the paediatrician on the forum"),
        (heard("ask_number", named("contact", "police")), "who's the sergeant on the night shift"),
        (MEMBERS, "how many nurses go to the forum"),
    ],
)
def test_what_the_answer_does_not_hold_is_not_listed(part: Part, text: str):
    """What is known is told all the same, after saying what is not."""
    outcome, body = said(part, text)
    assert outcome == "not_listed"
    assert body.startswith(("The sources do not give that ", "The sources do not say who "))
    assert said(part, "and otherwise?")[1] in body


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (ADVISOR, "who is our advisor in Thanet"),
        (ADVISOR, "our designated doctor asks who covers Thanet"),
        (article("scr-sign-off"), "the designated doctor wonders who signs the old ones"),
        (heard("ask_members", *MEMBERS.mentions, named("post", "sarah-vaux")), "who is the nurse"),
        (article("scr-when-published"), "when do they come out"),
        (article("scr-sign-off"), "who signs them off"),
        (article("start-date"), "on what date did it begin"),
        (article("policy-links"), "our handbook is out of date, what now"),
        (heard("count_groups"), "how many groups are there"),
        (heard("ask_chair", named("group", "rapid-review-group")), "name of the chair"),
    ],
)
def test_what_the_answer_holds_is_answered(part: Part, text: str):
    """A name, a date or a number that stands in the answer is the answer."""
    outcome, body = said(part, text)
    assert outcome == "answered"
    assert "do not give that" not in body

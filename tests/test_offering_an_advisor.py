"""A person is reachable at any point, and offered where the assistant does not know (D7)."""

from __future__ import annotations

from dataclasses import replace

from bot.answering import Turn, answer
from bot.context import Context
from bot.meaning import Part, Reading
from tests.support.form_talk import FRAMES, KNOWLEDGE, TODAY

(ASK,) = FRAMES["utter_enquiry_button_ask"]


def part(text: str, intent: str, *, sure: bool = True) -> Part:
    """A message that was understood as this, or hardly so."""
    return Part(text, Reading(intent, 1.0 if sure else 0.02), 1.0 if sure else 0.1, sure=sure)


def said(context: Context, *parts: Part) -> Turn:
    """The turn of one message."""
    return answer(parts, context, KNOWLEDGE, FRAMES, TODAY)


def offers(turn: Turn) -> bool:
    """Whether the way to an advisor is among the choices, and in words too."""
    button = ASK in [choice.says for choice in turn.reply.choices]
    assert button == (ASK in turn.reply.body)
    return button


def test_what_is_not_listed_offers_an_advisor_and_keeps_the_question() -> None:
    """In its own words, so that it need not be typed again."""
    turn = said(Context(), part("How long do we keep files?", "ask_practice"))
    assert turn.reply.outcome == "not_listed"
    assert offers(turn)
    assert turn.context.unanswered == "How long do we keep files?"


def test_two_misses_in_a_row_offer_an_advisor() -> None:
    """The first asks back; an answer between them begins the count again."""
    first = said(Context(), part("wherefore art", "list_groups", sure=False))
    assert first.reply.outcome == "unsure"
    assert not offers(first)
    second = said(first.context, part("and whither", "list_groups", sure=False))
    assert offers(second)
    between = said(first.context, part("Which areas are there?", "list_areas"))
    assert not offers(said(between.context, part("and whither", "list_groups", sure=False)))


def test_what_is_like_nothing_known_counts_as_a_miss() -> None:
    """And its words are kept for the advisor as well."""
    first = said(Context(), part("colourless green ideas", "gibberish", sure=False))
    assert not offers(first)
    second = said(first.context, part("sleep furiously here", "gibberish", sure=False))
    assert offers(second)
    assert second.context.unanswered == "sleep furiously here"


def test_yes_to_the_offer_begins_the_enquiry_and_no_does_not() -> None:
    """The form speaks then; any other yes is only a yes."""
    offer = said(Context(), part("How long do we keep files?", "ask_practice"))
    assert said(offer.context, part("yes please", "affirm")).begins_enquiry
    assert not said(offer.context, part("no thanks", "deny")).begins_enquiry
    assert not said(Context(), part("yes", "affirm")).begins_enquiry


def test_a_question_beside_the_wish_for_a_person_is_answered_and_a_person_offered() -> None:
    """Both parts of the message count."""
    turn = said(
        Context(), part("Which areas are there?", "list_areas"), part("and a person?", "person")
    )
    assert turn.reply.outcome == "answered"
    assert not turn.begins_enquiry
    assert ASK in turn.reply.body


def test_an_old_question_is_not_brought_up_again() -> None:
    """After a few turns about other things it has faded."""
    context = said(Context(), part("How long do we keep files?", "ask_practice")).context
    for _ in range(5):
        context = said(context, part("hello", "greet")).context
    assert not context.unanswered


def test_what_may_be_a_wish_for_a_person_offers_an_advisor() -> None:
    """As in "can I ask an advisor about the audit tool dates", which is like no example."""
    perhaps = part("can I ask an advisor about the audit tool", "list_groups", sure=False)
    wish = replace(perhaps, others=(Reading("person", 0.1),))
    assert offers(said(Context(), wish))

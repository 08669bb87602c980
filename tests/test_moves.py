"""Short remarks mean what they mean after what has been said."""

from __future__ import annotations

from bot.context import Context
from bot.meaning import Refers
from tests.support.heard import answered, heard, named

EDUCATION, HEALTH = "education-representative-group", "health-representative-forum"
IT: tuple[Refers, ...] = ("thing",)
SHE: tuple[Refers, ...] = ("person",)


def after(*parts) -> Context:
    """The context after messages of one part each."""
    context = Context()
    for part in parts:
        context = answered(part, before=context).context
    return context


def test_and_another_one_asks_the_same_of_it():
    """As in "and the education one?" after a question for a chair."""
    context = after(heard("ask_chair", named("group", HEALTH)))
    turn = answered(heard("ask_about", named("group", EDUCATION), bare=True), before=context)
    assert "Peggy Murphy" in turn.reply.body
    assert "two-way" not in turn.reply.body


def test_it_is_the_group_last_spoken_of():
    """As in "what does it do?", after its chair."""
    context = after(heard("ask_chair", named("group", HEALTH)))
    turn = answered(heard("ask_purpose", refers=IT), before=context)
    assert "health voice" in turn.reply.body


def test_she_is_the_person_last_spoken_of():
    """As in "what is her post?" after her group's chair was asked for."""
    context = after(heard("ask_chair", named("group", HEALTH)))
    turn = answered(heard("ask_post", refers=SHE), before=context)
    assert "Chief Nurse" in turn.reply.body


def test_an_ordinal_points_into_the_last_list():
    """The second of the groups is the education one, the last is scrutiny."""
    context = after(heard("list_groups"))
    second = answered(heard("ask_chair", ordinal=2), before=context)
    assert "Peggy Murphy" in second.reply.body
    last = answered(heard("choose", ordinal=-1), before=second.context)
    assert "Sue Chandler" in last.reply.body


def test_an_ordinal_beyond_the_list_names_nobody():
    """There is no twelfth group."""
    turn = answered(heard("choose", ordinal=12), before=after(heard("list_groups")))
    assert turn.reply.outcome == "asked"


def test_a_correction_changes_only_what_it_names():
    """As in "no, I meant education", after the chair of another."""
    context = after(heard("ask_chair", named("group", HEALTH)))
    turn = answered(heard("correct", named("group", EDUCATION)), before=context)
    assert "Peggy Murphy" in turn.reply.body


def test_a_place_fills_the_question_that_waits_for_it():
    """Asked for the advisor, the place; then the place alone is enough."""
    asked = answered(heard("ask_advisor"))
    assert asked.reply.asking == "place"
    place = heard("inform_place", named("place", "place-whitstable"), bare=True)
    turn = answered(place, before=asked.context)
    assert turn.reply.outcome == "answered"
    assert "East Kent" in turn.reply.body


def test_another_question_instead_of_the_place_is_answered():
    """What waits does not trap anybody."""
    asked = answered(heard("ask_advisor"))
    turn = answered(heard("ask_chair", named("group", HEALTH)), before=asked.context)
    assert "Sarah Vaux" in turn.reply.body


def test_a_number_in_another_question_picks_nothing():
    """As in "what is holding up traffic at junction 4?" after a question back about groups."""
    asked = answered(heard("ask_partners", refers=IT))
    assert asked.reply.outcome == "asked"
    text = "what is holding up traffic at junction 4 today?"
    other = heard("outside_work", text=text, sure=False, ordinal=4)
    assert "Joint Exploitation" not in answered(other, before=asked.context).reply.body
    fourth = heard("choose", text="the 4th", ordinal=4)
    assert "Joint Exploitation" in answered(fourth, before=asked.context).reply.body


def test_a_topic_switch_and_back_keeps_both():
    """After a place, "that group" is still the group."""
    context = after(
        heard("ask_chair", named("group", HEALTH)), heard("ask_area", named("place", "place-deal"))
    )
    turn = answered(heard("ask_terms", refers=IT), before=context)
    assert "Health Representative Forum" in turn.reply.body


def test_what_was_spoken_of_fades():
    """After a while "it" is asked about rather than guessed."""
    context = after(heard("ask_chair", named("group", HEALTH)), *[heard("thank")] * 12)
    turn = answered(heard("ask_purpose", refers=IT), before=context)
    assert turn.reply.outcome == "asked"


def test_say_it_again_repeats_the_last_answer():
    """With its sources."""
    first = answered(heard("ask_chair", named("group", HEALTH)))
    again = answered(heard("repeat"), before=first.context)
    assert first.reply.body in again.reply.body
    assert again.reply.sources == first.reply.sources


def test_where_is_that_from_names_the_last_source():
    """Title and date."""
    context = after(heard("ask_chair", named("group", HEALTH)))
    turn = answered(heard("ask_source"), before=context)
    assert "KSCMP Sub-Groups" in turn.reply.body


def test_a_place_held_against_the_one_told_of_is_no_new_question():
    """As in "so not the Ashford lot?" after the area of Maidstone."""
    context = answered(heard("ask_area", named("district", "maidstone"))).context
    doubt = heard(
        "correct",
        named("district", "ashford", said="Ashford"),
        text="so not the Ashford lot?",
        bare=True,
    )
    reply = answered(doubt, before=context).reply.body
    assert reply.startswith("No. Maidstone")


def test_a_place_that_was_meant_is_asked_about():
    """As in "no, I meant Ashford" after the area of Maidstone."""
    context = answered(heard("ask_area", named("district", "maidstone"))).context
    meant = heard(
        "correct", named("district", "ashford", said="Ashford"), text="no, I meant Ashford"
    )
    assert "Ashford belongs to" in answered(meant, before=context).reply.body


def test_one_of_two_people_is_picked_by_what_only_she_does():
    """As in "the nurse, I think" when asked which of two Sarahs is meant."""
    unclear = named("person", "sarah-vaux", "sarah-hammond", said="Sarah", certainty="partial")
    context = after(heard("ask_post", unclear))
    nurse = answered(
        heard("ask_post_holder", text="The nurse, I think.", sure=False), before=context
    )
    assert "Sarah Vaux" in nurse.reply.body
    reviews = answered(heard("choose", text="the one of rapid review"), before=context)
    assert "Sarah Hammond" in reviews.reply.body

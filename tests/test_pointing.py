"""What "both", "the other one" and "it" point to after what has been said."""

from __future__ import annotations

import pytest

from bot.context import Context
from bot.meaning import Refers
from tests.support.heard import answered, heard, named, pack

EDUCATION, HEALTH = "education-representative-group", "health-representative-forum"
POLICY, JOINT = "policy-and-procedures-group", "joint-exploitation-group"
BOTH: tuple[Refers, ...] = ("person", "thing", "both")
OTHER: tuple[Refers, ...] = ("thing", "other")
IT: tuple[Refers, ...] = ("thing",)


def spoken_of(*groups: str) -> Context:
    """The context after each group's chair was asked for, one message after the other."""
    context = Context()
    for group in groups:
        context = answered(heard("ask_chair", named("group", group)), before=context).context
    return context


def test_both_are_the_two_spoken_of_one_after_the_other():
    """As in "where are the terms of reference for both?"."""
    turn = answered(heard("ask_terms", refers=BOTH), before=spoken_of(POLICY, EDUCATION))
    assert "Policy and Procedures" in turn.reply.body
    assert "Education Representative Group" in turn.reply.body


def test_both_are_the_two_asked_for_together():
    """As in "who chairs both?" after two groups in one message."""
    parts = [heard("ask_purpose", named("group", one)) for one in (HEALTH, EDUCATION)]
    turn = answered(heard("ask_chair", refers=BOTH), before=answered(*parts).context)
    assert "Sarah Vaux" in turn.reply.body
    assert "Peggy Murphy" in turn.reply.body


def test_the_other_one_is_the_one_spoken_of_before():
    """As in "remind me, the chair of the other one?"."""
    turn = answered(heard("ask_chair", refers=OTHER), before=spoken_of(HEALTH, POLICY))
    assert "Sarah Vaux" in turn.reply.body


def test_the_other_of_two_people_named_is_not_the_one_answered_of():
    """As in "Is it Sarah Vaux or Sarah Hammond at the health forum?"."""
    people = named("person", "sarah-vaux"), named("person", "sarah-hammond")
    first = heard("ask_chair", *people, named("group", HEALTH), form="yes_no")
    turn = answered(heard("ask_group_of_person", refers=OTHER), before=answered(first).context)
    assert "Rapid Review Group" in turn.reply.body


def test_the_second_of_two_asked_for_in_one_message():
    """As in "what is the second of those for?"."""
    parts = [heard("ask_chair", named("group", one)) for one in (EDUCATION, HEALTH)]
    turn = answered(heard("ask_purpose", ordinal=2), before=answered(*parts).context)
    assert "health voice" in turn.reply.body


def test_it_is_what_a_prepared_answer_was_about():
    """Nobody is named as the chair of a group when "it" is the old board."""
    context = spoken_of(HEALTH)
    board = heard("ask_article", named("predecessor", "kscb"), article="what-was-the-board")
    context = answered(board, before=context).context
    turn = answered(heard("ask_chair", refers=IT), before=context)
    assert turn.reply.outcome == "not_listed"
    assert "Sarah Vaux" not in turn.reply.body


def test_the_first_without_a_list_is_the_first_spoken_of():
    """As in "and who chairs the group that I asked about first?"."""
    context = spoken_of(HEALTH, POLICY, EDUCATION)
    turn = answered(heard("ask_chair", ordinal=1), before=context)
    assert "Sarah Vaux" in turn.reply.body


def test_she_is_whoever_was_taken_for_the_chair_once_that_is_set_right():
    """As in "so what does she do then?" after "No: Peggy Murphy chairs it, not Tina Hughes."."""
    claim = heard(
        "ask_chair", named("person", "tina-hughes"), named("group", EDUCATION), form="yes_no"
    )
    context = answered(claim).context
    then = heard("ask_post", refers=("person",), text="so what does she do then?")
    assert answered(then, before=context).reply.body.startswith("Tina Hughes")
    plain = heard("ask_post", refers=("person",), text="what does she do?")
    assert answered(plain, before=context).reply.body.startswith("Peggy Murphy")


def test_the_chair_of_a_prepared_answer_is_that_of_the_group_it_names():
    """As in "chair?" after how practice reviews are scoped."""
    told = answered(heard("ask_article", article="practice-reviews-explained")).context
    assert "Sarah Hammond" in answered(heard("ask_chair"), before=told).reply.body


def test_whoever_was_spoken_of_does_not_chair_a_group_without_a_chair():
    """As in "and the exploitation one?" after "is she a nurse?" of another group's chair."""
    context = answered(
        heard("ask_post", refers=("person",), form="yes_no"), before=spoken_of(POLICY)
    ).context
    further = heard("ask_about", named("group", "joint-exploitation-group"), bare=True)
    turn = answered(further, before=context)
    assert turn.reply.outcome == "not_listed"
    assert "Tina Hughes" not in turn.reply.body


def test_they_are_the_group_spoken_of_since_anybody_was():
    """As in "what do they cover?" after a group without a chair, and a chair before that."""
    before = answered(heard("ask_chair", named("group", JOINT)), before=spoken_of(POLICY)).context
    asked = heard("ask_topics", refers=("person", "thing"), text="what do they cover")
    assert "Gangs / County Lines" in answered(asked, before=before).reply.body


def test_the_first_group_is_none_of_a_list_of_people():
    """As in "what does the first group do?" after "both from the council?" listed its people."""
    people = heard("ask_people_of_organisation", named("organisation", "kent-county-council"))
    before = answered(people, before=spoken_of(POLICY, EDUCATION)).context
    asked = heard("ask_chair", ordinal=1, text="who chairs the first group again")
    assert "Tina Hughes" in answered(asked, before=before).reply.body


def test_the_one_before_in_a_list():
    """As in "and the one before it?" after the fifth of a list of groups."""
    listed = answered(heard("list_groups")).context
    before = answered(heard("ask_chair", ordinal=5), before=listed).context
    turn = answered(heard("choose", refers=("thing", "previous")), before=before)
    assert turn.reply.outcome == "not_listed"
    assert "Joint Exploitation Group" in turn.reply.body


@pytest.mark.parametrize(
    ("term", "told"),
    [("term-csprp", "National Child Safeguarding Practice Review Panel"), ("term-uasc", "Joint")],
)
def test_it_is_what_an_abbreviation_just_explained_names(term: str, told: str):
    """As in "who chairs that one?" after what CSPRP stands for."""
    before = answered(heard("ask_meaning", named("term", term))).context
    assert told in answered(heard("ask_chair", refers=IT), before=before).reply.body


def test_a_topic_named_beside_an_ordinal_counts_before_it():
    """As in "who chairs the last one, scrutiny?" after a list that ends with another group."""
    joint = answered(heard("list_joint_groups")).context
    asked = heard("ask_chair", named("topic", "scrutiny-of-the-system"), ordinal=-1)
    assert "Sue Chandler" in answered(asked, before=joint).reply.body


def test_it_is_the_group_beside_an_organisation():
    """As in "is the County Council part of it?", which asks of no group that its people chair."""
    claim = heard(
        "ask_members", named("organisation", "kent-county-council"), form="yes_no", refers=IT
    )
    turn = answered(claim, before=spoken_of("district-council-representative-group"))
    assert "District Council Safeguarding Leads" in turn.reply.body


def test_a_group_tells_which_of_two_namesakes_is_meant():
    """As in "what is her job, the rapid review Sarah?"."""
    sarah = named("person", "sarah-vaux", "sarah-hammond", said="sarah", certainty="partial")
    turn = answered(heard("ask_post", named("group", "rapid-review-group"), sarah))
    assert turn.reply.body.startswith("Sarah Hammond is Director")


def test_who_does_it_for_a_group_is_not_whoever_was_spoken_of():
    """As in "and who is it for education?" after another group's chair."""
    hint = named("group", EDUCATION, said="education", certainty="hint")
    asked = heard("ask_post_holder", hint, refers=IT, text="and who is it for education?")
    assert "Peggy Murphy" in answered(asked, before=spoken_of(POLICY)).reply.body


def test_that_one_is_the_only_group_without_a_chair():
    """As in "what does that one do?" after "is any group without a chair?"."""
    listed = answered(heard("list_chairs", text="is any group without a chair?")).context
    turn = answered(heard("ask_topics", refers=IT), before=listed)
    assert "Joint Exploitation Group" in turn.reply.body


def test_which_of_them_asks_of_those_spoken_of():
    """As in "which of them has its terms under review?", where a word hints at another group."""
    parts = [heard("ask_purpose", named("group", one)) for one in (EDUCATION, HEALTH)]
    hint = named("group", "rapid-review-group", said="review", certainty="hint")
    asked = heard("ask_terms", hint, refers=IT, text="which of them has its terms under review?")
    turn = answered(asked, before=answered(*parts).context)
    assert "Health Representative Forum are currently under review" in turn.reply.body
    assert "Rapid Review" not in turn.reply.body


def test_a_group_hinted_at_counts_before_a_body_spoken_of():
    """As in "who chairs the group that scrutinises?" after the Executive Board."""
    before = answered(heard("ask_chair", named("body", "executive-board"))).context
    hint = named("group", "scrutiny-and-challenge-group", said="scrutinises", certainty="hint")
    asked = heard("ask_chair", hint, refers=IT, text="who chairs the group that scrutinises")
    assert "Sue Chandler" in answered(asked, before=before).reply.body


def test_she_is_not_the_one_whom_she_is_likened_to():
    """As in "is she a nurse like the health chair?" after another group's chair."""
    likened = "is she a nurse like the health chair?"
    asked = heard(
        "ask_post", named("group", HEALTH), form="yes_no", refers=("person",), text=likened
    )
    turn = answered(asked, before=spoken_of(POLICY))
    assert turn.reply.body.startswith("No. Tina Hughes")


def test_the_latter_of_a_prepared_answer_is_the_last_group_that_it_names():
    """Groups are listed in the order in which the answer names them."""
    told = answered(heard("ask_article", article="joint-work-with-medway"))
    last = told.context.last_listed[-1]
    names = [pack().groups[id].name for id in told.context.last_listed]
    assert names == sorted(names, key=told.reply.body.index)
    assert len(names) > 1
    turn = answered(heard("ask_chair", ordinal=-1), before=told.context)
    assert pack().groups[last].name in turn.reply.body


def test_the_first_of_two_places_asked_of_one_after_the_other():
    """As in "who's the advisor for the first?" after Dover and Swale."""
    context = answered(heard("ask_area", named("district", "dover"))).context
    context = answered(heard("ask_area", named("district", "swale")), before=context).context
    turn = answered(heard("ask_advisor", ordinal=1), before=context)
    assert "South Kent" in turn.reply.body


def test_the_second_of_several_numbers():
    """As in "when is the second for?" after the telephone lines."""
    context = answered(heard("ask_number")).context
    assert "Out of hours" in answered(heard("choose", ordinal=2), before=context).reply.body


def test_a_few_words_that_fit_no_group_go_on_from_the_prepared_answer():
    """As in "and about what?": nobody is asked which group they mean."""
    context = answered(heard("ask_article", article="area-advisors")).context
    turn = answered(heard("ask_purpose", text="and to do what?"), before=context)
    assert turn.reply.outcome != "asked"
    assert "Area Safeguarding Advisor" in turn.reply.body

"""A claim about people, groups, partners or places gets the Yes or No that the facts decide."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.meaning import Mention, Reading
from tests.support.heard import answered, heard, named

HEALTH, POLICY = "health-representative-forum", "policy-and-procedures-group"
REVIEW, DISTRICTS = "rapid-review-group", "district-council-representative-group"


def body(intent: str, *mentions: Mention, text: str, likely: float = 1.0) -> str:
    """What is answered to a yes/no question, in whose text names are their kinds."""
    part = heard(intent, *mentions, text=text, form="yes_no")
    return answered(replace(part, reading=Reading(intent, likely))).reply.body


@pytest.mark.parametrize("intent", ["ask_members", "ask_personal", "ask_purpose", "ask_post"])
def test_who_leads_a_group_is_decided_whatever_was_heard(intent: str):
    """As in "is Sue in charge of rapid review?", which sounds like much else."""
    mentions = named("person", "sue-chandler"), named("group", REVIEW)
    said = body(intent, *mentions, text="Is she in charge of rapid review?")
    assert said.startswith("No.")
    assert "Sarah Hammond" in said


def test_a_hint_at_a_group_is_enough_beside_a_person():
    """As in "Sarah Vaux leads health?"; without a word for leading it is about something else."""
    mentions = named("person", "sarah-vaux"), named("group", HEALTH, certainty="hint")
    assert body("ask_personal", *mentions, text="Does Ms Vaux lead health?").startswith("Yes.")
    assert not body("ask_members", *mentions, text="Is Ms Vaux in health?").startswith("Yes.")


def test_a_first_name_that_two_share_is_no_wrong_assumption():
    """As in "Is Sarah in charge?": the answer names her, without a Yes or No."""
    either = named("person", "sarah-vaux", "sarah-hammond", said="Sarah", certainty="partial")
    said = body("ask_chair", either, named("group", REVIEW), text="Is Sarah in charge of it?")
    assert said.startswith("The Rapid Review Group is chaired by Sarah Hammond")


def test_a_title_that_the_chair_does_not_have_is_not_confirmed():
    """The council is right and "leader" is not, so there is no bare Yes."""
    council = named("organisation", "maidstone-borough-council")
    mentions = council, named("group", DISTRICTS)
    said = body("ask_chair", *mentions, text="does the leader of ORGANISATION chair GROUP")
    assert said.startswith("The District Council Representative Group is chaired by Alison Broom")
    right = body("ask_chair", *mentions, text="does the executive of ORGANISATION chair GROUP")
    assert right.startswith("Yes.")


@pytest.mark.parametrize(
    ("person", "calling", "word"),
    [
        ("sarah-vaux", "nurse", "Yes."),
        ("sarah-vaux", "midwife", "No."),
        ("tina-hughes", "police officer", "No."),
        ("peggy-murphy", "teacher", "Yes."),
        ("sarah-hammond", "social worker", "Sarah Hammond"),
    ],
)
def test_a_calling_is_decided_by_the_post(person: str, calling: str, word: str):
    """Only callings that a post tells; whether a director is a social worker stays open."""
    said = body("ask_post", named("person", person), text=f"Is that person a {calling}?")
    assert said.startswith(word)


@pytest.mark.parametrize(
    ("group", "text", "word"),
    [
        (POLICY, "Is it for Kent only?", "No."),
        (POLICY, "Just to check, is it joint?", "Yes."),
        (REVIEW, "Is it for Kent alone?", "The sources"),
        (REVIEW, "Is it joint?", "No."),
    ],
)
def test_only_is_the_opposite_of_shared(group: str, text: str, word: str):
    """And where nothing is said of partners, "only" is not confirmed."""
    assert body("ask_partners", named("group", group), text=text).startswith(word)


def test_a_partner_named_beside_a_group_is_no_place():
    """As in "is Medway part of the policy group?", which sounds like asking for an area."""
    mentions = named("neighbour", "medway"), named("group", POLICY)
    said = body("ask_area", *mentions, text="Is Medway in the policy group?", likely=0.4)
    assert said.startswith("Yes.")


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("place-margate", "place-whitstable", "Yes."),
        ("place-margate", "place-deal", "No."),
    ],
)
def test_two_places_are_compared(first: str, second: str, word: str):
    """As in "same advisor for Margate and Deal?"."""
    mentions = named("place", first), named("place", second)
    assert body("ask_advisor", *mentions, text="The same advisor for both?").startswith(word)


def test_a_group_that_there_is_is_confirmed():
    """As in "is there a group for trafficking?"; a topic that a named group covers is its own."""
    topic = named("topic", "trafficking-and-modern-slavery")
    assert body("ask_group_for_topic", topic, text="Is there a group for it?").startswith("Yes.")
    group = named("group", "joint-exploitation-group")
    said = body("ask_about", topic, group, text="So trafficking falls to JEG?", likely=0.3)
    assert said.startswith("Yes.")


def test_rapid_review_is_no_claim_of_a_review():
    """The word stands in the group's name, and its terms are published."""
    part = heard("ask_terms", named("group", REVIEW), text="the rapid review terms?", form="yes_no")
    said = answered(replace(part, plain="the GROUP terms")).reply.body
    assert said.startswith("Yes.")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Does it develop procedures and protocols?", True),
        ("Surely it never develops procedures and protocols?", False),
        ("It only develops procedures and protocols?", False),
        ("Does it develop procedures and uniforms?", False),
    ],
)
def test_what_a_group_does_is_a_yes_only_in_the_words_of_its_source(text: str, *, right: bool):
    """One word more, an "only" or a "never" may turn the question, and then there is no Yes."""
    said = body("ask_practice", named("group", REVIEW), text=text)
    assert said.startswith("Yes.") == right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Are the members the safeguarding leads?", True),
        ("Are the members the safeguarding leads and the councillors?", False),
        ("Are the members the councillors?", False),
    ],
)
def test_who_sits_on_a_group_is_a_yes_where_just_those_are_named(text: str, *, right: bool):
    """Of others the source says nothing, so there is no Yes and no No."""
    said = body("ask_members", named("group", DISTRICTS), text=text)
    assert said.startswith("Yes.") == right
    assert "Safeguarding Leads" in said


@pytest.mark.parametrize("intent", ["person", "ask_article"])
def test_a_neighbour_is_not_covered_however_the_advisors_are_spoken_of(intent: str):
    """As in "would your advisors help a school in Bexley?", which sounds like wanting a person."""
    part = heard(
        intent,
        named("neighbour", "london-boroughs"),
        text="Would your advisors help them?",
        form="yes_no",
        article="medway-not-covered" if intent == "ask_article" else None,
    )
    said = answered(part).reply
    assert said.outcome == "answered"
    assert said.body.startswith("No.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Was it not called something else formerly?", True),
        ("What was the old name?", True),
        ("Which area is it in?", False),
    ],
)
def test_a_former_name_is_told_where_it_is_asked_for(text: str, *, told: bool):
    """A district that has had another name is told with it, if that is what is asked."""
    part = heard("ask_area", named("district", "folkestone-and-hythe"), text=text)
    assert ("Shepway" in answered(part).reply.body) == told

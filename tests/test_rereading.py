"""What is named, and what was spoken of, shows what a part really asks."""

from __future__ import annotations

from dataclasses import replace

from bot.context import Context
from bot.meaning import ARTICLE_INTENT, Reading
from bot.reply import Reply
from tests.support.heard import answered, heard, named

HEALTH, SCRUTINY = "health-representative-forum", "scrutiny-and-challenge-group"
ONLINE, REVIEW = "online-safeguarding-working-group", "rapid-review-group"


def reply(*parts, before: Context | None = None) -> Reply:
    """The reply to a message of these parts."""
    return answered(*parts, before=before).reply


def test_a_wrong_chair_is_corrected_with_what_that_person_chairs():
    """As in "Sarah Vaux ran the Rapid Review Group, correct?"."""
    people = named("person", "sarah-vaux"), named("group", REVIEW)
    said = reply(heard("ask_person", *people, form="yes_no"))
    assert said.body.startswith("No.")
    assert "Sarah Hammond" in said.body
    assert "chairs the Health Representative Forum" in said.body


def test_a_hinted_group_is_the_one_claimed():
    """As in "Sue Chandler chairs health, correct?": never a Yes about the group she does chair."""
    hint = named("group", HEALTH, certainty="hint")
    said = reply(heard("ask_chair", named("person", "sue-chandler"), hint, form="yes_no"))
    assert said.body.startswith("No.")
    assert "Sarah Vaux" in said.body


def test_a_chairs_employer_is_decided():
    """As in "Policy and Procedures is chaired from probation, is that right?"."""
    named_both = (
        named("group", "policy-and-procedures-group"),
        named("organisation", "national-probation-service"),
    )
    said = reply(heard("ask_people_of_organisation", *named_both, form="yes_no"))
    assert said.body.startswith("Yes.")


def test_a_partner_in_a_group_is_decided():
    """As in "does her group work with Medway too?"."""
    context = answered(heard("ask_chair", named("group", ONLINE))).context
    asked = heard(
        "ask_organisation", named("neighbour", "medway"), form="yes_no", refers=("person",)
    )
    said = reply(asked, before=context)
    assert said.body.startswith("Yes.")
    assert "Medway Safeguarding Children Partnership" in said.body


def test_is_she_police_asks_for_no_telephone_line():
    """The person spoken of is told of, not the number of the police."""
    context = answered(heard("ask_chair", named("group", ONLINE))).context
    asked = heard("ask_number", named("contact", "police"), form="yes_no", refers=("person",))
    said = reply(asked, before=context)
    assert "Adult Safeguarding Officer" in said.body
    assert "101" not in said.body


def test_a_further_topic_that_nobody_lists_is_not_listed():
    """As in "and domestic abuse?" after which group deals with gangs."""
    context = answered(heard("ask_group_for_topic", named("topic", "gangs"))).context
    said = reply(heard("gibberish", text="and domestic abuse?", sure=False), before=context)
    assert said.outcome == "not_listed"


def test_a_telephone_number_after_an_address_is_the_persons():
    """As in "or a number perhaps?" after somebody's e-mail address was asked for."""
    context = answered(heard("ask_contact_details", named("person", "tina-hughes"))).context
    said = reply(heard("ask_number", text="or a number perhaps?"), before=context)
    assert said.outcome == "not_listed"
    assert "03000" not in said.body


def test_its_terms_are_those_of_the_group_spoken_of():
    """As in "and is its ToR out?", which the words alone read as a question about all."""
    context = answered(heard("ask_chair", named("group", HEALTH))).context
    part = heard("ask_meaning", named("term", "term-tor"), text="is its tor out", refers=("thing",))
    doubtful = part.__class__(**{**part.__dict__, "others": (Reading("ask_terms", 0.2),)})
    assert "under review" in reply(doubtful, before=context).body


def test_an_unknown_group_has_no_chair():
    """As in "who chairs the Finance Sub-Group?"."""
    unknown = named("group", "", said="Finance Sub-Group", certainty="unknown")
    said = reply(heard("list_chairs", unknown))
    assert said.outcome == "not_listed"
    assert "Sue Chandler" not in said.body


def test_who_does_then_asks_for_the_chair_again():
    """As in "oh, so who does?" after "No: Peggy Murphy chairs it, not Tina Hughes."."""
    education = named("group", "education-representative-group")
    claim = heard("ask_chair", named("person", "tina-hughes"), education, form="yes_no")
    then = heard("ask_members", text="oh, so who does?", sure=False)
    turn = answered(then, before=answered(claim).context)
    assert turn.reply.body.startswith("The Education Representative Group is chaired by Peggy")


def test_who_does_something_to_somebody_is_not_she():
    """As in "who audits her?" after who chairs a group."""
    context = answered(heard("ask_chair", named("group", REVIEW))).context
    asked = heard("ask_person", text="and who audits her?", refers=("person",))
    said = reply(asked, before=context)
    assert said.outcome == "not_listed"
    asked = heard("ask_person", text="and who is she?", refers=("person",))
    assert reply(asked, before=context).outcome == "answered"


def test_a_number_after_somebody_is_theirs():
    """As in "number?" after who chairs a group: of no line for worries."""
    context = answered(heard("ask_chair", named("group", REVIEW))).context
    assert reply(heard("ask_number", text="number?"), before=context).outcome == "not_listed"
    assert reply(heard("ask_number", text="number?")).outcome == "answered"


def test_who_stands_for_a_place_in_a_group_is_no_chair():
    """As in "who speaks for Deal on the district group?", unless they are said to lead it."""
    districts = named("group", "district-council-representative-group")
    of_a_place = districts, named("place", "place-deal")
    asked = heard("ask_chair", *of_a_place, text="who speaks for Deal on the district group?")
    asked = replace(asked, reading=Reading("ask_chair", 0.4))
    assert reply(asked).outcome == "not_listed"
    leads = replace(asked, plain="who leads the GROUP for PLACE")
    assert reply(leads).outcome == "answered"


def test_what_is_its_own_is_no_articles():
    """As in "has it got a site of its own?" right after a group: the Partnership's is only near."""
    context = answered(heard("ask_purpose", named("group", REVIEW))).context
    asked = heard(ARTICLE_INTENT, article="website-moved", text="has it got a site of its own?")
    assert reply(asked, before=context).outcome == "not_listed"
    assert reply(asked).outcome == "answered"

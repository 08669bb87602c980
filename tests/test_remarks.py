"""What short remarks ask after what was told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.context import Context
from bot.meaning import Part
from tests.support.heard import answered, heard, named

EDUCATION, HEALTH = "education-representative-group", "health-representative-forum"
POLICY, RAPID = "policy-and-procedures-group", "rapid-review-group"


def after(*parts: Part) -> Context:
    """The context after these, one message after the other."""
    context = Context()
    for part in parts:
        context = answered(part, before=context).context
    return context


def chair_of(group: str) -> Part:
    """A question who chairs a group."""
    return heard("ask_chair", named("group", group))


def area_of(kind: str, place: str) -> Part:
    """A question which area a place is in."""
    return heard("ask_area", named(kind, place))


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        (heard("person", text="same person?"), ("Sarah Vaux", "Peggy Murphy")),
        (heard("list_chairs", text="who leads each?", refers=("both",)), ("Sarah", "Peggy")),
        (heard("ask_number", text="and the name?"), ("Peggy Murphy",)),
        (heard("ask_members", text="so who does then?", sure=False), ("Peggy Murphy",)),
        (heard("ask_area", text="just for Kent?", sure=False), ("does not", "do not")),
    ],
    ids=lambda value: value.text if isinstance(value, Part) else "",
)
def test_a_remark_goes_on_from_two_chairs(remark: Part, told: tuple[str, ...]):
    """After who chairs health, and who chairs education."""
    reply = answered(remark, before=after(chair_of(HEALTH), chair_of(EDUCATION))).reply.body
    assert any(words in reply for words in told)
    assert remark.intent != "list_chairs" or "Tina Hughes" not in reply


def test_a_group_named_with_who_asks_for_its_chair():
    """As in "rapid review - who?", which asks for no members."""
    remark = heard("ask_members", named("group", RAPID), text="rapid review - who?", bare=True)
    remark = Part(**{**vars(remark), "plain": "GROUP who"})
    assert "Sarah Hammond" in answered(remark).reply.body


def test_two_places_are_compared():
    """As in "are they the same one?" after Deal and Thanet: both areas are told."""
    context = after(area_of("place", "place-deal"), area_of("district", "thanet"))
    reply = answered(heard("choose", text="are they the same one?"), before=context).reply.body
    assert "South Kent" in reply
    assert "East Kent" in reply


def test_the_partnership_of_a_place_elsewhere_is_told():
    """As in "so which partnership do they go to?" after a school in Medway."""
    context = after(area_of("neighbour", "medway"))
    remark = heard("ask_partners", text="so which partnership do they go to?", refers=("person",))
    assert "Medway Safeguarding Children Partnership" in answered(remark, before=context).reply.body


def test_them_is_the_list_just_given():
    """As in "who chairs them?" after which groups are joint: not the chairs of all groups."""
    context = after(heard("list_joint_groups"))
    remark = heard("list_chairs", text="who chairs them?", refers=("person", "thing"))
    reply = answered(remark, before=context).reply.body
    assert "Tina Hughes" in reply
    assert "Peggy Murphy" not in reply


def test_with_a_list_of_all_groups_a_neighbour_asks_which_are_joint_with_it():
    """As in "which have Medway in?"."""
    context = after(heard("list_groups"))
    remark = heard("ask_area", named("neighbour", "medway"), text="which have Medway in?")
    assert "Joint Exploitation Group" in answered(remark, before=context).reply.body


def test_what_an_abbreviation_of_the_last_reply_stands_for():
    """As in "what does that stand for?" after a reply that speaks of the CSPRP."""
    context = after(heard("ask_article", article="national-panel-information"))
    remark = heard("ask_meaning", text="what does that stand for?", refers=("thing",))
    assert "Child Safeguarding Practice Review Panel" in answered(remark, before=context).reply.body


def test_a_place_is_held_against_the_area_told_before():
    """As in "my sister is at Deal, is she the same?", which speaks of no chair."""
    before = after(area_of("district", "folkestone-and-hythe"))
    deal = heard("ask_person", named("district", "dover"), text="Is she the same as us?")
    asked = replace(deal, form="yes_no")
    assert answered(asked, before=before).reply.body.startswith("Yes.")
    elsewhere = replace(asked, mentions=(named("district", "thanet"),))
    assert answered(elsewhere, before=before).reply.body.startswith("No.")


def test_a_topic_added_after_a_group_is_a_claim():
    """As in "radicalisation too?" after what a group is for: no group is looked for once more."""
    before = after(heard("ask_purpose", named("group", "joint-exploitation-group")))
    added = heard(
        "ask_topics",
        named("topic", "radicalisation-and-extremism"),
        text="Radicalisation too?",
        bare=True,
    )
    assert answered(added, before=before).reply.body.startswith("Yes.")


def test_an_employer_denied_is_met_with_the_one_there_is():
    """As in "not the police, then" after a chair, which asks for no telephone line."""
    before = after(chair_of(EDUCATION))
    denied = heard("ask_number", named("contact", "police"), text="Not police then.")
    said = answered(replace(denied, form="statement"), before=before).reply.body
    assert "Five Acre Wood School" in said
    assert "101" not in said


@pytest.mark.parametrize(
    ("told", "text", "said"),
    [
        (heard("ask_area", named("district", "gravesham")), "With?", "Dartford"),
        (heard("ask_person", named("person", "sue-chandler")), "for who?", "Kent County Council"),
        (heard("ask_person", named("person", "paula-mitchell")), "which group?", "Online"),
        (heard("ask_chair", named("group", RAPID)), "about what?", "Practice Review"),
    ],
)
def test_a_fragment_asks_of_what_was_told_last(told: Part, text: str, said: str):
    """A preposition alone asks for what goes with it, of the last thing spoken of."""
    fragment = heard("abuse", text=text, sure=False)
    assert said in answered(fragment, before=after(told)).reply.body


def test_what_was_counted_is_named():
    """As in "kindly name them" after how many groups there are."""
    counted = after(heard("count_groups"))
    named_all = answered(heard("ask_about", text="Kindly name them.", sure=False), before=counted)
    assert "Rapid Review Group" in named_all.reply.body
    assert "Health Representative Forum" in named_all.reply.body

"""What remarks ask that point at an area told of, or at others like a group told of."""

from __future__ import annotations

from bot.meaning import Part
from tests.support.heard import answered, heard, named

DISTRICTS = named(
    "group", "district-council-representative-group", said="districts", certainty="hint"
)


def area_of(kind: str, place: str) -> Part:
    """A question which area a place is in."""
    return heard("ask_area", named(kind, place))


def test_the_districts_of_the_area_told_of():
    """As in "which districts does that one cover?", which asks of no District Council group."""
    asked = heard("ask_topics", DISTRICTS, refers=("thing",), text="which districts does it cover?")
    turn = answered(asked, before=answered(area_of("district", "thanet")).context)
    assert turn.reply.body.startswith("The East Kent area")


def test_no_area_of_ours_is_meant_after_a_neighbour():
    """As in "which partnership do they go to?" after one place of ours and one of Medway's."""
    ours = answered(area_of("district", "maidstone")).context
    medway = answered(area_of("neighbour", "medway"), before=ours).context
    text = "so which partnership do they go to?"
    asked = heard("ask_partners", refers=("person", "thing"), text=text)
    assert "MSCP" in answered(asked, before=medway).reply.body


def test_others_in_the_same_position_as_a_group():
    """As in "any others in the same boat?" after terms that are under review."""
    terms = heard("ask_terms", named("group", "health-representative-forum"))
    asked = heard("more", refers=("thing",), text="any others in the same boat?", form="yes_no")
    turn = answered(asked, before=answered(terms).context)
    assert "Joint Exploitation Group" in turn.reply.body


def test_others_that_are_merely_more_of_the_same_talk():
    """As in "who chairs the others?", which asks nothing of terms under review."""
    terms = heard("ask_terms", named("group", "health-representative-forum"))
    asked = heard("ask_chair", refers=("thing",), text="who chairs the others?")
    turn = answered(asked, before=answered(terms).context)
    assert "currently under review" not in turn.reply.body


def test_the_rest_of_the_area_told_of():
    """As in "so what else is in mum's area?", which asks for no list of all areas."""
    asked = heard("list_areas", text="so what else is in mum's area", sure=False)
    turn = answered(asked, before=answered(area_of("district", "dover")).context)
    assert turn.reply.body.startswith("The South Kent area")


def test_what_two_groups_differ_in_is_what_each_is_for():
    """As in "what is the difference between the two?" after who chairs both."""
    groups = ("online-safeguarding-working-group", "joint-exploitation-group")
    told = answered(*(heard("ask_chair", named("group", one)) for one in groups)).context
    text = "what is the difference between the two in their work?"
    turn = answered(heard("ask_post", refers=("person", "thing", "both"), text=text), before=told)
    assert "oversees multi-agency activity" in turn.reply.body


def test_the_group_of_somebody_spoken_of():
    """As in "what group is hers again?", which sounds like having something repeated."""
    told = answered(heard("ask_person", named("person", "tina-hughes"))).context
    asked = heard("repeat", refers=("person",), text="what group is hers again", sure=False)
    assert "Policy and Procedures Group" in answered(asked, before=told).reply.body


def test_somebody_from_the_council_of_a_place():
    """As in "who's the Maidstone lady?", which asks for no area."""
    asked = heard("ask_members", named("district", "maidstone"), text="who's the Maidstone lady")
    assert "Alison Broom" in answered(asked).reply.body
    area = heard("ask_area", named("district", "maidstone"), text="a lady in Maidstone asks")
    assert "West Kent" in answered(area).reply.body

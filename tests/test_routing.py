"""Every enquiry has an owner, for a reason that can be shown, or is told whom to ask instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge import Knowledge
from bot.records import Advisor, Area, District, Neighbour, Place
from bot.routing import (
    Absence,
    Colleague,
    OutOfCounty,
    Reason,
    Routed,
    School,
    Staffing,
    WhichDistrict,
    route,
    stand_in,
)
from tests.support.small_knowledge import SMALL

TODAY = date(2026, 11, 23)
PACK: Knowledge = replace(
    SMALL,
    areas={
        "west": Area(
            "west", "West Fens", "page", advisor=Advisor("West's", "w@x"), districts=("sedge",)
        ),
        "east": Area(
            "east", "East Fens", "page", advisor=Advisor("East's", "e@x"), districts=("reed",)
        ),
    },
    districts={
        "sedge": District("sedge", "Sedge", "page"),
        "reed": District("reed", "Reed & Rill", "page"),
    },
    places={
        "sedgeham": Place("sedgeham", "Sedgeham", "page", districts=("sedge",)),
        "border": Place("border", "Border End", "page", districts=("sedge", "reed")),
    },
    neighbours={
        "moor": Neighbour("moor", "Moorshire", "page", covered_by="Ask Moorshire's partnership.")
    },
)
ASH = Colleague(1, "Ash", "ash@x", "west")
REED = Colleague(2, "Reed", "reed@x", "east")
DUTY = Colleague(3, "Fenn", "fenn@x")
TEAM = Staffing((ASH, REED, DUTY), duty=(3,))


def away(staffing: Staffing, *pairs: tuple[int, int | None]) -> Staffing:
    """The staffing with people away today, each with a cover or none."""
    absences = tuple(Absence(who, TODAY, TODAY, cover) for who, cover in pairs)
    return replace(staffing, absences=absences)


def routed(where: str | School | None, staffing: Staffing = TEAM) -> Routed:
    """The route, where it must be to somebody."""
    found = route(PACK, where, staffing, TODAY)
    assert isinstance(found, Routed)
    return found


def school(district: str, authority: str = "Fenshire") -> School:
    """A school of the register."""
    return School(1, "Sedgeham Primary", "FS1 1AA", district, authority)


def test_a_place_goes_to_its_area_s_advisor_with_the_reason() -> None:
    """Place, district and area are named, for both sides to see."""
    found = routed("sedgeham")
    assert (found.owner.id, found.area, found.district) == (1, "west", "sedge")
    assert found.reason == Reason("area", place="Sedgeham", district="Sedge", area="West Fens")


def test_districts_areas_and_schools_route_too() -> None:
    """Whatever the person said."""
    assert routed("reed").owner.id == 2
    assert routed("east").owner.id == 2
    found = routed(school("Reed and Rill"))
    assert (found.owner.id, found.reason.school) == (2, "Sedgeham Primary")


def test_a_place_in_two_districts_is_asked_about() -> None:
    """Nothing is queued on a guess."""
    found = route(PACK, "border", TEAM, TODAY)
    assert isinstance(found, WhichDistrict)
    assert [district.id for district in found.districts] == ["sedge", "reed"]


def test_out_of_county_is_told_whom_to_ask() -> None:
    """Neighbours by name, schools by their authority, known to the pack or not."""
    asked = "Ask Moorshire's partnership."
    assert route(PACK, "moor", TEAM, TODAY) == OutOfCounty("Moorshire", asked)
    assert route(PACK, school("Any", "Moorshire"), TEAM, TODAY) == OutOfCounty("Moorshire", asked)
    assert route(PACK, school("Any", "Farshire"), TEAM, TODAY) == OutOfCounty("Farshire")


@pytest.mark.parametrize("where", [None, "gone-from-the-pack", "front-door", school("Unheard of")])
def test_what_fits_nothing_goes_to_the_duty_queue(where: str | School | None) -> None:
    """Never without an owner."""
    found = routed(where)
    assert (found.owner.id, found.reason.because, found.area) == (3, "duty", None)


def test_absence_is_covered() -> None:
    """The cover answers, or the cover's cover, and the reason says for whom."""
    found = routed("sedgeham", away(TEAM, (1, 2)))
    assert (found.owner.id, found.reason.because, found.reason.absent) == (2, "cover", "Ash")
    found = routed("sedgeham", away(TEAM, (1, 2), (2, 3)))
    assert (found.owner.id, found.area) == (3, "west")


def test_without_cover_the_duty_queue_takes_it() -> None:
    """Also where two cover each other and both are away."""
    assert routed("sedgeham", away(TEAM, (1, None))).reason.because == "duty"
    found = routed("sedgeham", away(TEAM, (1, 2), (2, 1)))
    assert (found.owner.id, found.reason.because) == (3, "duty")


def test_a_colleague_of_the_same_area_comes_before_a_cover() -> None:
    """The area knows its schools."""
    second = Colleague(4, "Rush", "rush@x", "west")
    team = away(replace(TEAM, colleagues=(*TEAM.colleagues, second)), (1, 2))
    assert routed("sedgeham", team).owner.id == 4


def test_an_area_without_an_account_goes_to_the_duty_queue() -> None:
    """As the page of the duty queue promises; without anybody on duty, to the area's address."""
    alone = Staffing((REED, DUTY), duty=(3,))
    found = routed("sedgeham", alone)
    assert (found.owner.id, found.reason.because, found.area) == (3, "duty", "west")
    for nobody in (replace(alone, duty=()), away(alone, (3, None))):
        found = routed("sedgeham", nobody)
        assert (found.owner.email, found.reason.because) == ("w@x", "area")


def test_without_accounts_the_pack_s_default_address_answers() -> None:
    """A deployment works before its first account is made."""
    assert routed("sedgeham", Staffing()).owner.email == "w@x"
    assert routed(None, Staffing()).owner.email == "w@x"


def test_days_of_absence_count_to_the_last() -> None:
    """From the first day on, and not the day after."""
    absence = Absence(1, TODAY, TODAY + timedelta(days=2), 2)
    team = replace(TEAM, absences=(absence,))
    ids = []
    for offset in (-1, 0, 2, 3):
        colleague = stand_in(1, team, TODAY + timedelta(days=offset))
        assert colleague
        ids.append(colleague.id)
    assert ids == [1, 2, 2, 1]


@given(
    st.sampled_from([None, "sedgeham", "sedge", "east", "moor", "border", "nothing"]),
    st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(1, 4))),
    st.lists(st.integers(1, 4), max_size=3),
)
def test_nothing_is_ever_without_an_owner(
    where: str | None, absent: list[tuple[int, int | None]], duty: list[int]
) -> None:
    """Whoever is away, and whatever the duty queue holds."""
    found = route(PACK, where, away(replace(TEAM, duty=tuple(duty)), *absent), TODAY)
    assert isinstance(found, (WhichDistrict, OutOfCounty)) or found.owner.email

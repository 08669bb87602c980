"""From a place, a district or a school to the advisor who answers, with the reason as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.knowledge import Knowledge
from bot.records import Area, District, Neighbour, Place
from bot.text import key_of

Because = Literal["area", "cover", "duty"]


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account on the desk; `area` is the id of the area that they answer."""

    id: int
    name: str
    email: str
    area: str | None = None


@dataclass(frozen=True)
class Absence:
    """That a colleague is away from `first` to `last`, both included, and who covers."""

    colleague: int
    first: date
    last: date
    cover: int | None = None


@dataclass(frozen=True)
class Staffing:
    """Who works on the desk, who is away, and who takes what fits nobody, best first."""

    colleagues: tuple[Colleague, ...] = ()
    absences: tuple[Absence, ...] = ()
    duty: tuple[int, ...] = ()

    def find(self, account: int) -> Colleague | None:
        """The colleague with this account's id, or None where the account has gone."""
        return next((one for one in self.colleagues if one.id == account), None)


@dataclass(frozen=True)
class School:
    """A school of the register; `district` and `authority` are names as the register has them."""

    urn: int
    name: str
    postcode: str
    district: str
    authority: str


@dataclass(frozen=True)
class Owner:
    """Who answers; `id` is None where the pack's default address does, without an account."""

    id: int | None
    name: str
    email: str


@dataclass(frozen=True)
class Reason:
    """Why an enquiry goes where it goes, as names that both sides can be shown.

    `because` is "area" (the area's advisor), "cover" (for `absent`, who is away) or "duty"
    (nothing fitted, or nobody of the area is there).
    """

    because: Because
    place: str | None = None
    school: str | None = None
    district: str | None = None
    area: str | None = None
    absent: str | None = None


@dataclass(frozen=True)
class Routed:
    """The enquiry has an owner; `area` and `district` are ids, None in the duty queue."""

    owner: Owner
    reason: Reason
    area: str | None = None
    district: str | None = None


@dataclass(frozen=True)
class WhichDistrict:
    """The place lies in several districts: ask which one; nothing is queued yet."""

    districts: tuple[District, ...]


@dataclass(frozen=True)
class OutOfCounty:
    """Another authority's: nothing is queued, and `covered_by` says whom to ask.

    Both are None for a school of an authority that the pack does not know.
    """

    authority: str
    covered_by: str | None = None


Route = Routed | WhichDistrict | OutOfCounty


@dataclass(frozen=True)
class _Spot:
    """Where an enquiry belongs, as far as it is known, with the names that led there."""

    district: District | None = None
    area: Area | None = None
    place: str | None = None
    school: str | None = None


def route(
    knowledge: Knowledge, where: str | School | None, staffing: Staffing, today: date
) -> Route:
    """Who answers an enquiry from there on that day.

    `where` is the id of a place, district, area or neighbour, a school, or None (and so is an
    id that the pack does not hold any more): the duty queue takes what nothing fits.
    """
    if isinstance(where, School):
        return _route_school(knowledge, where, staffing, today)
    record = knowledge.find(where) if where and knowledge.holds(where) else None
    if isinstance(record, Neighbour):
        return OutOfCounty(record.name, record.covered_by)
    if isinstance(record, Place) and len(record.districts) > 1:
        return WhichDistrict(tuple(knowledge.districts[one] for one in record.districts))
    if isinstance(record, Place):
        district = knowledge.districts[record.districts[0]]
        return _routed(knowledge, _in_district(knowledge, district, record.name), staffing, today)
    if isinstance(record, District):
        return _routed(knowledge, _in_district(knowledge, record), staffing, today)
    spot = _Spot(area=record if isinstance(record, Area) else None)
    return _routed(knowledge, spot, staffing, today)


def stand_in(account: int, staffing: Staffing, today: date) -> Colleague | None:
    """Who acts for a colleague on that day: the colleague, or the cover, or the cover's cover.

    None where all of them are away, or where the account has gone.
    """
    seen: set[int] = set()
    current: int | None = account
    while current is not None and current not in seen:
        seen.add(current)
        away = _absence(current, staffing, today)
        if away is None:
            return staffing.find(current)
        current = away.cover
    return None


def _route_school(knowledge: Knowledge, school: School, staffing: Staffing, today: date) -> Route:
    if key_of(school.authority) != key_of(knowledge.county):
        neighbour = _neighbour(knowledge, school)
        return OutOfCounty(school.authority, neighbour.covered_by if neighbour else None)
    key = key_of(school.district)
    for district in knowledge.districts.values():
        names = (district.name, *district.aliases, *(former.name for former in district.former))
        if any(key_of(name) == key for name in names):
            spot = _in_district(knowledge, district, school=school.name)
            return _routed(knowledge, spot, staffing, today)
    return _routed(knowledge, _Spot(school=school.name), staffing, today)


def _neighbour(knowledge: Knowledge, school: School) -> Neighbour | None:
    keys = {key_of(school.authority), key_of(school.district)}
    for neighbour in knowledge.neighbours.values():
        if any(key_of(name) in keys for name in (neighbour.name, *neighbour.aliases)):
            return neighbour
    return None


def _in_district(
    knowledge: Knowledge, district: District, place: str | None = None, school: str | None = None
) -> _Spot:
    return _Spot(district, knowledge.area_of(district), place, school)


def _routed(knowledge: Knowledge, spot: _Spot, staffing: Staffing, today: date) -> Routed:
    owner, because, absent = _owner(knowledge, spot.area, staffing, today)
    reason = Reason(
        because,
        place=spot.place,
        school=spot.school,
        district=spot.district.name if spot.district else None,
        area=spot.area.name if spot.area else None,
        absent=absent,
    )
    district = spot.district.id if spot.district else None
    return Routed(owner, reason, spot.area.id if spot.area else None, district)


def _owner(
    knowledge: Knowledge, area: Area | None, staffing: Staffing, today: date
) -> tuple[Owner, Because, str | None]:
    """The owner, why, and the name of whom a cover stands in for."""
    of_area = [one for one in staffing.colleagues if area and one.area == area.id]
    for one in of_area:
        if _absence(one.id, staffing, today) is None:
            return _as_owner(one), "area", None
    for one in of_area:
        if cover := stand_in(one.id, staffing, today):
            return _as_owner(cover), "cover", one.name
    if duty := _on_duty(staffing, today):
        return _as_owner(duty), "duty", None
    # Never nobody: the pack's default address, the area's own where no account stands for it.
    default = _default_owner(area or next(iter(knowledge.areas.values())))
    return default, "area" if area and not of_area else "duty", None


def _on_duty(staffing: Staffing, today: date) -> Colleague | None:
    """The first of the duty queue who is there, or is covered."""
    found = (stand_in(account, staffing, today) for account in staffing.duty)
    return next((one for one in found if one), None)


def _default_owner(area: Area) -> Owner:
    return Owner(None, area.advisor.title, area.advisor.email)


def _as_owner(colleague: Colleague) -> Owner:
    return Owner(colleague.id, colleague.name, colleague.email)


def _absence(account: int, staffing: Staffing, today: date) -> Absence | None:
    for absence in staffing.absences:
        if absence.colleague == account and absence.first <= today <= absence.last:
            return absence
    return None

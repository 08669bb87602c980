"""Where a setting is: places and schools read from a message, and those that are asked about."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answers.scope import Scope
from bot.enquiry_book import FoundSchool
from bot.enquiry_draft import Draft, Spot, is_elsewhere
from bot.enquiry_heard import Heard, Wrong
from bot.enquiry_phrases import folded, holds
from bot.enquiry_words import FormWords
from bot.meaning import Mention
from bot.records import Area, District, Neighbour, Place, Record
from bot.routing import Routed, WhichDistrict
from bot.text import fold, key_of, words_of

_LONGEST_PLACE = 300
_MOST_OPTIONS = 5
_MOST_MISSES = 2
# Royal Mail's form, the second half of which may be missing; both halves have a digit.
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?(?:\s*\d[A-Z]{2})?\b", re.IGNORECASE)


def read_place(heard: Heard, draft: Draft, scope: Scope) -> Draft | Wrong:
    """Where it is: a sure school, a place of the pack, or what to ask back."""
    for found in heard.schools:
        if found.is_sure:
            return located(_as_spot(found), draft, scope)
    firm = heard.mentions("exact", "partial") or heard.mentions("hint")
    named = _spots(firm, scope)
    if len(named) == 1 or _in_one_district(named, scope):
        return located(named[-1], draft, scope)
    if named:
        return Wrong("which_place", options=named[:_MOST_OPTIONS])
    if by_name := _by_name(heard.text, scope):
        return located(by_name, draft, scope)
    return _resembling(heard, scope) or _unknown(heard, draft, scope)


def is_place(text: str, scope: Scope) -> bool:
    """Whether a text is the very name of a place that is known."""
    return _by_name(text, scope) is not None


def _by_name(text: str, scope: Scope) -> Spot | None:
    """The one place of this name; the linker leaves one alone that is an everyday word too."""
    knowledge = scope.knowledge
    county = {key_of(one) for one in _county_words(scope)}
    place, _, behind = text.rpartition(",")
    key = key_of(place if key_of(behind) in county else text)
    tables = (knowledge.places, knowledge.districts, knowledge.areas, knowledge.neighbours)
    found = [
        record
        for table in tables
        for record in table.values()
        if key in {key_of(name) for name in _names_of(record)}
    ]
    if len(found) != 1:
        return None
    said = text.strip() if isinstance(found[0], Neighbour) else found[0].name
    return Spot(said, found[0].id)


def _names_of(record: Record) -> tuple[str, ...]:
    return (record.name, *record.aliases, *getattr(record, "towns", ()))


def spots_in(heard: Heard, scope: Scope) -> tuple[Spot, ...]:
    """The places that a message names for sure, or might."""
    return _spots(heard.mentions("exact", "partial"), scope)[:_MOST_OPTIONS]


def _resembling(heard: Heard, scope: Scope) -> Wrong | None:
    """Which place or school was meant, where one is spelt nearly so or several have the name."""
    near = _spots(heard.mentions("near"), scope)
    if near and (heard.is_bare or not heard.schools):
        return Wrong("did_you_mean", {"said": heard.text.strip()}, near[:_MOST_OPTIONS])
    schools = tuple(_as_spot(found) for found in heard.schools)
    return Wrong("which_school", options=schools[:_MOST_OPTIONS]) if schools else None


def _unknown(heard: Heard, draft: Draft, scope: Scope) -> Draft | Wrong:
    """Said twice and not known: the duty queue takes it, and nobody is kept waiting here."""
    if draft.options:
        return Wrong("which_place", options=draft.options)
    said, county = heard.text.strip()[:_LONGEST_PLACE], scope.knowledge.county
    if "@" in said or not any(letter.isalpha() for letter in said):
        return Wrong("place_unclear")
    if holds(said, {folded(one) for one in _county_words(scope)}):
        return parts_of_county(scope)
    if fold(said) == fold(draft.held) or draft.misses >= _MOST_MISSES:
        return taken_as_said(replace(draft, held=said))
    if postcode := _POSTCODE.search(said):
        return Wrong("postcode", {"postcode": postcode[0].upper()})
    kept = replace(draft, held=said)
    values = {"said": said, "county": county}
    return Wrong("unknown_place", values, kept=kept, buttons=("yes", "no"))


def is_county(text: str, scope: Scope) -> bool:
    """Whether a text names the whole county and nothing else."""
    return key_of(text) in {key_of(one) for one in _county_words(scope)}


def _county_words(scope: Scope) -> tuple[str, ...]:
    return (scope.knowledge.county, *scope.knowledge.county_words)


def parts_of_county(scope: Scope) -> Wrong:
    """Which area is meant, of who names the whole county."""
    areas = tuple(Spot(area.name, area.id) for area in scope.knowledge.areas.values())
    return Wrong("which_part", {"county": scope.knowledge.county}, areas)


def is_postcode(text: str) -> bool:
    """Whether a text is a postcode, or the first half of one, and nothing else."""
    return _POSTCODE.fullmatch(text.strip()) is not None


def taken_as_said(draft: Draft) -> Draft:
    """With the place that nobody knows, as it was said: whoever is on duty finds out."""
    return draft.settled(spot=Spot(draft.held))


def _spots(mentions: Sequence[Mention], scope: Scope) -> tuple[Spot, ...]:
    """The spots that mentions may mean; "Boughton in Swale" means only those in Swale."""
    ids = [one for mention in mentions for one in mention.candidates if scope.knowledge.holds(one)]
    records = [scope.knowledge.find(one) for one in dict.fromkeys(ids)]
    districts = {record.id for record in records if isinstance(record, District)}
    towns = [record for record in records if isinstance(record, Place)]
    inside = [town for town in towns if districts.intersection(town.districts)]
    if towns:
        return tuple(_town(town, districts, scope) for town in inside or towns)
    said = {mention.id: mention.said for mention in mentions if mention.kind == "neighbour"}
    kept = [one for one in records if districts.isdisjoint(_districts_of(one))]
    return tuple(Spot(said.get(record.id, record.name), record.id) for record in kept)


def _in_one_district(spots: Sequence[Spot], scope: Scope) -> bool:
    """Whether it makes no difference which of the places is meant."""
    routes = [spot.route(scope.knowledge, scope.today) for spot in spots]
    districts = {one.district if isinstance(one, Routed) else None for one in routes}
    return len(districts) == 1 and None not in districts


def _districts_of(record: Record) -> tuple[str, ...]:
    """The ids of the districts of an area; none for anything else."""
    return record.districts if isinstance(record, Area) else ()


def _town(town: Place, districts: Collection[str], scope: Scope) -> Spot:
    """A town, or the one of its districts that was said with it."""
    own = [one for one in town.districts if one in districts]
    if len(town.districts) > 1 and own:
        return Spot(f"{town.name}, {scope.knowledge.districts[own[0]].name}", own[0])
    return Spot(town.name, town.id)


def _as_spot(found: FoundSchool) -> Spot:
    school = found.school
    where = [one for one in (school.name, school.district, school.postcode) if one]
    return Spot(", ".join(where), school=school)


def _by_words(text: str, options: Sequence[Spot]) -> Spot | None:
    """The one option that has all the words of a message."""
    said = {word.form for word in words_of(text)}
    meant = [one for one in options if said and said <= {word.form for word in words_of(one.said)}]
    return meant[0] if len(meant) == 1 else None


def chosen(heard: Heard, draft: Draft, words: FormWords) -> Spot | None:
    """The one of the spots asked about that the message picks, or None."""
    said = fold(heard.text).strip(" .!")
    options = draft.options
    for option in options:
        if fold(option.said) == said:
            return option
    if len(options) == 1 and words.agrees(heard.text):
        return options[0]
    ordinal = heard.ordinal
    if ordinal is not None and ordinal <= len(options) and len(words_of(heard.text)) <= 4:
        return options[ordinal - 1] if ordinal > 0 else options[-1]
    mentions = heard.mentions("exact", "partial", "hint")
    named = {one for mention in mentions for one in mention.candidates}
    meant = [option for option in options if option.id in named]
    return meant[0] if len(meant) == 1 else _by_words(heard.text, options)


def located(spot: Spot, draft: Draft, scope: Scope) -> Draft | Wrong:
    """The draft with this spot, unless it is another authority's or lies in two districts."""
    elsewhere = is_elsewhere(spot, scope.knowledge, scope.today)
    if elsewhere:
        frame = "out_of_county" if elsewhere.covered_by else "out_of_county_unknown"
        names = {"place": spot.said, "county": scope.knowledge.county}
        return Wrong(
            frame,
            {**names, "covered_by": elsewhere.covered_by or "", "authority": elsewhere.authority},
        )
    found = spot.route(scope.knowledge, scope.today)
    if isinstance(found, WhichDistrict):
        options = tuple(Spot(f"{spot.said}, {one.name}", one.id) for one in found.districts)
        return Wrong("which_district", {"place": spot.said}, options)
    return draft.settled(spot=spot)

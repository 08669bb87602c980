"""Questions about places: district, area and advisor of a town; what is not covered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.areas import all_areas, area_facts, area_values, counts
from bot.answers.scope import Answer, Question, Scope, joined
from bot.answers.wanted import asks_for_a_former_name
from bot.context import Pending
from bot.meaning import Mention
from bot.records import Area, District, Place, Record
from bot.reply import Outcome
from bot.text import fold

_COVERAGE = frozenset({"ask_area", "ask_advisor", "inform_place", "outside_area"})
_PLACES = ("place", "district", "neighbour")
_PAIR = 2
_IN_EACH = re.compile(
    r"\b(?:(?:in|for|per) each|each (?:one|area|have|has)|altogether|in all|in total|all the"
    r"|add up)\b",
    re.IGNORECASE,
)
_TOGETHER = frozenset({"same", "one", "together", "both", "share", "with"})
_APART = frozenset({"different", "differ", "differs", "change", "changes", "apart", "separate"})


def area(question: Question, scope: Scope) -> Answer:
    """Which district and area a place is in, and who advises there."""
    places = _places_meant(question, scope)
    if not places:
        areas = question.of_kind("area")
        if areas:
            return joined([area_facts(scope.knowledge.areas[m.id], scope) for m in areas])
        return _ask_where(question, scope)
    if _compares(question, places):
        return _compared(question, places, scope)
    if question.is_yes_no and places[0].kind == "place":
        # "Is Whitstable in Canterbury?" is about the town; the district is what is claimed.
        places = tuple(mention for mention in places if mention.kind != "district")
    return joined([_place(question, mention, scope) for mention in places])


def _compared(question: Question, places: Sequence[Mention], scope: Scope) -> Answer:
    """Whether two places share an area, and where each of them is."""
    told = replace(question, part=replace(question.part, form="wh"))
    found = joined([_place(told, mention, scope) for mention in places])
    if any(len({*_areas_of(mention.id, scope)}) > 1 for mention in places):
        return found
    apart = bool(_APART & {*question.part.plain.split()})
    lead = scope.say("yes" if _in_one_area(places, scope) != apart else "no")
    return replace(found, text=f"{lead} {found.text}")


def _compares(question: Question, places: Sequence[Mention]) -> bool:
    """As in "Is Deal with Dover?" and "are they different?": whether two places go together."""
    clear = [mention for mention in places if mention.kind != "neighbour" and not mention.others]
    together = (_TOGETHER | _APART) & {*question.part.plain.split()}
    return question.is_yes_no and bool(together) and len(clear) == len(places) == _PAIR


def _in_one_area(places: Sequence[Mention], scope: Scope) -> bool:
    """Whether two places share an area."""
    first, second = ({*_areas_of(mention.id, scope)} for mention in places)
    return bool(first & second)


def _areas_of(id: str, scope: Scope) -> list[str]:
    knowledge = scope.knowledge
    place = knowledge.places.get(id)
    districts = place.districts if place else (id,)
    return [knowledge.area_of(knowledge.districts[one]).id for one in districts]


def elsewhere(question: Question, scope: Scope) -> Answer:
    """That a matter is another area's, and whom to ask there."""
    named = question.of_kind("neighbour")[0]
    return replace(_neighbour(question, named, scope), outcome="outside")


def advisor(question: Question, scope: Scope) -> Answer:
    """Who the advisor is, for a place or area said before or now; else asks where."""
    return area(question, scope)


def here(question: Question, scope: Scope) -> Answer:
    """For "I'm in Dover": the area and advisor, remembered for later."""
    return replace(area(question, scope), aspect="ask_area")


def _places_meant(question: Question, scope: Scope) -> tuple[Mention, ...]:
    named = question.of_kind(*_PLACES)
    if named or (question.of_kind("area") and not _doubts(question, scope)):
        return named
    if _says_unknown_place(question):
        return ()
    before = scope.context.spoken_of("place")
    knowledge = scope.knowledge
    return tuple(
        Mention(knowledge.kind_of(id), id, knowledge.find(id).name, 0, 0)
        for id in before
        if knowledge.holds(id)
    )


def _doubts(question: Question, scope: Scope) -> bool:
    """Whether an area is held against what was said of a place ("I'd have thought West Kent")."""
    told = scope.context.latest in {"place", "area"} and bool(scope.context.spoken_of("place"))
    return told and question.part.form != "wh" and bool(question.of_kind("area"))


def _says_unknown_place(question: Question) -> bool:
    return any(m.certainty == "unknown" and m.kind == "place" for m in question.part.mentions)


def _ask_where(question: Question, scope: Scope) -> Answer:
    frame = "unknown_place" if _says_unknown_place(question) else "which_place"
    pending = Pending(question.intent, "place")
    return Answer(scope.say(frame), "asked", pending=pending, asking="place")


def _place(question: Question, mention: Mention, scope: Scope) -> Answer:
    knowledge = scope.knowledge
    if mention.kind == "neighbour":
        return _neighbour(question, mention, scope)
    if mention.others:
        return _which_of_these(question, mention, scope)
    record = knowledge.find(mention.id)
    if isinstance(record, District):
        text = _claim(question, [record], scope) + _district(question, record, mention, scope)
        return _answer(text, record, (knowledge.area_of(record),))
    if not isinstance(record, Place):
        return area_facts(knowledge.areas[mention.id], scope)
    return _town(question, record, mention, scope)


def _town(question: Question, place: Place, mention: Mention, scope: Scope) -> Answer:
    knowledge = scope.knowledge
    districts = [knowledge.districts[id] for id in place.districts]
    areas = list(dict.fromkeys(knowledge.area_of(district) for district in districts))
    if len(areas) > 1:
        return _in_two_areas(question, place, districts, scope)
    names = scope.listing([district.name for district in districts])
    text = scope.say(
        "place_area" if len(districts) == 1 else "place_area_districts",
        place=place.name,
        district=names,
        **area_values(areas[0], scope),
    )
    text = _claim(question, districts, scope) + _former(question, mention, place, scope) + text
    return _answer(text, place, tuple(areas))


def _in_two_areas(
    question: Question, place: Place, districts: Sequence[District], scope: Scope
) -> Answer:
    sentences = [
        scope.say(
            "district_area",
            district=district.name,
            **area_values(scope.knowledge.area_of(district), scope),
        )
        for district in districts
    ]
    names = scope.listing([district.name for district in districts])
    text = scope.say("place_in_two", place=place.name, districts=names) + " " + " ".join(sentences)
    ids = tuple(district.id for district in districts)
    return Answer(
        text,
        "asked",
        sources=(place.source,),
        choices=tuple(scope.choice(district) for district in districts),
        pending=Pending(question.intent, "place", ids),
        asking="place",
        listed=ids,
    )


def _which_of_these(question: Question, mention: Mention, scope: Scope) -> Answer:
    ids = tuple(id for id in mention.candidates if scope.knowledge.holds(id))
    records = [scope.knowledge.find(id) for id in ids]
    names = [_told_apart(record, scope) for record in records]
    text = scope.say("which_place_of", names=scope.listing(names))
    return Answer(
        text,
        "asked",
        choices=tuple(scope.choice(record) for record in records),
        pending=Pending(question.intent, "place", ids),
        asking="place",
    )


def _told_apart(record: Record, scope: Scope) -> str:
    """A place with the district that tells it from its namesakes."""
    if not isinstance(record, Place):
        return record.name
    districts = scope.names(record.districts)
    return scope.say("place_with_district", place=record.name, district=districts)


def _neighbour(question: Question, mention: Mention, scope: Scope) -> Answer:
    neighbour = scope.knowledge.neighbours[mention.id]
    coverage = question.is_yes_no and question.intent in _COVERAGE
    lead = scope.say("no") + " " if coverage else ""
    # Only what the pack knows is said back: a slip of a town may be somebody's name.
    town = mention.certainty == "exact" and fold(mention.said) != fold(neighbour.name)
    frame = "neighbour_town" if town else "neighbour"
    text = scope.say(
        frame, place=mention.said, name=neighbour.name, covered_by=neighbour.covered_by
    )
    about = {"place": (neighbour.id,)}
    outcome: Outcome = "answered" if coverage or neighbour.partnership else "outside"
    return Answer(lead + text, outcome, sources=(neighbour.source,), about=about)


def _district(question: Question, district: District, mention: Mention, scope: Scope) -> str:
    values = area_values(scope.knowledge.area_of(district), scope)
    told = scope.say("district_area", district=district.name, **values)
    return _former(question, mention, district, scope) + told


def _former(question: Question, mention: Mention, record: District | Place, scope: Scope) -> str:
    """That the name said is a former one, or what the former one was, if that is asked."""
    for former in record.former:
        if fold(former.name) == fold(mention.said) or asks_for_a_former_name(question):
            year = former.until.year if former.until else former.until_year
            frame = "former_name_until" if year else "former_name"
            return scope.say(frame, former=former.name, name=record.name, year=year) + " "
    return ""


def _claim(question: Question, districts: Sequence[District], scope: Scope) -> str:
    """Yes or No where the question says which area or district the place is in."""
    if not question.is_yes_no and not _doubts(question, scope):
        return ""
    areas = {m.id for m in question.of_kind("area")}
    pair = len(question.of_kind("place", "district")) == _PAIR
    if "same" in question.part.plain.split() and not areas and not pair:
        # "Is Dover the same area?" as the one spoken of.
        areas = {*scope.context.spoken_of("area")}
    claimed = {m.id for m in question.of_kind("district")}
    if len(areas) > 1 or question.part.form == "choice":
        # "Is it East or West Kent?" wants the one, no Yes or No.
        return ""
    if areas:
        right = any(scope.knowledge.area_of(district).id in areas for district in districts)
    elif len(claimed) == 1 and question.of_kind("place"):
        right = any(district.id in claimed for district in districts)
    else:
        return ""
    return scope.say("yes" if right else "no") + " "


def _answer(text: str, record: Place | District, areas: tuple[Area, ...]) -> Answer:
    sources = (record.source, *(one.source for one in areas))
    about = {"area": tuple(one.id for one in areas), "place": (record.id,)}
    return Answer(text, sources=sources, about=about)


def districts(question: Question, scope: Scope) -> Answer:
    """The districts of an area, or of every area."""
    if _doubts(question, scope) or question.of_kind(*_PLACES):
        return area(question, scope)
    named = [m.id for m in question.of_kind("area") if m.id in scope.knowledge.areas]
    of_all = _IN_EACH.search(question.part.text) is not None
    before = scope.context.spoken_of("area") if question.part.refers and not of_all else ()
    if not named and not before:
        return all_areas(question, scope)
    areas = scope.knowledge.areas
    counted = counts(question)
    told = [id for id in named or before if id in areas]
    return joined([area_facts(areas[id], scope, counted=counted) for id in told])

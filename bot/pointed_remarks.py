"""What a remark asks that points at something told of: an area's districts, others like it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answers.scope import Scope
from bot.meaning import ARTICLE_INTENT, Part
from bot.pointing import PERSON_ASPECTS, both, organisations_of_places

_DISTRICTS = re.compile(r"\bdistricts?\b", re.IGNORECASE)
_HOW_MANY_DISTRICTS = re.compile(
    r"\b(?:how many|number of) (?:(?:different|local|district|borough|and) ){0,3}"
    r"(?:districts?|councils?|boroughs?)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\b(?:else|others?|rest)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:woman|lady|man|gentleman|person|chap|bloke)\b", re.IGNORECASE)
_OTHER_GROUPS = re.compile(
    r"\b(?:any|which|what|are there|is there)\W(?:\w+ ){0,2}?others?\b(?! (?:area|district|place))",
    re.IGNORECASE,
)
_GROUP_OF_HERS = re.compile(r"\b(?:which|what) (?:group|grp|forum)\b.*\b(?:hers|his|she|he)\b")
_DIFFER = re.compile(r"\b(?:differ|difference|differences|different)\b", re.IGNORECASE)
_ALIKE = re.compile(r"\b(?:same|that|this|like (?:it|that|this)|such an?)\b", re.IGNORECASE)
_CLEARLY = 0.9
_QUITE_SURE = 0.75
_RATHER = 0.15
_HARDLY_ANY_WORDS = 3
_OTHERS = re.compile(r"\b(?:others?|else)\b", re.IGNORECASE)
_HER_GROUP = re.compile(
    r"\b(?:how|what|why)\b.*\b(?:her|his|their|its) (?:group|forum|grp|committee)\b", re.IGNORECASE
)
_OF_ALL = {
    "ask_terms": "list_terms_review",
    "list_terms_review": "list_terms_review",
    "ask_chair": "list_chairs",
    "list_chairs": "list_chairs",
    "ask_partners": "list_joint_groups",
    "list_joint_groups": "list_joint_groups",
}
"""What was asked of one group → what asks it of all."""


def speaks_of_an_area(scope: Scope) -> bool:
    """Whether a place or area of ours was spoken of last, which a neighbour's is not."""
    context = scope.context
    (place, *_) = context.spoken_of("place") or ("",)
    ours = context.latest == "area" or place not in scope.knowledge.neighbours
    return context.latest in {"place", "area"} and ours and bool(context.spoken_of("area"))


def _asks_for_its_districts(part: Part, scope: Scope) -> bool:
    """As in "which districts does that one cover?" after an area: of that, not of a group."""
    points = {"thing", "place", "other"} & {*part.refers}
    hinted = all(mention.certainty == "hint" for mention in part.mentions)
    said = _DISTRICTS.search(part.text) is not None and part.form == "wh" and bool(points)
    rest = part.intent == "list_areas" and _ELSE.search(part.text) is not None
    return (said or rest) and hinted and speaks_of_an_area(scope)


def _counts_districts(part: Part, scope: Scope) -> bool:
    """As in "how many councils are in each of the areas?", which sounds like much else."""
    counts = _HOW_MANY_DISTRICTS.search(part.text) is not None
    ours = bool(part.of_kind("area")) or scope.context.latest in {"place", "area", "article", None}
    return counts and ours and not part.of_kind("group", "person", "place", "district")


def _asks_who_is_from_a_place(part: Part, scope: Scope) -> bool:
    """As in "who's the Maidstone lady?": of whoever works for the council of that name."""
    of_a_place = part.intent not in {
        "ask_area",
        "ask_advisor",
        "inform_place",
        "ask_contact_details",
    }
    somebody = of_a_place and _SOMEBODY.search(part.text) is not None and part.form == "wh"
    return somebody and bool(organisations_of_places(part, scope))


def _asks_of_all(intent: str) -> Callable[[Part, Scope], bool]:
    """Whether "any others in the same boat?" after one group asks this question of all groups."""

    def applies(part: Part, scope: Scope) -> bool:
        others = _OTHER_GROUPS.search(part.text) is not None
        alike = others and _ALIKE.search(part.text) is not None
        of_a_group = bool(scope.context.spoken_of("group")) and not part.mentions
        return alike and of_a_group and _OF_ALL.get(_last_asked(scope) or "") == intent

    return applies


def _asks_for_a_persons_group(part: Part, scope: Scope) -> bool:
    """As in "what group is hers again?", which sounds like having something repeated."""
    doubtful = not part.sure or part.intent in {"repeat", "choose"}
    hers = doubtful and _GROUP_OF_HERS.search(part.plain) is not None
    return hers and not part.mentions and bool(scope.context.spoken_of("person"))


def _asks_how_both_differ(part: Part, scope: Scope) -> bool:
    """As in "what is the difference between the two?" after two groups: what each is for."""
    differ = part.intent in PERSON_ASPECTS and _DIFFER.search(part.text) is not None
    pair = both(part, scope.context) if "both" in part.refers else ()
    return differ and bool(pair) and all(id in scope.knowledge.groups for id in pair)


def _last_asked(scope: Scope) -> str | None:
    """What was asked of a group last; a prepared answer about terms goes on from terms."""
    context = scope.context
    told = next(iter(context.spoken_of("article")), "")
    about = scope.knowledge.articles[told].after if told in scope.knowledge.articles else ()
    behind = [f"ask_{aspect}" for aspect in about if context.latest == "article"]
    return next(iter(behind), context.last_aspect)


def asks_what_her_group_does(part: Part, scope: Scope) -> bool:
    """As in "how does her group keep them honest?": of the group, whoever chairs it."""
    of_it = _HER_GROUP.search(part.text) is not None and bool(scope.context.spoken_of("group"))
    return of_it and part.intent in {"ask_personal", "ask_person"} and not part.mentions


def of_one_groups_terms(part: Part, scope: Scope) -> bool:
    """Whether "is its ToR out?" asks for the terms of a group, not what terms there are."""
    of_one = len(part.of_kind("group")) == 1
    named = part.intent == "list_terms_review" and of_one
    few = part.bare or len(part.text.split()) <= _HARDLY_ANY_WORDS
    few = few and part.reading.confidence < _CLEARLY
    pointed = {"thing", "both"} & {*part.refers} or part.ordinal is not None or few
    of_it = any(one.intent == "ask_terms" and one.confidence >= _RATHER for one in part.others)
    pointed = pointed or (of_it and scope.context.latest in {"group", "person"})
    spoken = bool(pointed) and bool(scope.context.spoken_of("group"))
    readings = (part.reading, *part.others[:3])
    of_terms = any(one.intent in {"ask_terms", "list_terms_review"} for one in readings)
    doubtful = part.intent in {"ask_meaning", "list_terms_review", ARTICLE_INTENT}
    doubtful = doubtful and not _OTHERS.search(part.text)
    unclear = spoken or (of_one and part.reading.confidence < _QUITE_SURE)
    return named or (unclear and of_terms and doubtful and bool(part.of_kind("term")))


POINTED: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_asks_for_its_districts, "list_districts"),
    (_counts_districts, "list_districts"),
    (_asks_who_is_from_a_place, "ask_people_of_organisation"),
    (_asks_for_a_persons_group, "ask_group_of_person"),
    (_asks_how_both_differ, "ask_purpose"),
    *((_asks_of_all(intent), intent) for intent in sorted({*_OF_ALL.values()})),
)
"""When a remark points at what was told of, and what it then asks; the first that applies."""

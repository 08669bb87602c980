"""What a short remark asks after what was told: "same person?", "who then?", "just for Kent?"."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answers.scope import Scope
from bot.meaning import Part
from bot.pointing import PERSON_ASPECTS, both, just_listed
from bot.text import fold, words_of

_FEW_WORDS = 5
_WHO_THEN = re.compile(
    r"(?:(?:oh|ok|okay|so|and|but|well|then)\W+)*who(?: does| is it| chairs it)?(?: then)?\W*$",
    re.IGNORECASE,
)
_NAME = frozenset({"name", "names"})
_BESIDE_A_NAME = frozenset(
    {
        "the",
        "and",
        "a",
        "her",
        "his",
        "their",
        "s",
        "whats",
        "what",
        "is",
        "then",
        "again",
        "please",
    }
)
_ALONE = frozenset({"just", "only", "solely", "purely", "alone", "merely"})


def _words(part: Part) -> set[str]:
    return {word.form for word in words_of(part.text)}


def says_same(part: Part) -> bool:
    """Whether a part asks if two are the same ("are they the same one?")."""
    return not part.mentions and "same" in _words(part)


def _asks_of_each(part: Part, scope: Scope) -> bool:
    """As in "who's in charge of each?" after two groups: of those, not of all there are."""
    pair = both(part, scope.context) if "both" in part.refers else just_listed(part, scope)
    of_groups = bool(pair) and all(id in scope.knowledge.groups for id in pair)
    return part.intent == "list_chairs" and of_groups and not part.mentions


def _compares_chairs(part: Part, scope: Scope) -> bool:
    """As in "same person?" after the chairs of two groups."""
    return _compares(part, scope, "person", "group")


def _compares_areas(part: Part, scope: Scope) -> bool:
    """As in "are they the same one?" after the areas of two places."""
    return _compares(part, scope, "area", "place")


def _asks_whether_it_shares_the_area(part: Part, scope: Scope) -> bool:
    """As in "my daughter is at Dover, so is she the same as me?" after the area of a place."""
    place = part.of_kind("place", "district", "neighbour")
    told = scope.context.latest in {"place", "area"} and bool(scope.context.spoken_of("area"))
    same = "same" in _words(part) and not part.of_kind("group", "person", "area")
    return bool(place) and told and same


def _compares(part: Part, scope: Scope, *kinds: str) -> bool:
    few = len(part.text.split()) <= _FEW_WORDS and not part.mentions
    of_these = scope.context.latest in kinds and len(both(part, scope.context)) > 1
    return few and of_these and says_same(part)


def _asks_who_then(part: Part, scope: Scope) -> bool:
    """As in "oh, so who does?" after somebody was taken for the chair."""
    context = scope.context
    of_a_chair = context.last_aspect == "ask_chair" and bool(context.spoken_of("group"))
    return of_a_chair and not part.mentions and _WHO_THEN.match(part.text) is not None


def _asks_who_of_a_group(part: Part, _scope: Scope) -> bool:
    """As in "rapid review - who": of a group, who chairs it."""
    asks = "who" in part.plain.split() and part.intent in {"ask_members", "ask_about"}
    return asks and part.bare and len(part.of_kind("group")) == 1 and part.plain.endswith("who")


def _asks_for_the_name(part: Part, scope: Scope) -> bool:
    """As in "and the name?" after a group or somebody's post: who it is."""
    words = _words(part)
    of_somebody = scope.context.latest in {"group", "person"}
    of_somebody = of_somebody and bool(scope.context.spoken_of("group"))
    return of_somebody and bool(words & _NAME) and words <= _NAME | _BESIDE_A_NAME


def asks_whether_ours_alone(part: Part, scope: Scope) -> bool:
    """As in "just for Kent?" after a group: whether it is a joint one."""
    said, since = _words(part), scope.context.since
    ours = any(fold(word) in said for word in scope.knowledge.county_words)
    told = scope.context.latest == "article" and since.get("group") == since.get("article")
    of_a_group = told or scope.context.latest in {"group", "person", "topic"}
    few = len(said) <= _FEW_WORDS and not part.of_kind("place", "district", "group")
    return few and ours and of_a_group and bool(said & _ALONE)


def _asks_for_the_other_partnership(part: Part, scope: Scope) -> bool:
    """As in "so which partnership do they go to?" after a place that we do not cover."""
    place = next(iter(scope.context.spoken_of("place")), "")
    beyond = scope.context.latest == "place" and place in scope.knowledge.neighbours
    said = {*part.plain.split()}
    of_it = "partnership" in said or part.intent in {"ask_partners", "ask_source"}
    of_it = of_it or {"who", "ask"} <= said
    return beyond and of_it and not part.mentions and bool(part.refers)


def _asks_which_of_the_groups(part: Part, scope: Scope) -> bool:
    """As in "which have Medway in?" after a list of groups: which are joint with it."""
    context = scope.context
    just_listed = context.since.get("listed") == context.turn - 1
    of_groups = just_listed and context.last_listed[0] in scope.knowledge.groups
    neighbours = [scope.knowledge.neighbours[m.id] for m in part.of_kind("neighbour")]
    partners = bool(neighbours) and all(one.partnership for one in neighbours)
    return of_groups and partners and part.form == "wh" and part.intent == "ask_area"


def _asks_which_of_them_chairs(part: Part, _scope: Scope) -> bool:
    """As in "is it Ann Lee or Sue Ray for health?": which of the two chairs that group."""
    either = len({m.id for m in part.of_kind("person")}) > 1 and " or " in part.text
    return either and part.intent in PERSON_ASPECTS and bool(part.hints_of("group"))


REMARKS: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_asks_of_each, "ask_chair"),
    (_compares_chairs, "ask_chair"),
    (_compares_areas, "ask_area"),
    (_asks_whether_it_shares_the_area, "ask_area"),
    (_asks_who_then, "ask_chair"),
    (_asks_who_of_a_group, "ask_chair"),
    (_asks_for_the_name, "ask_chair"),
    (_asks_for_the_other_partnership, "ask_area"),
    (_asks_which_of_the_groups, "list_joint_groups"),
    (_asks_which_of_them_chairs, "ask_chair"),
)
"""When a remark goes on from what was told, and what it then asks; the first that applies."""

"""What a remark asks that points at something told of: an area's districts, others like it."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answers.scope import Scope
from bot.meaning import Part

_DISTRICTS = re.compile(r"\bdistricts?\b", re.IGNORECASE)
_OTHER_GROUPS = re.compile(
    r"\b(?:any|which|what|are there|is there)\W(?:\w+ ){0,2}?(?:others?|else)\b", re.IGNORECASE
)
_ALIKE = re.compile(r"\b(?:same|that|this|like (?:it|that|this)|such an?)\b", re.IGNORECASE)
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
    said = _DISTRICTS.search(part.text) is not None and part.form == "wh"
    return bool(points) and hinted and said and speaks_of_an_area(scope)


def _asks_of_all(intent: str) -> Callable[[Part, Scope], bool]:
    """Whether "any others in the same boat?" after one group asks this question of all groups."""

    def applies(part: Part, scope: Scope) -> bool:
        others = _OTHER_GROUPS.search(part.text) is not None
        alike = others and _ALIKE.search(part.text) is not None
        of_a_group = bool(scope.context.spoken_of("group")) and not part.mentions
        return alike and of_a_group and _OF_ALL.get(_last_asked(scope) or "") == intent

    return applies


def _last_asked(scope: Scope) -> str | None:
    """What was asked of a group last; a prepared answer about terms goes on from terms."""
    context = scope.context
    told = next(iter(context.spoken_of("article")), "")
    about = scope.knowledge.articles[told].after if told in scope.knowledge.articles else ()
    behind = [f"ask_{aspect}" for aspect in about if context.latest == "article"]
    return next(iter(behind), context.last_aspect)


POINTED: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_asks_for_its_districts, "list_districts"),
    *((_asks_of_all(intent), intent) for intent in sorted({*_OF_ALL.values()})),
)
"""When a remark points at what was told of, and what it then asks; the first that applies."""

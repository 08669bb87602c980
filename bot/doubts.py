"""What somebody holds against the reply just given: "so not East Kent?", "I was told it was Sue".

Such a remark names another answer to the same question, and wants a Yes or No to it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Question, Scope
from bot.knowledge import Knowledge
from bot.meaning import Mention, Part, Reading
from bot.pointing import concludes

_DENIES = re.compile(r"\bnot(?: \w+)?\s*$")
_BELIEVES = re.compile(
    r"\b(?:thought|told|believed?|heard|understood|understand|assumed?|gather|reckon\w*|sure"
    r"|(?:say|said|says|had) (?:it|that|you|.+ down)|surely|right|correct|yes|yeah|no"
    r"|isn['’]?t (?:it|that)|wasn['’]?t it)\b",
    re.IGNORECASE,
)
"""Words with which somebody tells what they took for true."""
_ASKS = re.compile(r"\b(?:who|whom|whose|which|what|where|when|why|how)\b", re.IGNORECASE)
_FEW_BESIDE = 8
_ELSE = ("group", "post", "organisation", "topic", "term", "body")


def doubted(part: Part, scope: Scope) -> Question | None:
    """As in "so not East Kent?" of a place, or "not Sue?" of a chair: asks for a Yes or No."""
    part = _naming_its_area(part, scope)
    asks = part.text.rstrip().endswith("?") or concludes(part)
    if not ((part.intent == "correct" and asks) or _believes(part, scope)):
        return None
    context = scope.context
    of_a_place = context.latest in {"place", "area"} and bool(context.spoken_of("place"))
    elsewhere = held_against(part, scope) if of_a_place else None
    if elsewhere is not None:
        part, intent = elsewhere, "ask_area"
    elif part.of_kind("area") and context.spoken_of("place"):
        intent = "ask_area"
    elif part.of_kind("person") and context.last_aspect == "ask_chair":
        intent = "ask_chair"
    else:
        return None
    return Question(replace(part, reading=Reading(intent, 1.0), form="yes_no", sure=True), intent)


def _naming_its_area(part: Part, scope: Scope) -> Part:
    """As in "East, surely?" after the area of a place, where one word names another area."""
    told = scope.context.latest in {"place", "area"} and _BELIEVES.search(part.text) is not None
    hints = part.hints_of("area")
    if not told or len(part.mentions) != 1 or len(hints) != 1 or hints[0].others:
        return part
    return replace(part, mentions=(replace(hints[0], certainty="exact"),))


def _believes(part: Part, scope: Scope) -> bool:
    """Whether a part gives, in few words, another answer to what was asked just now."""
    just_told = scope.context.since.get("aspect") == scope.context.turn - 1
    another = part.of_kind("person") if scope.context.last_aspect == "ask_chair" else ()
    if scope.context.latest in {"place", "area"}:
        another = part.of_kind("area")
    beside = len(part.text.split()) - sum(len(m.said.split()) for m in another)
    alone = bool(another) and not part.of_kind(*_ELSE) and beside <= _FEW_BESIDE
    asks_outright = part.form == "wh" and _ASKS.search(part.text) is not None
    return just_told and alone and not asks_outright and _BELIEVES.search(part.text) is not None


def held_against(part: Part, scope: Scope) -> Part | None:
    """The part as one about the place spoken of ("so not the Ashford lot?", "not ours then")."""
    knowledge = scope.knowledge
    (place, *others) = scope.context.spoken_of("place")
    named = [m for m in part.mentions if m.kind in {"place", "district", "neighbour"}]
    denied = [m for m in named if _DENIES.search(part.text.lower().split(m.said.lower())[0])]
    if others or len(named) > 1 or len(denied) != len(named) or not knowledge.holds(place):
        return None
    if denied and (denied[0].id == place or place in knowledge.neighbours):
        return None
    spoken = Mention(knowledge.kind_of(place), place, knowledge.find(place).name, 0, 0)
    areas = [
        knowledge.area_of(knowledge.districts[id])
        for m in denied
        for id in districts_of(m.id, knowledge)
    ]
    claimed = tuple(Mention("area", area.id, area.name, 0, 0) for area in areas)
    return None if part.of_kind("area") else replace(part, mentions=(spoken, *claimed))


def districts_of(id: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The districts in which a place lies; a district lies in itself."""
    place = knowledge.places.get(id)
    return place.districts if place else ((id,) if id in knowledge.districts else ())

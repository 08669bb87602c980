"""Moves of a dialogue: what a short remark means after what has been said.

"And the health one?", "the second one", "no, I meant education", "yes": each becomes a
question of its own before it is answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.scope import Question, Scope
from bot.context import Pending, at_place
from bot.knowledge import Knowledge
from bot.meaning import Mention, Part, Reading
from bot.pointing import (
    PERSON_ASPECTS,
    beside,
    concludes,
    other,
    pointed_into,
    with_referent,
)
from bot.remarks import says_same
from bot.rereading import adds_a_topic, claims_a_post, reread

_PLACES = ("place", "district", "neighbour", "area")
GROUP_ASPECTS = frozenset(
    {"ask_chair", "ask_purpose", "ask_members", "ask_partners", "ask_terms", "ask_topics"}
)
_PLACE_ASPECTS = frozenset({"ask_area", "ask_advisor", "inform_place", "list_districts"})
_ABOUT_A_THING = frozenset(
    {"ask_contact_details", "ask_meetings", "ask_history", "ask_join", "ask_deputy", "ask_money"}
)
_WORTH_WEIGHING = 0.2
_DENIES = re.compile(r"\bnot(?: \w+)?\s*$")
_REMARKS = frozenset(
    {"choose", "correct", "ask_about", "deny", "affirm", "preamble", "inform_place"}
)


def resolved(part: Part, scope: Scope) -> Question:
    """The question that a part asks, given the conversation so far."""
    pending = scope.context.pending
    if pending:
        filled = _filling(part, pending, scope)
        if filled:
            return filled
    picks = part.ordinal is not None or part.intent in {"choose", "affirm"}
    picks = picks and not says_same(part)
    if picks or {"other", "next", "previous"} & {*part.refers}:
        chosen = _chosen(part, scope)
        if chosen:
            return chosen
    doubted = _doubted(part, scope)
    if doubted:
        return doubted
    corrects = part.intent in {"correct", "choose"} and not claims_a_post(part)
    carries = (part.bare and not adds_a_topic(part, scope)) or corrects
    if part.mentions and carries:
        carried = _carried_on(part, scope)
        if carried:
            return carried
    if part.intent == "choose" and not scope.context.last_listed:
        part = _without_choosing(part)
    of_it = part.intent in GROUP_ASPECTS and bool(scope.context.spoken_of("group"))
    if part.bare and not of_it and (not part.sure or _only_names(part)):
        return _about(part)
    part = reread(part, scope)
    return Question(with_referent(part, scope), part.intent)


def _doubted(part: Part, scope: Scope) -> Question | None:
    """As in "so not East Kent?" of a place, or "not Sue?" of a chair: asks for a Yes or No."""
    asks = part.text.rstrip().endswith("?") or concludes(part)
    if part.intent != "correct" or not asks:
        return None
    context = scope.context
    of_a_place = context.latest in {"place", "area"} and bool(context.spoken_of("place"))
    elsewhere = _held_against(part, scope) if of_a_place else None
    if elsewhere is not None:
        part, intent = elsewhere, "ask_area"
    elif part.of_kind("area") and context.spoken_of("place"):
        intent = "ask_area"
    elif part.of_kind("person") and context.last_aspect == "ask_chair":
        intent = "ask_chair"
    else:
        return None
    return Question(replace(part, reading=Reading(intent, 1.0), form="yes_no", sure=True), intent)


def _held_against(part: Part, scope: Scope) -> Part | None:
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
        for id in _districts(m.id, knowledge)
    ]
    claimed = tuple(Mention("area", area.id, area.name, 0, 0) for area in areas)
    return None if part.of_kind("area") else replace(part, mentions=(spoken, *claimed))


def _without_choosing(part: Part) -> Part:
    """The part as what else it may ask, where there is no list to choose from."""
    asking = (one for one in part.others if one.intent.startswith(("ask_", "list_")))
    reading = next((one for one in asking if one.confidence >= _WORTH_WEIGHING), part.reading)
    return replace(part, reading=reading)


def _only_names(part: Part) -> bool:
    """Whether a part is nothing but a name; "Evening." only hints at a telephone line."""
    names = [m.said for m in part.mentions if m.kind != "contact" or m.certainty != "hint"]
    return part.text.strip(" ?.!") in names


def _about(part: Part) -> Question:
    """A part that only names something asks what there is to know of it."""
    reading = Reading("ask_about", 1.0)
    return Question(replace(part, reading=reading, sure=True), "ask_about")


def _filling(part: Part, pending: Pending, scope: Scope) -> Question | None:
    """The waiting question, filled by what this part names, picks or confirms."""
    if pending.intent == "person":
        agreed = part.intent == "affirm" and not part.mentions
        return Question(part, "person") if agreed else None
    remark = part.bare or part.intent in _REMARKS or not part.sure
    named = [m for m in part.mentions if m.id and _fits(m, pending)]
    if named and remark:
        best = next((m for m in named if m.id in pending.options), None)
        near = _option_near(named[0], pending.options, scope)
        if best is None and near:
            return _question(part, pending, scope.knowledge.kind_of(near), near, "")
        best = best or named[0]
        return _question(part, pending, best.kind, best.id, best.said)
    if not remark:
        return None
    picked = at_place(pending.options, part.ordinal)
    if picked is None and part.intent == "affirm" and len(pending.options) == 1:
        picked = pending.options[0]
    if picked is None:
        picked = _by_words(part, pending.options, scope)
    if picked is None or not scope.knowledge.holds(picked):
        return None
    return _question(part, pending, scope.knowledge.kind_of(picked), picked, "")


def _option_near(mention: Mention, options: Sequence[str], scope: Scope) -> str | None:
    """The one option that lies in the district of the place named ("the one by Sittingbourne")."""
    knowledge = scope.knowledge
    around = set(_districts(mention.id, knowledge))
    near = [id for id in options if around & set(_districts(id, knowledge))]
    return near[0] if len(near) == 1 else None


def _districts(id: str, knowledge: Knowledge) -> tuple[str, ...]:
    place = knowledge.places.get(id)
    return place.districts if place else ((id,) if id in knowledge.districts else ())


def _question(part: Part, pending: Pending, kind: str, id: str, said: str) -> Question:
    mention = Mention(kind, id, said, 0, 0)
    reading = Reading(pending.intent, 1.0, pending.article)
    filled = replace(part, reading=reading, mentions=(mention,), form="wh", sure=True, ordinal=None)
    return Question(filled, pending.intent)


def _fits(mention: Mention, pending: Pending) -> bool:
    if pending.kind == "place":
        return mention.kind in _PLACES
    if pending.options and any(id in pending.options for id in mention.candidates):
        return True
    return mention.kind == pending.kind and not mention.others


def _by_words(part: Part, options: Sequence[str], scope: Scope) -> str | None:
    """The one option of whose name the part says some word that no other option has."""
    said = set(part.text.lower().replace("?", " ").replace(".", " ").split())
    own = {
        id: set(scope.knowledge.find(id).name.lower().split())
        for id in options
        if scope.knowledge.holds(id)
    }
    common = [
        id
        for id, words in own.items()
        if said & (words - set().union(*(other for key, other in own.items() if key != id)))
    ]
    return common[0] if len(common) == 1 else None


def _chosen(part: Part, scope: Scope) -> Question | None:
    """As in "The second one", "the other one": a record of the last list."""
    if any(mention.certainty != "hint" for mention in part.mentions):
        return None
    listed = pointed_into(part, scope)
    id = at_place(listed, part.ordinal)
    if id is None and {"next", "previous"} & {*part.refers}:
        id = beside(part, scope.context)
    if id is None and (part.intent == "choose" or "other" in part.refers):
        id = other(part, scope.context) or _by_words(part, listed, scope)
    if id is None or not scope.knowledge.holds(id):
        return None
    kind = scope.knowledge.kind_of(id)
    mention = Mention(kind, id, "", 0, 0)
    intent = _aspect_for(part, kind, scope)
    filled = replace(part, mentions=(mention,), form="wh", sure=True, ordinal=None)
    return Question(replace(filled, reading=Reading(intent, 1.0)), intent)


def _aspect_for(part: Part, kind: str, scope: Scope) -> str:
    """What is asked of a record picked from a list: said now, or asked before."""
    for reading in (part.reading, *part.others):
        # "The last one's chair" after a list asks for no earlier chair, nor does "the one before".
        of_last = (
            part.ordinal == -1 or "previous" in part.refers
        ) and reading.intent == "ask_history"
        if reading.confidence >= _WORTH_WEIGHING and _suits(reading.intent, kind) and not of_last:
            return reading.intent
    aspect = scope.context.last_aspect
    return aspect if aspect and _suits(aspect, kind) else "ask_about"


def _carried_on(part: Part, scope: Scope) -> Question | None:
    """The last question asked again about what is named now."""
    aspect = scope.context.last_aspect
    named: Sequence[Mention] = [m for m in part.mentions if m.certainty != "hint"] or part.mentions
    named = _for_groups(named, aspect, scope)
    if not aspect or not _suits(aspect, named[-1].kind):
        if part.intent == "correct" and named:
            return Question(replace(part, reading=Reading("ask_about", 1.0)), "ask_about")
        return _about_the_hinted(part, named[-1], scope)
    if part.intent == "correct":
        named = _not_refused(part, named)[:1]
    firm = tuple(replace(m, certainty="exact") if m.certainty == "hint" else m for m in named)
    names_only = part.form == "statement" and part.intent != "correct"
    form = "wh" if names_only else part.form
    carried = replace(part, mentions=firm, reading=Reading(aspect, 1.0), sure=True, form=form)
    return Question(carried, aspect)


def _for_groups(named: Sequence[Mention], aspect: str | None, scope: Scope) -> Sequence[Mention]:
    """What is named, a topic by the group that deals with it where its chair or so was asked for.

    As in "and exploitation?" after "who chairs the online group?" and "is she a nurse?".
    """
    if not aspect or _suits(aspect, "topic") or not _suits(aspect, "group"):
        return named
    topics = scope.knowledge.topics
    groups = {m.id: topics[m.id].groups[:1] for m in named if m.kind == "topic" and m.id in topics}
    return [
        replace(m, kind="group", id=groups[m.id][0], others=()) if groups.get(m.id) else m
        for m in named
    ]


def _about_the_hinted(part: Part, hint: Mention, scope: Scope) -> Question | None:
    """As in "and districts?" after other groups: about the group at which the word hints."""
    among_groups = scope.context.latest in {"group", "person"} and part.ordinal is None
    if hint.kind != "group" or hint.certainty != "hint" or hint.others or not among_groups:
        return None
    return _about(replace(part, mentions=(replace(hint, certainty="exact"),)))


def _not_refused(part: Part, named: Sequence[Mention]) -> Sequence[Mention]:
    """Without what is named after a "not" ("I meant Tonbridge, not Edenbridge")."""
    text = part.text.lower()
    kept = [m for m in named if f"not {m.said.lower()}" not in text]
    return kept or named


def _suits(aspect: str, kind: str) -> bool:
    """Whether a question of this aspect can be asked of a record of this kind."""
    return kind in _KINDS_OF_ASPECT.get(aspect, frozenset())


_KINDS_OF_ASPECT: dict[str, frozenset[str]] = {
    **dict.fromkeys(GROUP_ASPECTS, frozenset({"group", "topic"})),
    **dict.fromkeys(PERSON_ASPECTS, frozenset({"person", "post", "group"})),
    **dict.fromkeys(_PLACE_ASPECTS, frozenset(_PLACES)),
    **dict.fromkeys(_ABOUT_A_THING, frozenset({"group", "person"})),
    "ask_person": frozenset({"person", "post"}),
    "ask_group_for_topic": frozenset({"topic"}),
    "ask_number": frozenset({"contact"}),
    "ask_meaning": frozenset({"term", "topic"}),
    "ask_people_of_organisation": frozenset({"organisation"}),
}
"""Aspect → the kinds of record of which it can be asked."""

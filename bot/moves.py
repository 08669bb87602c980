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
from bot.doubts import districts_of, doubted
from bot.lines import line_asked
from bot.meaning import Mention, Part, Reading
from bot.pointing import (
    PERSON_ASPECTS,
    beside,
    other,
    pointed_into,
    told_of,
    wants_somebody,
    with_referent,
)
from bot.reactions import reaction
from bot.records import Person
from bot.remarks import says_same
from bot.rereading import adds_a_topic, claims_a_post, reread
from bot.text import EMPTY_WORDS, words_of
from bot.told_articles import of_what_was_told

_PLACES = ("place", "district", "neighbour", "area")
GROUP_ASPECTS = frozenset(
    {"ask_chair", "ask_purpose", "ask_members", "ask_partners", "ask_terms", "ask_topics"}
)
_PLACE_ASPECTS = frozenset({"ask_area", "ask_advisor", "inform_place", "list_districts"})
_ABOUT_A_THING = frozenset(
    {"ask_contact_details", "ask_meetings", "ask_history", "ask_join", "ask_deputy", "ask_money"}
)
_WORTH_WEIGHING = 0.2
_FEW_WORDS = 5
_HERE = re.compile(
    r"(?:(?:hi|hello|hey|morning|evening)\W+)?(?:a |the )?(?:[\w'’-]+ ){1,4}here\W*", re.IGNORECASE
)
_CONTENT = re.compile(
    r"\b(?:that|this|it)(?:['’]?s| is) (?:fine|ok|okay|alright|all right|enough)\b"
    r"|\bi['’]?ll do (?:that|so|it)\b|\bfair enough\b",
    re.IGNORECASE,
)
"""What is said by whoever is content with an answer, and wants nobody asked."""
_REMARKS = frozenset(
    {"choose", "correct", "ask_about", "deny", "affirm", "preamble", "inform_place"}
)


def resolved(part: Part, scope: Scope) -> Question:
    """The question that a part asks, given the conversation so far."""
    for move in (reaction, _filling, line_asked, of_what_was_told, _picking, doubted, _carrying_on):
        moved = move(part, scope)
        if moved:
            return moved
    if _introduces(part):
        return Question(part, "preamble")
    if part.intent == "choose" and not scope.context.last_listed:
        part = _without_choosing(part)
    of_it = part.intent in GROUP_ASPECTS and bool(scope.context.spoken_of("group"))
    if part.bare and not of_it and (not part.sure or _only_names(part)):
        return _about(part)
    part = reread(part, scope)
    return Question(with_referent(part, scope), part.intent)


def _picking(part: Part, scope: Scope) -> Question | None:
    """As in "the second one" or "the other": what is picked of what was told."""
    picks = part.ordinal is not None or part.intent in {"choose", "affirm"}
    picks = picks and not says_same(part) and not wants_somebody(part)
    pointed = bool({"other", "next", "previous"} & {*part.refers})
    if _is_another_matter(part):
        return None
    return _chosen(part, scope) if picks or pointed else None


def _carrying_on(part: Part, scope: Scope) -> Question | None:
    """As in "and the health one?" or "no, I meant education": the question asked before of this."""
    corrects = part.intent in {"correct", "choose"} and not claims_a_post(part)
    carries = (part.bare and not adds_a_topic(part, scope)) or corrects
    return _carried_on(part, scope) if part.mentions and carries else None


def _without_choosing(part: Part) -> Part:
    """The part as what else it may ask, where there is no list to choose from."""
    asking = (one for one in part.others if one.intent.startswith(("ask_", "list_")))
    reading = next((one for one in asking if one.confidence >= _WORTH_WEIGHING), part.reading)
    return replace(part, reading=reading)


def _introduces(part: Part) -> bool:
    """As in "school nurse here.", which tells who asks, and names no group."""
    alone = part.form == "statement" and _HERE.fullmatch(part.text.strip()) is not None
    return alone and not part.of_kind("person", "place", "district", "neighbour")


def _only_names(part: Part) -> bool:
    """Whether a part is nothing but a name; "Evening." only hints at a telephone line."""
    names = [m.said for m in part.mentions if m.kind != "contact" or m.certainty != "hint"]
    return part.text.strip(" ?.!") in names


def _about(part: Part) -> Question:
    """A part that only names something asks what there is to know of it."""
    reading = Reading("ask_about", 1.0)
    return Question(replace(part, reading=reading, sure=True), "ask_about")


def _filling(part: Part, scope: Scope) -> Question | None:
    """The waiting question, filled by what this part names, picks or confirms."""
    pending = scope.context.pending
    return _filled(part, pending, scope) if pending else None


def _filled(part: Part, pending: Pending, scope: Scope) -> Question | None:
    if pending.intent == "person":
        content = _CONTENT.search(part.text) is not None
        agreed = part.intent == "affirm" and not part.mentions and not content
        return Question(part, "person") if agreed else None
    remark = part.bare or part.intent in _REMARKS or not part.sure
    few = part.form == "statement" and len(part.text.split()) <= _FEW_WORDS
    remark = remark or (few and pending.kind == "person")
    named = [m for m in part.mentions if m.id and _fits(m, pending)]
    if named and remark:
        best = next((m for m in named if m.id in pending.options), None)
        near = _option_near(named[0], pending.options, scope)
        if best is None and near:
            return _question(part, pending, scope.knowledge.kind_of(near), near, "")
        best = best or named[0]
        return _question(part, pending, best.kind, best.id, best.said)
    if not remark or _is_another_matter(part):
        return None
    picked = at_place(pending.options, part.ordinal)
    if picked is None and part.intent == "affirm" and len(pending.options) == 1:
        picked = pending.options[0]
    if picked is None:
        picked = _by_words(part, pending.options, scope)
    if picked is None or not scope.knowledge.holds(picked):
        return None
    return _question(part, pending, scope.knowledge.kind_of(picked), picked, "")


def _is_another_matter(part: Part) -> bool:
    """Whether a whole question that is not understood picks nothing ("shut at junction 4?")."""
    return not part.sure and part.form != "statement" and len(part.text.split()) > _FEW_WORDS


def _option_near(mention: Mention, options: Sequence[str], scope: Scope) -> str | None:
    """The one option that lies in the district of the place named ("the one by Sittingbourne")."""
    knowledge = scope.knowledge
    around = set(districts_of(mention.id, knowledge))
    near = [id for id in options if around & set(districts_of(id, knowledge))]
    return near[0] if len(near) == 1 else None


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
    """The one option of which the part says some word that holds of no other option."""
    said = {word.form for word in words_of(part.text)}
    own = {id: _told_by(id, scope) for id in options if scope.knowledge.holds(id)}
    common = [
        id
        for id, words in own.items()
        if said & (words - set().union(*(other for key, other in own.items() if key != id)))
    ]
    return common[0] if len(common) == 1 else None


def _told_by(id: str, scope: Scope) -> set[str]:
    """The words that tell a record from others: its name, and a person's post, body and group."""
    knowledge = scope.knowledge
    record = knowledge.find(id)
    told = [record.name, *(told_of(record, scope) if isinstance(record, Person) else ())]
    return {word.form for text in told for word in words_of(text)} - EMPTY_WORDS


def _chosen(part: Part, scope: Scope) -> Question | None:
    """As in "The second one", "the other one": a record of the last list."""
    if any(mention.certainty != "hint" for mention in part.mentions):
        return None
    listed = pointed_into(part, scope)
    id = at_place(listed, part.ordinal)
    if id is None and {"next", "previous"} & {*part.refers}:
        id = beside(part, scope)
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
    aspect = scope.context.last_aspect
    if part.intent == "choose" and part.form == "yes_no" and aspect and _suits(aspect, kind):
        # "So the other one is?" asks just what was asked of the first.
        return aspect
    for reading in (part.reading, *part.others):
        # "The last one's chair" after a list asks for no earlier chair, nor does "the one before".
        of_last = (
            part.ordinal == -1 or "previous" in part.refers
        ) and reading.intent == "ask_history"
        if reading.confidence >= _WORTH_WEIGHING and _suits(reading.intent, kind) and not of_last:
            return reading.intent
    return aspect if aspect and _suits(aspect, kind) else "ask_about"


def _carried_on(part: Part, scope: Scope) -> Question | None:
    """The last question asked again about what is named now."""
    aspect = scope.context.last_aspect
    named: Sequence[Mention] = [m for m in part.mentions if m.certainty != "hint"] or part.mentions
    named = for_groups(named, aspect, scope)
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


def for_groups(named: Sequence[Mention], aspect: str | None, scope: Scope) -> Sequence[Mention]:
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

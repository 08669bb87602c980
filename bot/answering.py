"""From what was understood to what is said: one pure function for every turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.after_urgent import OF_THE_WORRY, after_urgent
from bot.answers import (
    areas,
    articles,
    group_lists,
    groups,
    people,
    places,
    recall,
    talk,
    unlisted,
    words,
)
from bot.answers.articles import HARDLY_SURE
from bot.answers.offer import offered
from bot.answers.scope import Answer, Question, Scope
from bot.answers.unsure import unsure, what_is_known
from bot.answers.urgent import urgent
from bot.answers.wanted import saying_what_is_missing
from bot.context import Context
from bot.gathering import gathered
from bot.knowledge import Knowledge
from bot.meaning import ARTICLE_INTENT, Part
from bot.moves import GROUP_ASPECTS, resolved
from bot.pointing import going_through, says_she
from bot.reply import CitedSource, Outcome, Reply, in_order

Compose = Callable[[Question, Scope], Answer]

ANSWERS: Mapping[str, Compose] = {
    "ask_chair": groups.chair,
    "ask_purpose": groups.purpose,
    "ask_members": groups.members,
    "ask_partners": groups.partners,
    "ask_terms": groups.terms,
    "ask_topics": groups.topics,
    "ask_group_for_topic": groups.for_topic,
    "list_groups": group_lists.all_groups,
    "count_groups": group_lists.count_groups,
    "list_chairs": group_lists.all_chairs,
    "list_joint_groups": group_lists.joint_groups,
    "list_terms_review": group_lists.terms_of_all,
    "ask_about": words.overview,
    "ask_person": people.who,
    "ask_post": people.who,
    "ask_organisation": people.who,
    "ask_group_of_person": people.chaired_groups,
    "ask_people_of_organisation": people.of_organisation,
    "ask_post_holder": people.post_holder,
    "ask_area": places.area,
    "ask_advisor": places.advisor,
    "inform_place": places.here,
    "list_areas": areas.all_areas,
    "list_districts": places.districts,
    "ask_number": words.number,
    "ask_line_details": words.line_details,
    "ask_meaning": words.meaning,
    ARTICLE_INTENT: articles.article,
    "person": talk.person,
    "after_urgent": talk.after_urgent,
    "asked_after_urgent": talk.asked_after_urgent,
    "repeat": recall.repeat,
    "more": recall.more,
    "ask_source": recall.source,
    "ask_why": recall.why,
    "ask_whether_all": recall.whether_all,
    "choose": recall.unclear_choice,
    "correct": recall.unclear_correction,
    **dict.fromkeys(unlisted.ASPECTS, unlisted.unlisted),
    **dict.fromkeys(talk.TALK, talk.talk),
    **dict.fromkeys(talk.OUTSIDE, talk.outside),
}
"""How each intent is answered; dialogue moves (choose, correct, repeat …) are resolved first."""


@dataclass(frozen=True)
class Turn:
    """What a turn says, and what is remembered for the next one.

    With `begins_enquiry` the person has said yes to leaving an enquiry, whose form speaks instead.
    """

    reply: Reply
    context: Context
    begins_enquiry: bool = False


def answer(
    parts: Sequence[Part],
    context: Context,
    knowledge: Knowledge,
    frames: Mapping[str, tuple[str, ...]],
    today: date,
    *,
    offers_advisor: bool = True,
) -> Turn:
    """The reply to a message, composed from facts of the knowledge and nothing else.

    Where the answer is not known, an advisor is offered, unless one is being asked already or
    the talk is of a worry that needs a call.
    """
    context, answers, intents = context.next_turn(), [], set()
    for part in gathered(parts, Scope(knowledge, frames, today, context)):
        scope = Scope(knowledge, frames, today, context)
        question = after_urgent(part, scope) or resolved(going_through(part), scope)
        one = _compose(question, scope)
        answers.append(one)
        if question.part.sure or question.intent in OF_THE_WORRY:
            intents.add(question.intent)
        context = _remembered(context, question, one)
    context = _listing_what_was_told(context, parts, answers)
    scope = Scope(knowledge, frames, today, context)
    turn = _turn(_unrepeated(answers), scope)
    if not offers_advisor or (intents and intents <= OF_THE_WORRY):
        return turn
    reply, context = offered(turn.reply, turn.context, parts, scope)
    return Turn(reply, context, begins_enquiry=intents == {"person"})


def answer_urgent(  # noqa: PLR0917 what was judged, then as in answer()
    judged: Mapping[str, Any],
    parts: Sequence[Part],
    context: Context,
    knowledge: Knowledge,
    frames: Mapping[str, tuple[str, ...]],
    today: date,
) -> Turn:
    """The numbers, for a message that the urgency guard judged; the talk stays where it was.

    Where the guard was in doubt, what was surely understood besides is answered below them: a
    question that only sounded urgent would else be left without an answer.
    """
    numbers = urgent(judged, knowledge, frames)
    only_numbers = Turn(numbers, context.next_turn().having_alarmed())
    if not judged.get("doubtful") or not all(part.sure for part in parts):
        return only_numbers
    asked = answer(parts, context, knowledge, frames, today, offers_advisor=False)
    if asked.reply.outcome != "answered":
        return only_numbers
    (frame,) = frames["utter_urgent_and_answer"]
    reply = replace(
        asked.reply,
        body=frame.format(numbers=numbers.body, answer=asked.reply.body),
        outcome=numbers.outcome,
        sources=tuple(dict.fromkeys((*numbers.sources, *asked.reply.sources))),
    )
    return Turn(reply, asked.context.having_alarmed())


def _compose(question: Question, scope: Scope) -> Answer:
    if not question.part.sure and question.intent == question.part.intent:
        return unsure(question, scope)
    if _is_far_fetched(question):
        return what_is_known(question, scope)
    composed = ANSWERS.get(question.intent, unsure)(question, scope)
    return saying_what_is_missing(question, composed, scope)


_FAR_FETCHED = GROUP_ASPECTS - {"ask_chair"} | {"ask_organisation"}
"""Intents under which something else that the sources do not hold is often asked of a group."""


_OF_THE_REPLY = frozenset({"ask_source", "ask_why", "ask_whether_all"})
"""Intents that leave the talk where it was: a follow-up goes on from what was asked before."""
_RATHER_SURE = 0.55


def _is_far_fetched(question: Question) -> bool:
    """Whether what was understood is unlikely, where all can be told of what is named."""
    reading = question.part.reading
    if question.intent in _FAR_FETCHED:
        return reading.confidence < _RATHER_SURE and bool(question.of_kind("group"))
    if reading.confidence >= HARDLY_SURE:
        return False
    return reading.article is not None and bool(question.of_kind("group", "person", "topic"))


def _remembered(context: Context, question: Question, given: Answer) -> Context:
    # A place in a question of elsewhere ("opening hours of Margate library") is not the asker's.
    named = {} if question.intent in talk.OUTSIDE else _named(question)
    if question.intent in talk.TALK:
        # Whoever greets and names the Partnership speaks of nothing yet.
        named = {kind: ids for kind, ids in named.items() if kind not in _EVERYWHERE}
    if question.intent == "ask_chair" and says_she(question.part):
        # "And she chairs the health forum?": she is named, though somebody else does.
        named = {**named, "person": named.get("person") or context.spoken_of("person")}
    for kind, ids in {**named, **given.about}.items():
        # Two answers in one turn are spoken of together ("the jobs of both").
        together = context.focus.get(kind, ()) if context.since.get(kind) == context.turn else ()
        context = context.speaking_of(kind, tuple(dict.fromkeys((*together, *ids))))
        beside = tuple(id for id in named.get(kind, ()) if id not in context.focus[kind])
        context = context.having_named(kind, beside) if beside else context
    asks = question.intent in ANSWERS and question.intent not in _OF_THE_REPLY
    if given.outcome in {"answered", "not_listed", "asked"} and asks:
        context = context.asking_about(given.aspect or question.intent)
    if given.listed:
        context = context.listing(given.listed)
    return replace(context, pending=given.pending, asked=question.part.plain)


def _listing_what_was_told(
    context: Context, parts: Sequence[Part], answers: Sequence[Answer]
) -> Context:
    """Several groups or people told of are a list that "the second of those" points into.

    So are several things of one kind that the message names ("the MSCP and the KMSAB").
    """
    if any(one.listed for one in answers):
        return context
    kinds = [kind for kind in ("group", "person") if context.since.get(kind) == context.turn]
    told = [context.focus[kind] for kind in kinds]
    clear = [m for part in parts for m in part.mentions if m.certainty == "exact" and not m.others]
    told += [tuple(dict.fromkeys(m.id for m in clear if m.kind == kind)) for kind in _IN_A_LIST]
    several = next((ids for ids in told if len(ids) > 1), ())
    return context.listing(several) if several else context


def _named(question: Question) -> dict[str, tuple[str, ...]]:
    """The place, group or person that a question names, even where it could not be answered."""
    named: dict[str, tuple[str, ...]] = {}
    for mention in question.part.mentions:
        kind = "place" if mention.kind in {"district", "neighbour"} else mention.kind
        clear = mention.certainty == "exact" and not mention.others
        if clear and kind in _REMEMBERED:
            named[kind] = (*named.get(kind, ()), mention.id)
    return {kind: named[kind] for kind in _REMEMBERED if kind in named}


_EVERYWHERE = ("predecessor", "partnership")
_IN_A_LIST = ("person", "group", "organisation", "term", "district", "place")
_REMEMBERED = (*_EVERYWHERE, "place", "group", "person")
"""Kinds that a question may name for "it" to point to; the last one counts as spoken of last."""


def _unrepeated(answers: Sequence[Answer]) -> list[Answer]:
    """Without talk where something was asked, and without the same text twice."""
    asked = [one for one in answers if one.outcome != "talk"]
    return list({one.text: one for one in asked or answers}.values())


def _turn(answers: Sequence[Answer], scope: Scope) -> Turn:
    body = "\n\n".join(one.text for one in answers)
    ids = [id for one in answers for id in one.sources]
    context = scope.context
    missed = all(one.outcome in {"unsure", "not_listed"} for one in answers)
    if context.has_said_twice(body):
        # A third time may be a misunderstanding, or somebody else reading: never without answer.
        body = f"{body}\n\n{scope.say('said_twice', **scope.knowledge.where_to_ask)}"
    sources = in_order(scope.knowledge.sources[id] for id in ids)
    cited = tuple(_cited(source.id, scope) for source in sources)
    reply = Reply(
        body=body,
        outcome=_outcome(answers),
        sources=cited,
        choices=tuple(dict.fromkeys(choice for one in answers for choice in one.choices)),
        lines=tuple(_line(source, scope) for source in cited),
        asking=next((one.asking for one in answers if one.asking), None),
        knowledge=scope.knowledge.version,
    )
    context = replace(context, misses=context.misses + 1 if missed else 0)
    return Turn(reply, context.having_said(body, [source.id for source in sources]))


def _outcome(answers: Sequence[Answer]) -> Outcome:
    """Answered where any part is, else not listed; else what the first part came to."""
    outcomes: list[Outcome] = [one.outcome for one in answers]
    of_the_field: tuple[Outcome, ...] = ("answered", "not_listed")
    return next((one for one in of_the_field if one in outcomes), outcomes[0])


def _cited(id: str, scope: Scope) -> CitedSource:
    source = scope.knowledge.sources[id]
    return CitedSource(source.title, scope.dated(source), source.url)


def _line(source: CitedSource, scope: Scope) -> str:
    frame = "source_line" if source.url else "source_line_without_link"
    return scope.say(frame, title=source.title, dated=source.dated, url=source.url)

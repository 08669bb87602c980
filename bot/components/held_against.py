"""What somebody holds against a prepared answer: "I thought it was the 20th", "surely not them"."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.components.clauses import Clause
from bot.components.dates_said import days_said
from bot.components.weighing import Weighed
from bot.context import Context
from bot.knowledge import Knowledge
from bot.meaning import ARTICLE_INTENT, Reading

_BELIEVES = re.compile(
    r"\b(?:thought|(?:was|were|been|being|got|am|are) told|told (?:me|us|her|him|them|staff)|heard"
    r"|understood|believe[ds]?|assum\w+|reckon\w*|guess\w*|gather\w*|supposed|expect\w*|sworn|swears?"
    r"|says?|said|reads?|presum\w+|impression|understanding|surely|convinced)\b"
)
"""Words with which somebody tells what they, or others, take for true."""
_LEAD = r"^(?:(?:and|so|but|ok|okay|well|hm|oh|er|right|no) )*"
_ASKS_OUTRIGHT = re.compile(rf"{_LEAD}(?:who|whom|whose|what|when|where|why|how|which)\b")
_VERB_FIRST = re.compile(
    rf"{_LEAD}(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)\b"
)
_ANOTHER_SUBJECT = frozenset({"PERSON", "PLACE", "AREA", "POST"})
_MOST_WORDS = 14
_CLEARLY_OF_ANOTHER, _RATHER = 0.8, 0.6


def against(
    clause: Clause, text: str, weighed: Weighed, context: Context, knowledge: Knowledge
) -> tuple[Weighed, Clause] | None:
    """The readings and the clause where it holds something against the answer just given.

    `text` is the clause as it was written.  It then claims that something else is so, and wants
    to hear whether it is; None where it asks something of its own.
    """
    on_that_day = _asked_of_a_day(clause, text, context, knowledge)
    if on_that_day:
        reading = Reading(ARTICLE_INTENT, _RATHER, on_that_day)
        return Weighed((reading, *weighed.readings), (_RATHER, *weighed.similarities)), clause
    if not _holds_against(clause, text, context):
        return None
    claim = replace(clause, form="yes_no")
    likeliest = weighed.readings[0]
    if likeliest.article and likeliest.confidence >= _CLEARLY_OF_ANOTHER:
        return weighed, claim
    reading = Reading(ARTICLE_INTENT, _RATHER, _doubted(text, context, knowledge))
    return Weighed((reading, *weighed.readings), (_RATHER, *weighed.similarities)), claim


def _asked_of_a_day(
    clause: Clause, text: str, context: Context, knowledge: Knowledge
) -> str | None:
    """The article of the day that a question asks what it is ("what is dated the 20th, then?")."""
    days = days_said(text)
    asks = clause.form == "wh" and {"what", "whats"} & {*clause.plain.split()[:3]}
    if context.latest != "article" or not days or not asks or clause.kinds:
        return None
    dated = (one for one in knowledge.articles.values() if one.day)
    return next((one.id for one in dated if one.day and all(d.fits(one.day) for d in days)), None)


def _holds_against(clause: Clause, text: str, context: Context) -> bool:
    just_told = context.since.get("article") == context.turn - 1
    if context.latest != "article" or not just_told or clause.kinds & _ANOTHER_SUBJECT:
        return False
    asks = clause.form == "wh" or _ASKS_OUTRIGHT.search(clause.plain) is not None
    few = len(clause.plain.split()) <= _MOST_WORDS
    believes = _BELIEVES.search(clause.plain) and not _VERB_FIRST.search(clause.plain)
    return few and not asks and bool(believes or days_said(text))


def _doubted(text: str, context: Context, knowledge: Knowledge) -> str:
    """The id of the article that is doubted: the one told, for a day one beside it that tells one.

    "I thought it was the 20th" after where the arrangements are published is of their start.
    """
    told = context.spoken_of("article")[0]
    if not days_said(text) or knowledge.articles[told].day:
        return told
    related = knowledge.articles[told].related
    dated = (id for id in related if id in knowledge.articles and knowledge.articles[id].day)
    return next(dated, told)

"""Prepared answers, with a Yes or No where the question is one that a fact decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.chairs import is_elsewhere
from bot.answers.places import area, elsewhere
from bot.answers.scope import Answer, Question, Scope, joined
from bot.meaning import ARTICLE_INTENT, Reading
from bot.records import Article
from bot.reply import Outcome
from bot.text import EMPTY_WORDS, key_of

HARDLY_SURE = 0.45
"""Confidence under which a prepared answer is only the nearest that is known."""
_PER_COSINE, _QUITE_LIKE = 0.2, 0.6
"""How much less will do for each unit of cosine by which a question is more than quite like one
that the article lists: several articles that tell the same share the confidence."""


def article(question: Question, scope: Scope) -> Answer:
    """The answer of the article that the question was found to ask for."""
    id = question.part.reading.article or ""
    return compose(scope.knowledge.articles[id], question, scope)


def compose(found: Article, question: Question, scope: Scope) -> Answer:
    """An article's answer with its Yes or No."""
    if is_elsewhere(question, scope):
        return elsewhere(question, scope)
    text = _lead(found, question, scope)
    nearer = max(question.part.similarity - _QUITE_LIKE, 0.0)
    hardly_sure = question.part.reading.confidence < HARDLY_SURE - _PER_COSINE * nearer
    if hardly_sure:
        text = f"{scope.say('nearest_known')} {text}"
    outcome: Outcome = "not_listed" if found.unlisted or hardly_sure else "answered"
    prepared = Answer(text, outcome, sources=(found.source,), about=_about(found, scope))
    if question.of_kind("place", "district", "neighbour"):
        # "Whom do we ask in Tenterden?": the article tells in general, the gazetteer for the place.
        return joined([prepared, area(question, scope)])
    if _goes_on_from_a_place(found, scope):
        # "What is the advisor's name?": it is not known, but which advisor it is.
        return replace(joined([prepared, area(question, scope)]), outcome=outcome)
    return prepared


def _goes_on_from_a_place(found: Article, scope: Scope) -> bool:
    """Whether the article is what may be asked for after the area of a place, just told."""
    context = scope.context
    told = context.since.get("area") == context.turn - 1 and bool(context.spoken_of("place"))
    return told and "area" in found.after


def _about(found: Article, scope: Scope) -> dict[str, tuple[str, ...]]:
    """The article, and the one group that its answer names: "and who chairs?" means that one."""
    named = tuple(g.id for g in scope.knowledge.groups.values() if g.name in found.answer)
    behind = {"group": named} if len(named) == 1 else {}
    return {**behind, "article": (found.id,)}


def nearest_told(question: Question, scope: Scope) -> Answer:
    """The prepared answer told last once more, said to be only the nearest that is known."""
    last = scope.context.spoken_of("article")[0]
    reading = Reading(ARTICLE_INTENT, 0.0, last)
    return article(Question(replace(question.part, reading=reading), ARTICLE_INTENT), scope)


def _lead(found: Article, question: Question, scope: Scope) -> str:
    verdict = _verdict(found, question, scope) if question.is_yes_no else None
    if verdict is None:
        return found.answer
    lead = found.yes_lead if verdict else found.no_lead
    if lead and _opening(lead) in found.answer:
        lead = None
    return f"{lead or scope.say('yes' if verdict else 'no')} {found.answer}"


def _opening(lead: str) -> str:
    """The statement of a lead, without its Yes or No."""
    return lead.partition(": ")[2].rstrip(".")


def _verdict(found: Article, question: Question, scope: Scope) -> bool | None:
    """What the article says to the question, or to the same in its own words; else None."""
    if question.part.reading.affirms is not None:
        return question.part.reading.affirms
    names = _shared_names(scope)
    said = _content(question.part.text, names)
    yes, no = (
        any(said == _content(text, names) for text in texts) for texts in (found.yes, found.no)
    )
    # One content word more or less can turn a question round, so only the same words count.
    return yes if yes != no else None


def _shared_names(scope: Scope) -> dict[tuple[str, ...], str]:
    """Ways of naming the partnership, the board before it and terms → one word for each."""
    knowledge = scope.knowledge
    names = {}
    for record in (*knowledge.terms.values(), knowledge.partnership, knowledge.predecessor):
        for name in (record.name, record.short or "", *record.aliases):
            key = key_of(name)
            names[key[1:] if key[:1] == ("the",) else key] = record.id
    names.pop((), None)
    return names


def _content(text: str, names: Mapping[tuple[str, ...], str]) -> frozenset[str]:
    """The content words of a question, with what has several names under one."""
    words = list(key_of(text))
    for key in sorted(names, key=len, reverse=True):
        for start in range(len(words) - len(key), -1, -1):
            if tuple(words[start : start + len(key)]) == key:
                words[start : start + len(key)] = [names[key]]
    return frozenset(word for word in words if word not in EMPTY_WORDS)

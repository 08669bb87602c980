"""Prepared answers, with a Yes or No where the question is one that a fact decides."""

from __future__ import annotations

import re
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
_HARDLY_LIKE = 0.66
"""Cosine under which a Yes or No wants more confidence: it is like no question that is known."""
_OWNERS = frozenset({"group", "person", "organisation", "body"})
_OWNS = re.compile(
    r"\b(?:has|have|does|do) (?:it|they|she|he)\b.*\b(?:have|got|own)\b", re.IGNORECASE
)
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
    nearer = max(question.part.similarity - _QUITE_LIKE, 0.0)
    if question.is_yes_no and question.part.similarity < _HARDLY_LIKE:
        nearer = question.part.similarity - _HARDLY_LIKE
    hardly_sure = question.part.reading.confidence < HARDLY_SURE - _PER_COSINE * nearer
    hardly_sure = hardly_sure or _is_owned_by_another(question, scope)
    # What is only the nearest that is known decides nothing with a Yes or No.
    near = f"{scope.say('nearest_known')} {found.answer}"
    text = near if hardly_sure else _lead(found, question, scope)
    outcome: Outcome = "not_listed" if found.unlisted or hardly_sure else "answered"
    named = _groups_named(found, scope)
    asked = _hinted_among(named, question) or named
    prepared = Answer(
        text,
        outcome,
        sources=(found.source,),
        about=_about(found, asked, scope),
        listed=named if len(named) > 1 else (),
    )
    if _tells_of_the_neighbours(found, question, scope):
        return prepared
    if question.of_kind("place", "district", "neighbour"):
        # "Whom do we ask in Tenterden?": the article tells in general, the gazetteer for the place.
        told = joined([prepared, area(question, scope)])
        # That a place is a neighbour's says nothing of what else is asked there.
        beyond = hardly_sure and not question.of_kind("place", "district")
        return replace(told, outcome=outcome) if beyond else told
    if _goes_on_from_a_place(found, scope):
        # "What is the advisor's name?": it is not known, but which advisor it is.
        return replace(joined([prepared, area(question, scope)]), outcome=outcome)
    return prepared


def _tells_of_the_neighbours(found: Article, question: Question, scope: Scope) -> bool:
    """Whether an article is itself about the neighbour named ("Kent and Medway Arrangements")."""
    held = scope.knowledge.neighbours
    named = [held[m.id].name for m in question.of_kind("neighbour") if m.id in held]
    elsewhere = question.of_kind("place", "district")
    return bool(named) and not elsewhere and all(name in found.answer for name in named)


def _is_owned_by_another(question: Question, scope: Scope) -> bool:
    """As in "has it got a website?" right after a group, of whose own no article tells."""
    named = [mention for mention in question.part.mentions if mention.certainty != "hint"]
    of_another = scope.context.latest in _OWNERS and not named
    return of_another and _OWNS.search(question.part.text) is not None


def _goes_on_from_a_place(found: Article, scope: Scope) -> bool:
    """Whether the article is what may be asked for after the area of a place, just told."""
    context = scope.context
    told = context.since.get("area") == context.turn - 1 and bool(context.spoken_of("place"))
    return told and "area" in found.after


def _groups_named(found: Article, scope: Scope) -> tuple[str, ...]:
    """The groups that the answer names, in its order: "the latter" is the last of them."""
    groups = (group for group in scope.knowledge.groups.values() if group.name in found.answer)
    return tuple(g.id for g in sorted(groups, key=lambda group: found.answer.index(group.name)))


def _hinted_among(named: tuple[str, ...], question: Question) -> tuple[str, ...]:
    """The one of the groups named at which the question hints ("is there one for nurses?")."""
    hinted = {one for m in question.part.hints_of("group") for one in m.candidates}
    found = tuple(id for id in named if id in hinted)
    return found if len(found) == 1 else ()


def _about(found: Article, named: tuple[str, ...], scope: Scope) -> dict[str, tuple[str, ...]]:
    """The article, and the one group that its answer names: "and who chairs?" means that one.

    A group that is named after another body or organisation only stands beside that.
    """
    alone = len(named) == 1 and not _names_another(_before(named[0], found, scope), scope)
    behind = {"group": named} if alone else {}
    return {**behind, "article": (found.id,)}


def _before(group: str, found: Article, scope: Scope) -> str:
    """The part of an answer before a group that it names."""
    return found.answer.partition(scope.knowledge.groups[group].name)[0]


def _names_another(text: str, scope: Scope) -> bool:
    """Whether a text names a body or an organisation."""
    knowledge = scope.knowledge
    records = (*knowledge.bodies.values(), *knowledge.organisations.values())
    return any(record.name in text for record in records)


def speaks_of_an_article(scope: Scope) -> bool:
    """Whether "who runs it?" is about the prepared answer told last, not about a group."""
    return scope.context.latest == "article" and bool(scope.context.spoken_of("article"))


def asks_of_the_article(question: Question, scope: Scope) -> bool:
    """As in "what's it about?" of a prepared answer that was told after any group."""
    since = scope.context.since
    later = speaks_of_an_article(scope) and since.get("article", 0) > since.get("group", 0)
    return question.intent == "ask_purpose" and later


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

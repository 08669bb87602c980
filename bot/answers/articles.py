"""Prepared answers, with a Yes or No where the question is one that a fact decides."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.scope import Answer, Question, Scope
from bot.knowledge import Article
from bot.text import key_of

_LIKE_ENOUGH = 0.6
"""Share of content words that a yes/no question must share with one of the article's."""
_CLEARLY = 0.15
"""By how much it must be more like the Yes ones than the No ones, or the other way round."""
_EMPTY = frozenset(
    "a an the is are was were do does did will would can could should has have be been being to of"
    " for on in at by with it its that this and or so we our i my you your there now".split()
)


def article(question: Question, scope: Scope) -> Answer:
    """The answer of the article that the question was found to ask for."""
    id = question.part.reading.article or ""
    return compose(scope.knowledge.articles[id], question, scope)


def compose(found: Article, question: Question, scope: Scope) -> Answer:
    """An article's answer with its Yes or No."""
    text = _lead(found, question, scope)
    return Answer(text, sources=(found.source,), about={"article": (found.id,)})


def _lead(found: Article, question: Question, scope: Scope) -> str:
    verdict = _verdict(found, question) if question.is_yes_no else None
    if verdict is None:
        return found.answer
    lead = found.yes_lead if verdict else found.no_lead
    if lead and _opening(lead) in found.answer:
        lead = None
    return f"{lead or scope.say('yes' if verdict else 'no')} {found.answer}"


def _opening(lead: str) -> str:
    """The statement of a lead, without its Yes or No."""
    return lead.partition(": ")[2].rstrip(".")


def _verdict(found: Article, question: Question) -> bool | None:
    """Whether the question is like the article's Yes ones or its No ones; None if neither."""
    said = _content(question.part.text)
    yes, no = _likeness(said, found.yes), _likeness(said, found.no)
    if max(yes, no) < _LIKE_ENOUGH or abs(yes - no) < _CLEARLY:
        return None
    return yes > no


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in key_of(text) if word not in _EMPTY)


def _likeness(said: frozenset[str], questions: Iterable[str]) -> float:
    """Jaccard index of content words with the likest of the questions."""
    contents = [_content(question) for question in questions]
    return max((len(said & one) / len(said | one) for one in contents if said | one), default=0.0)

"""Whether an answer holds the very thing that was asked for: a name, a date or a number.

"What is the advisor's name?" and "on what dates?" are understood, and what is known is told; but
it holds no name and no date, and then it says so first, so that nobody takes it for the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.answers.scope import Answer, Question, Scope
from bot.meaning import ARTICLE_INTENT
from bot.text import fold

_NAME = re.compile(r"\b(?:names?|surname|by name|who exactly)\b")
_CALLED = re.compile(r"\b(?:called|known|names?|named|renam\w+)\b", re.IGNORECASE)
_FORMERLY = re.compile(
    r"\b(?:former\w*|before|previous\w*|once|originally|used to|old|something else|different\w*"
    r"|another|renam\w+)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:by name|surname|names of (?:the |all |both |those )?people|who at)\b")
_NAMELESS = frozenset({"ask_advisor", "ask_members"})
"""Intents whose facts name posts or organisations, where "the name" is that of a person."""
_WHO = re.compile(r"^(?:\w+ ){0,3}who(?:s|m|se)?\b")
_A_WHO = re.compile(r"\bwho(?:s|m|se)?\b")
_SELDOM = 0.05
"""Share of an article's questions that ask who: under it, the article does not tell of anybody."""
_DATE = re.compile(
    r"\b(?:what|which|exact|precise) (?:day|date|month|year)\b|(?<!to )(?<!of )\bdates\b"
)
_WHEN = re.compile(r"\bwhen\b")
_NO_DATE = re.compile(r"\bno dates?\b|\bnot say (?:when|on what)\b")
_ONCE = re.compile(r"\b(?:once|as soon as)\b")
_HOW_MANY = re.compile(r"\bhow many\b")
_A_DATE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) \d{4}\b|\b(?:in|since|from|until|by) \d{4}\b"
)
_A_NUMBER = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|each)\b"
)


def asks_for_a_former_name(question: Question) -> bool:
    """As in "was it not called something else before?" of a place."""
    said = question.part.text
    asks = _CALLED.search(said) is not None and _FORMERLY.search(said) is not None
    return asks or question.intent == "ask_history"


def saying_what_is_missing(question: Question, answer: Answer, scope: Scope) -> Answer:
    """The answer, with what was asked for and it does not hold named first."""
    if answer.outcome != "answered":
        return answer
    missing = next(_missing(question, answer, scope), None)
    if missing is None:
        return answer
    return replace(answer, text=f"{scope.say(missing)} {answer.text}", outcome="not_listed")


def _missing(question: Question, answer: Answer, scope: Scope) -> Iterator[str]:
    asked, told = fold(question.part.text), answer.text.lower()
    if _wants_a_person(question, asked) and not _names_somebody(told, scope):
        yield "no_name_stated"
    if question.part.form == "wh" and _WHO.search(asked) and _tells_of_nobody(question, scope):
        yield "no_person_stated"
    if _WHEN.search(asked) and _NO_DATE.search(told) and not _tells_when(told):
        yield "no_date_stated"
    for wanted, given, frame in _KINDS:
        if wanted(asked) and not given.search(told):
            yield frame


def _wants_a_person(question: Question, asked: str) -> bool:
    if question.intent in _NAMELESS:
        return _NAME.search(asked) is not None
    return question.intent == ARTICLE_INTENT and _PERSON.search(asked) is not None


def _tells_when(told: str) -> bool:
    """Whether a text says when: "once they are signed off" does, without any date."""
    return bool(_A_DATE.search(told) or _ONCE.search(told))


def _tells_of_nobody(question: Question, scope: Scope) -> bool:
    """Whether a prepared answer was found by its matter, though hardly anybody asks it who."""
    article = scope.knowledge.articles.get(question.part.reading.article or "")
    if article is None or question.intent != ARTICLE_INTENT:
        return False
    texts = (*article.questions, *article.follow_ups)
    return sum(bool(_A_WHO.search(fold(text))) for text in texts) < _SELDOM * len(texts)


def _names_somebody(told: str, scope: Scope) -> bool:
    return any(person.name.lower() in told for person in scope.knowledge.people.values())


_KINDS: tuple[tuple[Callable[[str], object], re.Pattern[str], str], ...] = (
    (_DATE.search, _A_DATE, "no_date_stated"),
    (_HOW_MANY.search, _A_NUMBER, "no_number_stated"),
)
"""What asks for something, what shows that an answer holds it, and what is said otherwise."""

"""What a few words ask of the prepared answer just told: where to read about it.

"Where can I find that?" sounds like asking for the source of a sentence; after what arrangements
or reviews there are, it asks where those are to be read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Question, Scope
from bot.meaning import ARTICLE_INTENT, Part, Reading

_LEAD = r"(?:(?:ok|okay|right|and|but|so|well|then|er|um|sorry|please|thanks|great|oh)\b\W*)*"
_WHERE_TO_READ = re.compile(
    rf"{_LEAD}(?:(?:tell|show) me )?(?:where(?:abouts)?|were|wher|how)(?: (?:exactly|else))?"
    r" (?:(?:can|could|do|would|should|might|may|will|shall) (?:i|we|one|they|people|you|parents"
    r"|staff|anyone|anybody|someone) |(?:i|we) (?:can|could) |to )(?:\w+ )?"
    r"(?:read|find|see|get|look|download|access|view|obtain|check|consult)\b.*",
    re.IGNORECASE,
)
_DID = re.compile(
    rf"{_LEAD}(?:(?:did|do|does|have|has|had|will|would|were|are|is|was) )?(?:the |our |local )*",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:no|numbers?|call\w*|ring\w*|phon\w*|dial|line|helpline|tele\w+|contact\w*|\d+|emergency"
    r"|urgent)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"^(?:\w+ ){0,3}where\b", re.IGNORECASE)
_MOST_WORDS = 11
_WORD_FOR_WORD = 0.8
_OF_THE_TALK = frozenset({"ask_source", "preamble", "capabilities", "more", "repeat", "person"})
_OFTEN = 3


def of_what_was_told(part: Part, scope: Scope) -> Question | None:
    """The part as a question where what was just told of is to be read, or whether somebody did it.

    Of what a body of the telephone list did ("did the police agree?") nothing is known.
    """
    if scope.context.latest != "article":
        return None
    if _asks_what_they_did(part):
        return _asking(part, scope.context.spoken_of("article")[0], 0.0)
    id = _telling_where(scope) if _asks_where(part) else None
    return _asking(part, id, 1.0) if id else None


def _asking(part: Part, article: str, confidence: float) -> Question:
    reading = Reading(ARTICLE_INTENT, confidence, article)
    return Question(replace(part, reading=reading, sure=True), ARTICLE_INTENT)


def _asks_what_they_did(part: Part) -> bool:
    """Whether a question for a Yes or No begins with police or others, and asks for no number."""
    lines = part.of_kind("contact")
    if part.intent != "ask_number" or part.form != "yes_no" or len(lines) != 1:
        return False
    before = part.text.lower().partition(lines[0].said.lower())[0]
    return _DID.fullmatch(before) is not None and not _CALLS.search(part.text)


def _asks_where(part: Part) -> bool:
    few = len(part.text.split()) <= _MOST_WORDS
    names = any(mention.certainty != "hint" for mention in part.mentions)
    unclear = not part.sure or part.intent in _OF_THE_TALK
    return few and not names and unclear and _WHERE_TO_READ.fullmatch(part.text.strip()) is not None


def _telling_where(scope: Scope) -> str | None:
    """The article that is often asked where: the one told, else one that belongs to it."""
    articles = scope.knowledge.articles
    told = [id for id in scope.context.spoken_of("article") if id in articles]
    near = [other for id in told for other in articles[id].related if other in articles]
    asked = (id for id in (*told, *near) if _often_asked_where(articles[id].questions))
    return next(asked, None)


def _often_asked_where(questions: tuple[str, ...]) -> bool:
    return sum(_WHERE.search(text) is not None for text in questions) >= _OFTEN

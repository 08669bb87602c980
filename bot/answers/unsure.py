"""When it is not clear what was meant: at most three named choices, never a guess."""

from __future__ import annotations

from bot.answers.scope import Answer, Question, Scope
from bot.answers.talk import OUTSIDE, TALK
from bot.meaning import ARTICLE_INTENT, Reading
from bot.reply import Choice

_MOST_CHOICES = 3
_WORTH_OFFERING = 0.06
_NEEDS_GROUP = "{group}"
_MISSES_BEFORE_A_PERSON = 2


def unsure(question: Question, scope: Scope) -> Answer:
    """The likeliest readings as choices, with something else; after two misses, a person."""
    choices = _choices(question, scope)
    if scope.context.misses + 1 >= _MISSES_BEFORE_A_PERSON:
        text = scope.say("unsure_again", **scope.knowledge.where_to_ask)
        return Answer(text, "unsure", choices=choices)
    frame = "unsure" if choices else "unsure_without_choices"
    text = scope.say(frame, purpose=scope.knowledge.purpose)
    other = scope.say("something_else_choice")
    return Answer(text, "unsure", choices=(*choices, Choice(other, other)) if choices else ())


def _choices(question: Question, scope: Scope) -> tuple[Choice, ...]:
    readings = (question.part.reading, *question.part.others)
    offered: dict[str, Choice] = {}
    for reading in readings:
        choice = _choice(reading, question, scope) if _offerable(reading) else None
        if choice and len(offered) < _MOST_CHOICES:
            offered.setdefault(choice.title, choice)
    return tuple(offered.values())


def _offerable(reading: Reading) -> bool:
    talk = reading.intent in TALK or reading.intent in OUTSIDE
    return reading.confidence >= _WORTH_OFFERING and not talk


def _choice(reading: Reading, question: Question, scope: Scope) -> Choice | None:
    """A reading in the words in which a person would ask it; None where it has none."""
    if reading.intent == ARTICLE_INTENT:
        article = scope.knowledge.articles.get(reading.article or "")
        return article and Choice(article.label or article.name, article.questions[0])
    frame = f"choice_{reading.intent}"
    if f"utter_{frame}" not in scope.frames:
        return None
    groups = [m.id for m in question.of_kind("group") if m.id] or scope.context.spoken_of("group")
    people = [m.id for m in question.of_kind("person") if m.id]
    subject = (people or list(groups))[:1]
    if "{" in scope.frames[f"utter_{frame}"][0] and not subject:
        return None
    words = scope.say(frame, subject=scope.knowledge.find(subject[0]).name if subject else "")
    return Choice(words, words)

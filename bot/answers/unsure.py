"""When it is not clear what was meant: at most three named choices, never a guess."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.articles import nearest_told
from bot.answers.scope import Answer, Question, Scope
from bot.answers.subjects import needs_asking, unknown_group
from bot.answers.talk import OUTSIDE, TALK, numbers, outside
from bot.answers.words import abbreviations, meaning, overview
from bot.meaning import ARTICLE_INTENT, Mention, Reading
from bot.reply import Choice

_WORTH_AN_OVERVIEW = (
    "group",
    "person",
    "post",
    "topic",
    "area",
    "organisation",
    "body",
    "term",
)
_PLACES = ("place", "district", "neighbour")
_EVERYWHERE = ("partnership", "predecessor")
"""Kinds so often named that naming them says little of what is asked."""
_PLACE_ASPECTS = frozenset({"ask_area", "ask_advisor", "inform_place", "list_districts"})
_WORTH_A_PLACE = 0.3
_SAYS_ENOUGH = 4
_LIKE_NOTHING = 0.75
_LIKE_ELSEWHERE = 0.35
_MOST_CHOICES = 3
_FEW_WORDS = 5
_WORTH_OFFERING = 0.06
_NEEDS_GROUP = "{group}"
_MISSES_BEFORE_A_PERSON = 2


def unsure(question: Question, scope: Scope) -> Answer:
    """All that is known of what was named; else the likeliest readings as choices.

    Somebody who names a group or a person in words that are not understood is helped more by
    the few facts about it than by being asked back.  After two misses, a person is offered.
    """
    named = _of_what_is_named(question, scope)
    if named:
        return named
    if _is_strange(question) or _is_of_elsewhere(question):
        text = scope.say("outside_unknown", purpose=scope.knowledge.purpose, numbers=numbers(scope))
        return replace(outside(question, scope), text=text)
    return _of_what_is_meant(question, scope) or _asked_back(question, scope)


def _of_what_is_meant(question: Question, scope: Scope) -> Answer | None:
    """What is known of whom or what a pronoun points to: "is that a primary?" of a school."""
    context, kind = scope.context, scope.context.latest or ""
    just_told = context.since.get(kind) == context.turn - 1
    part = question.part
    if part.mentions or not just_told:
        return None
    few = len(part.text.split()) <= _FEW_WORDS
    if kind == "article" and (few or part.refers) and not context.misses:
        return nearest_told(question, scope)
    if not part.refers:
        return None
    ids = [id for id in context.spoken_of(kind) if scope.knowledge.holds(id)]
    if kind not in _WORTH_AN_OVERVIEW or len(ids) != 1:
        return None
    meant = replace(question.part, mentions=(Mention(kind, ids[0], "", 0, 0),))
    return what_is_known(replace(question, part=meant), scope)


def _of_what_is_named(question: Question, scope: Scope) -> Answer | None:
    """What helps whoever names a group that is not, an abbreviation or one thing that is known."""
    unknown = [m for m in question.part.mentions if m.certainty == "unknown" and m.kind == "group"]
    if unknown:
        return unknown_group(unknown[0], scope)
    short = bool(abbreviations(question, scope)) and not question.of_kind(*_PLACES, *_EVERYWHERE)
    says_more = len(question.part.text.split()) > _SAYS_ENOUGH
    if _names_one_thing(question, scope) and (says_more or not short):
        return what_is_known(question, scope)
    return meaning(question, scope) if short else None


def _asked_back(question: Question, scope: Scope) -> Answer:
    choices = _choices(question, scope)
    other = scope.say("something_else_choice")
    offered = (*choices, Choice(other, other)) if choices else ()
    if choices and question.of_kind(*_EVERYWHERE):
        # Understood as far as whom it is about: the likeliest reason is that nothing is known.
        asking = scope.say("where_to_ask", **scope.knowledge.where_to_ask)
        text = scope.say("unsure_of_us", where_to_ask=asking)
        return Answer(text, "not_listed", choices=offered)
    if scope.context.misses + 1 >= _MISSES_BEFORE_A_PERSON:
        text = scope.say("unsure_again", numbers=numbers(scope), **scope.knowledge.where_to_ask)
        return Answer(text, "unsure", choices=choices)
    frame = "unsure" if choices else "unsure_without_choices"
    text = scope.say(frame, purpose=scope.knowledge.purpose, numbers=numbers(scope))
    return Answer(text, "unsure", choices=offered)


def _names_one_thing(question: Question, scope: Scope) -> bool:
    readings = (question.part.reading, *question.part.others)
    of_places = sum(r.confidence for r in readings if r.intent in _PLACE_ASPECTS)
    of_places += 1.0 if scope.context.last_aspect in _PLACE_ASPECTS else 0.0
    at_home = question.part.intent not in OUTSIDE and not question.of_kind("neighbour")
    kinds = _WORTH_AN_OVERVIEW + (_PLACES if at_home or of_places >= _WORTH_A_PLACE else ())
    return any(_is_clear(mention) for mention in question.of_kind(*kinds))


def _is_clear(mention: Mention) -> bool:
    if mention.kind == "person":
        return not needs_asking(mention)
    return mention.certainty == "exact" and not mention.others


def _is_strange(question: Question) -> bool:
    """Whether nothing in it is of this field and it is like no example: a matter of elsewhere."""
    part = question.part
    nothing_named = not any(mention.certainty != "hint" for mention in part.mentions)
    score = part.reading.confidence + part.similarity
    long_enough = len(part.text.split()) >= _SAYS_ENOUGH
    return nothing_named and long_enough and not part.refers and score < _LIKE_NOTHING


def _is_of_elsewhere(question: Question) -> bool:
    """Whether it sounds most like a matter of elsewhere, and names nothing of this field."""
    readings = (question.part.reading, *question.part.others)
    elsewhere = sum(one.confidence for one in readings if one.intent in OUTSIDE)
    named = any(m.certainty != "hint" and m.kind not in _PLACES for m in question.part.mentions)
    return readings[0].intent in OUTSIDE and elsewhere >= _LIKE_ELSEWHERE and not named


def what_is_known(question: Question, scope: Scope) -> Answer:
    """All that is known of what a question names, said to be no answer to just that question."""
    known = overview(question, scope)
    if known.outcome != "answered":
        return known
    text = f"{scope.say('as_much_as_is_known')} {known.text}"
    return replace(known, text=text, outcome="not_listed")


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
        return Choice(article.label or article.name, article.questions[0]) if article else None
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

"""What a conversation holds that "it", "she" or "there" in a clause may point to."""

from __future__ import annotations

from dataclasses import replace

from bot.components.clauses import PLACEHOLDERS, Clause, placeholders_in
from bot.components.plausibility import NOT_OF_THE_FIELD
from bot.components.weighing import Weighed
from bot.context import Context
from bot.meaning import Reading
from bot.moves import GROUP_ASPECTS
from bot.pointing import PERSON_ASPECTS

_IT = frozenset({"it", "they", "them", "this", "that", "its", "their"})
_POINTS = _IT | {"those", "these", "she", "he", "her", "his"}
_STANDS_FOR_IT = frozenset({"one", "ones", "there", "same", "both", "either", "other", "others"})
_GOES_ON = frozenset({"and", "or", "but", "so", "then", "also"})
_SEVERAL, _SHORT = 2, 4
_RATHER, _CLEARLY = 0.35, 0.75
_FEW, _CLEARLY_HEARD = 6, 0.8
_WORD_FOR_WORD = 0.88


def is_of_its_own(clause: Clause, weighed: Weighed) -> bool:
    """Whether a clause says itself what it is about, and that is a matter of elsewhere.

    "Does the council collect old fridges?" goes on from nothing, whatever was spoken of before:
    behind the last question it would sound like that one.  Of few words ("car insurance?") that
    must be clearer, and a single one ("legally?") may always go on.
    """
    said = clause.plain.split()
    if len(said) < _SEVERAL or not _POINTS.isdisjoint(said):
        return False
    elsewhere = [r.confidence for r in weighed.readings if r.intent.startswith("outside_")]
    if len(said) <= _SHORT:
        return sum(elsewhere) >= _CLEARLY
    return any(one >= _RATHER for one in elsewhere)


def leaves_something_out(clause: Clause) -> bool:
    """Whether a clause may go on from the last question, by its few words or how it begins.

    "Who is the mayor of Dover?" after who signs reviews holds all that it asks.
    """
    said = clause.plain.split()
    points = not (_POINTS | _STANDS_FOR_IT).isdisjoint(said)
    goes_on = not _GOES_ON.isdisjoint((*said[:1], *said[-1:]))
    return len(said) <= _SHORT or clause.form == "statement" or points or goes_on


def with_it_named(clause: Clause, name: str) -> Clause:
    """The clause with "it" replaced by a placeholder, or by a term in its words."""
    words = [name if word in _IT else word for word in clause.plain.split()]
    kinds = placeholders_in(name) or {"TERM"}
    return replace(clause, plain=" ".join(words), kinds=clause.kinds | kinds)


def last_named(context: Context) -> str | None:
    """The placeholder of what was last spoken of; of an article, what its question named."""
    if context.latest == "person" and context.spoken_of("group"):
        return PLACEHOLDERS["group"]
    if context.latest != "article":
        return PLACEHOLDERS.get(context.latest or "")
    return next((word for word in context.asked.split() if placeholders_in(word)), None)


def has_referent(clause: Clause, context: Context) -> bool:
    """Whether the conversation holds what the clause points to."""
    for pointed in ("person", "place"):
        if pointed in clause.refers and context.spoken_of(pointed):
            return True
    things = context.spoken_of("group") or context.spoken_of("article")
    return ("thing" in clause.refers and bool(things)) or (
        clause.ordinal is not None and bool(context.last_listed)
    )


def asks_of_nobody(clause: Clause, likeliest: Reading, context: Context) -> bool:
    """Whether somebody is asked of who is neither named nor spoken of ("is she a nurse?")."""
    of_somebody = likeliest.intent in PERSON_ASPECTS
    named = {"PERSON", "POST", "GROUP"} & clause.kinds
    return of_somebody and not named and not context.spoken_of("person")


def asks_of_it(clause: Clause, likeliest: Reading, context: Context) -> bool:
    """Whether a group or person is asked of that the conversation holds."""
    of_it = likeliest.intent in GROUP_ASPECTS | PERSON_ASPECTS
    return of_it and has_referent(clause, context)


def told_of_a_group(context: Context) -> bool:
    """Whether the prepared answer just given was about one group ("chair?")."""
    since = context.since
    return bool(context.spoken_of("group")) and since.get("group") == since.get("article")


def drifts_off(clause: Clause, weighed: Weighed) -> bool:
    """Whether a few words that point back merely sound like a matter of elsewhere.

    "Is it free for us?" after a prepared answer asks of that, not of the council's bus.
    """
    few = len(clause.plain.split()) <= _FEW
    outside = weighed.readings[0].intent.startswith(NOT_OF_THE_FIELD)
    points = "thing" in clause.refers or len(clause.plain.split()) <= _SHORT
    return few and outside and points and weighed.similarities[0] < _CLEARLY_HEARD


def asks_for_a_chair(weighed: Weighed) -> bool:
    """Whether a chair is asked for word for word, if of what has none ("the independent chair")."""
    readings = zip(weighed.readings, weighed.similarities, strict=False)
    return any(one.intent == "ask_chair" and like >= _WORD_FOR_WORD for one, like in readings)

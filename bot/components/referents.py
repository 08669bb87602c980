"""What a conversation holds that "it", "she" or "there" in a clause may point to."""

from __future__ import annotations

from dataclasses import replace

from bot.components.clauses import PLACEHOLDERS, Clause, placeholders_in
from bot.context import Context

_IT = frozenset({"it", "they", "them", "this", "that", "its", "their"})


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

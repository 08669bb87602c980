"""An advisor, offered where the assistant does not know or where somebody asks for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.scope import Scope
from bot.context import Context, Pending
from bot.meaning import Part
from bot.reply import Choice, Reply

# features.md, D7: "offered after two misses".
_MISSES_BEFORE_AN_OFFER = 2
_UNANSWERED = frozenset({"not_listed", "unsure"})
_PERHAPS = 0.08
_PENDING = Pending("person", "enquiry")


def offered(
    reply: Reply, context: Context, parts: Sequence[Part], scope: Scope
) -> tuple[Reply, Context]:
    """The reply with the way to an advisor where it needs one; the question is kept for it."""
    if _is_strange(reply, parts):
        context = replace(context, misses=scope.context.misses + 1)
    if reply.outcome in _UNANSWERED or _is_strange(reply, parts):
        context = context.leaving_unanswered(" ".join(part.text for part in parts))
    if not _needs_advisor(reply, context, parts):
        return reply, context
    words = scope.say("enquiry_button_ask")
    body = f"{reply.body} {scope.say('enquiry_offer')}"
    choices = (*reply.choices, Choice(words, words))
    return replace(reply, body=body, choices=choices), replace(context, pending=_PENDING)


def _is_strange(reply: Reply, parts: Sequence[Part]) -> bool:
    """Whether a message was like nothing that is known: one that was not understood either."""
    return reply.outcome == "outside" and not any(part.sure for part in parts)


def _needs_advisor(reply: Reply, context: Context, parts: Sequence[Part]) -> bool:
    wished = any(_wishes_for_a_person(part) for part in parts)
    return wished or reply.outcome == "not_listed" or context.misses >= _MISSES_BEFORE_AN_OFFER


def _wishes_for_a_person(part: Part) -> bool:
    """Whether somebody asks for a person, or may be doing so in words not understood."""
    if part.sure:
        return part.intent == "person"
    readings = (part.reading, *part.others)
    return any(one.intent == "person" and one.confidence >= _PERHAPS for one in readings)

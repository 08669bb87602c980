"""What is said right after the numbers were given, and is still about the worry.

"Done, I have called them" asks for nothing; "what do I do?" and "can you send someone?" ask of this
assistant what it cannot do, and alone sound like questions of what it is for, or like a wish for an
advisor.  A child may be at risk, so the numbers are told again in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers import talk
from bot.answers.scope import Question, Scope
from bot.meaning import Part

OF_THE_WORRY = frozenset({"after_urgent", "asked_after_urgent"})
"""Intents of what is said about the worry itself; no advisor is offered with their answers."""
_WORD_FOR_WORD = 0.9
"""Likeness (cosine) to an example from which a clause asks what the example asks."""
_MOST_WORDS = 9
_SOUNDS_LIKE = frozenset(
    {"capabilities", "person", "cancel", "ask_advisor", "ask_contact_details", "privacy"}
)
"""What a short question about a worry sounds like, as if nothing had been told before."""
_OTHERWISE = re.compile(
    r"\b(?:advis[eo]rs?|questions?|quer(?:y|ies)|enquir(?:y|ies)|chairs?|e-?mail address\w*"
    r"|(?:his|her|their) (?:e-?mail|number|phone)|keep|kept|store[ds]?|delete[ds]?)\b",
    re.IGNORECASE,
)
"""Words by which somebody asks for something else than help with a worry."""


def after_urgent(part: Part, scope: Scope) -> Question | None:
    """The part as what is told or asked about the worry for which numbers were just given."""
    named = any(mention.kind != "contact" for mention in part.mentions)
    if not scope.context.just_alarmed or named:
        return None
    if _tells(part):
        return Question(part, "after_urgent")
    return Question(part, "asked_after_urgent") if _asks_for_help(part) else None


def is_of_the_worry(parts: Sequence[Part], scope: Scope) -> bool:
    """Whether a message asks for help with the worry for which the last turn gave numbers."""
    now = replace(scope, context=scope.context.next_turn())
    heard = [after_urgent(part, now) for part in parts]
    return bool(heard) and all(one and one.intent == "asked_after_urgent" for one in heard)


def _tells(part: Part) -> bool:
    """As in "done, I have called them"."""
    # "The other line, please." is a statement by its form only.
    asks = part.similarity >= _WORD_FOR_WORD or "please" in part.plain.split()
    is_something_else = part.sure and (asks or part.intent in {*talk.TALK, "person"})
    return part.form == "statement" and not is_something_else


def _asks_for_help(part: Part) -> bool:
    """As in "what should I do now?" and "can you tell them for me?"."""
    likely = part.intent in _SOUNDS_LIKE or not part.sure
    of_somebody = "person" in part.refers and part.sure
    short = len(part.text.split()) <= _MOST_WORDS
    return likely and short and not of_somebody and _OTHERWISE.search(part.text) is None

"""Wishes about an enquiry that was sent: the chat takes nothing back, and says how it is done."""

from __future__ import annotations

from typing import Literal

from bot.enquiry_correcting import change_wanted
from bot.enquiry_phrases import (
    either,
    folded,
    forms_of,
    holds,
    is_story,
    pattern,
    without_beginnings,
)
from bot.enquiry_words import FormWords
from bot.references import looks_like_reference

Wish = Literal["withdraw", "change", "progress"]

_AFTER = 6
"""Words that may stand behind "cancel my enquiry"."""
_POINTING = frozenset({"it", "that", "this"})


def wish_after_sending(text: str, prefix: str, words: FormWords, *, was_sent: bool) -> Wish | None:
    """What somebody wants of an enquiry that was sent, or None.

    `prefix` begins every reference; `was_sent` is whether one was sent in this conversation.
    """
    if wants_withdrawn(text, prefix, words, was_sent=was_sent):
        return "withdraw"
    if not was_sent:
        return None
    is_sending = words.command(text) == "send" and holds(text, words.forms["sends"])
    if is_sending or words.command(text) == "is_sent":
        return "progress"
    change = change_wanted(text, {}, words)
    own = holds(text, words.forms["of_ones_own"])
    is_change = change is not None and change.field is not None and change.is_plain and own
    adds = either(words.lists["adds"])
    is_more = not is_story(text) and pattern(rf"(?:.*\s)?{adds}").match(text)
    return "change" if is_change or is_more else None


def wants_withdrawn(text: str, prefix: str, words: FormWords, *, was_sent: bool) -> bool:
    """Whether a message wants an enquiry cancelled, withdrawn or deleted.

    "Cancel it", or "cancel" alone, can mean that only where an enquiry was sent.
    """
    if is_story(text):
        return False
    core = without_beginnings(words.without_leads(text)[0], words.lists["requests"])
    alone = forms_of(words.lists["withdraw"])
    if was_sent and not alone.isdisjoint({folded(core), folded(text)}):
        return True
    verbs, things = either(words.lists["withdraw"]), either(words.lists["withdrawn"])
    own, own_things = either(words.lists["ones_own"]), either(words.lists["withdrawn_own"])
    gap = rf"(?:{either(words.lists['before_withdrawn'])}\s+)*"
    what = rf"(?:{gap}(?P<what>{things})|{gap}{own}\s+{gap}{own_things})"
    found = pattern(rf".*?{verbs}\s+{what}(?:\W+\S+){{0,{_AFTER}}}\W*$").match(core)
    if not found:
        return looks_like_reference(text, prefix) and bool(pattern(rf"\W*{verbs}\b").match(core))
    if folded(found["what"] or "") not in _POINTING:
        return True
    # "Forget that, who chairs the forum?" takes nothing back.
    last = core.split(",")[-1].strip()
    ends = either(words.lists["ends_politely"])
    alone_too = pattern(rf"{verbs}\s+{gap}{things}(?:[\s,]+{ends})*[\s.!?]*$").match(last)
    return was_sent and alone_too is not None

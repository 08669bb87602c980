"""Whether somebody wants to take back an enquiry that was sent: the chat cannot, and says how."""

from __future__ import annotations

from bot.enquiry_phrases import either, folded, pattern
from bot.enquiry_words import FormWords
from bot.references import looks_like_reference

_LONGEST = 20
"""Words; what is longer tells of something else."""
_BETWEEN, _AFTER = 4, 6
"""Words that may stand between "cancel" and "enquiry", and behind them."""
_POINTING = frozenset({"it", "that", "this"})


def wants_withdrawn(text: str, prefix: str, words: FormWords, *, was_sent: bool) -> bool:
    """Whether a message wants an enquiry cancelled, withdrawn or deleted.

    "Cancel it", or "cancel" alone, can mean that only where an enquiry was sent in this
    conversation; `prefix` begins every reference.
    """
    if len(text.split()) > _LONGEST:
        return False
    core, _ = words.without_leads(text)
    if was_sent and folded(core) in {folded(verb) for verb in words.lists["withdraw"]}:
        return True
    verbs, things = either(words.lists["withdraw"]), either(words.lists["withdrawn"])
    gap, tail = rf"(?:[^\s?.!]+\s+){{0,{_BETWEEN}}}?", rf"(?:\W+\S+){{0,{_AFTER}}}\W*$"
    found = pattern(rf".*?{verbs}\s+{gap}(?P<what>{things}){tail}").match(core)
    if not found:
        return looks_like_reference(text, prefix) and bool(pattern(rf"\W*{verbs}\b").match(core))
    return was_sent or folded(found["what"]) not in _POINTING

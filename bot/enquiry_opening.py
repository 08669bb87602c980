"""A message that opens the enquiry form and puts its question to an advisor at once."""

from __future__ import annotations

from bot.enquiry_phrases import either, pattern, without_beginnings
from bot.enquiry_words import FormWords
from bot.text import words_of

_SHORTEST = 3
"""Words; fewer tell an advisor nothing."""


def question_put(text: str, words: FormWords) -> str:
    """The question in "leave an enquiry: …" or "ask an advisor how …"; empty where none is put.

    Behind a colon, a dash or a line's end anything may be the question; without one it must begin
    as questions do, for "ask an advisor to ring me" is a wish of another kind.
    """
    core = without_beginnings(words.without_leads(text)[0], words.lists["requests"])
    phrases = either(words.lists["puts_to_advisor"])
    found = pattern(rf"\s*{phrases}(?P<sign>\s*[:;–—\n]|\s+-(?=\s))?\s*(?P<rest>\S.*)").match(core)
    if not found or len(words_of(found["rest"])) < _SHORTEST:
        return ""
    rest: str = found["rest"].strip()
    return rest if found["sign"] or words.begins_question(rest) else ""

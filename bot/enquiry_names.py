"""Whether what was typed can be somebody's name: any script, however short, but no sentence."""

from __future__ import annotations

import re
import unicodedata

from bot.enquiry_phrases import either, pattern
from bot.enquiry_words import Field, FormWords
from bot.text import words_of

_LONGEST, _MOST = 120, 6
_MOST_BEFORE_A_STORY = 14
_WRAPPING = ' \t\n.,;:!"“”«»()[]*_~'
# A joiner counts only between pictures: some scripts write names with it.
_JOINED = re.compile(r"(?<=[^\w\s])[\u200d\ufe0f]+|\ufe0f")
_OF_ANOTHER = re.compile(r"\w['’]s\s")
_JOINING = frozenset("'’‘`´.,()-‐‑ \u00b7\u200c\u200d")


def clean_name(text: str, words: FormWords) -> str:
    """The name without signs around it, without little pictures, and without "speaking"."""
    plain = without_pictures(text).strip(_WRAPPING)
    plain = pattern(rf"[\s,]+(?:{either(words.lists['name_ends'])}[\s,]*)+$").sub("", plain)
    return " ".join(plain.split())


def without_pictures(text: str) -> str:
    """The text without emoji and what joins them."""
    plain = _JOINED.sub("", text)
    return "".join(one for one in plain if unicodedata.category(one) not in {"So", "Sk", "Cs"})


def is_name(text: str, words: FormWords) -> bool:
    """Whether a cleaned text can be a name: no digits, no word that stands in no name.

    One letter is enough where it is a capital, or of a script that writes words with one.
    """
    parts = text.split()
    if not 0 < len(parts) <= _MOST or len(text) > _LONGEST:
        return False
    if not all(one in _JOINING or unicodedata.category(one)[0] in "LM" for one in text):
        return False
    if _OF_ANOTHER.search(text):
        # "Tommy's mum" names a child.
        return False
    letters = [one for one in text if one.isalpha()]
    if not letters or (len(letters) == 1 and letters[0].islower()):
        return False
    said = [word.form for word in words_of(text)]
    if words.command(text) or words.agrees(text) or words.refuses(text):
        return False
    return words.forms["not_names"].isdisjoint(said) and not words.is_role(text)


def may_ask(text: str, asked: Field | None, words: FormWords) -> bool:
    """Whether what begins like a question is one, not "Will Smith" or "Will Adams Academy"."""
    if text.rstrip().endswith("?"):
        return True
    is_value = (
        is_name(clean_name(text, words), words) if asked == "name" else words.is_setting(text)
    )
    return not is_value


def is_title_case(text: str) -> bool:
    """Whether every word begins with a capital, or with a letter of a script without them."""
    return all(not part[0].islower() for part in re.split(r"[\s-]+", text) if part)


def name_and_role(text: str, words: FormWords) -> tuple[str, str]:
    """Both of "Jo Bloggs DSL" or "Jo Bloggs deputy head"; the role is empty where none is said."""
    parts = text.split()
    if len(parts) > _MOST_BEFORE_A_STORY:
        return text, ""
    for at in range(1, len(parts)):
        role = " ".join(parts[at:])
        short = {word.form for word in words_of(role)} <= words.forms["abbreviated_roles"]
        if words.is_role(role) and (short or len(parts) - at > 1):
            return " ".join(parts[:at]), role
    return text, ""

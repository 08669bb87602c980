"""Initials that stand for a child, and what a child who writes for itself calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy import Detail, Published
from bot.privacy_cues import (
    AFTER,
    BARE_AGE,
    CHILD_WRITES,
    DEAR_INITIAL,
    INITIALS,
    OWN_AGED,
    OWN_INITIAL,
    OWN_NAMES,
    PAIR,
    SAID_INITIALS,
)
from bot.privacy_words import privacy_words
from bot.text import fold

_BEFORE = frozenset({"initials", "initial", "re", "called", "is", "are"})
# After these somebody is spoken of by dotted letters ("a plan for C.H-B").
_BEFORE_DOTTED = frozenset({"for", "about", "re", "of", "with", "on"})
# Characters of dotted letters that may be more than those of two names.
_LONG = 6
# What is numbered by letters.
_COUNTED = frozenset(
    {"year", "yr", "class", "plan", "part", "group", "section", "appendix", "annex", "vitamin"}
    | {"room", "set", "option", "form", "child", "annexe", "hepatitis", "block", "team"}
)
# One letter with its full stop, where a class or an age follows.
_IN_CLASS = re.compile(r",? (?:in |from )?(?:y|yr|year) ?\d|,? (?:is|aged?) \d", re.IGNORECASE)
_AGED = re.compile(r" \d{1,2} ?(?:yo|y/o|yrs?|years?)\b", re.IGNORECASE)


# A word of four letters or more, put letter by letter ("K a t i e", "k-a-t-i-e").
_LETTER_BY_LETTER = re.compile(r"(?<!\w)[^\W\d_](?:([ .\-–]{1,2})[^\W\d_])(?:\1[^\W\d_]){2,}(?!\w)")


def find_spelt(text: str, published: Published) -> Iterator[Detail]:
    """First names that are spelt letter by letter."""
    for match in _LETTER_BY_LETTER.finditer(text):
        word = "".join(letter for letter in match.group() if letter.isalpha())
        if (fold(word),) not in published.names and _is_given(word.title()):
            yield Detail(*match.span(), "name")


def find_initials(text: str, published: Published, *, personal: bool) -> Iterator[Detail]:
    """Initials after a relation or a cue, or before an age or class."""
    if text.isupper():
        return
    for match in INITIALS.finditer(text):
        letters = re.sub(r"[^a-z]", "", match.group().lower())
        is_plain = "." not in match.group() or match.group().islower()
        kept = is_plain and privacy_words().has("initials_kept", letters)
        if not kept and (letters,) not in published.names and _stands_for_one(match, personal):
            yield Detail(*match.span(), "name")
    for match in SAID_INITIALS.finditer(text):
        letters = re.sub(r"[^a-z]", "", match.group(1).lower())
        if (letters,) not in published.names and not privacy_words().has("initials_kept", letters):
            yield Detail(*match.span(1), "name")
    for match in DEAR_INITIAL.finditer(text) if personal else ():
        yield Detail(*match.span(), "name")
    for match in PAIR.finditer(text) if personal else ():
        yield Detail(*match.span(1), "name")
        yield Detail(*match.span(2), "name")


def _stands_for_one(match: re.Match[str], personal: bool) -> bool:  # noqa: FBT001 as it was found
    """Whether what stands around initials tells of a person."""
    before = match.string[: match.start()].rstrip(" ,(:\"“'").split()
    last = fold(before[-1]) if before else ""
    cued = privacy_words().has("person", last) or last in _BEFORE
    after = match.string[match.end() :]
    if len(letters := re.sub(r"[^A-Za-z]", "", match.group())) == 1:
        is_in_class = match.group() != letters and _IN_CLASS.match(after)
        is_counted = match.group() == letters and last in _COUNTED
        return bool(is_in_class or (re.match(r"\s?\(\d", after) and not is_counted))
    is_dotted = re.match(r"[A-Z]\.\s?[A-Z]", match.group()) is not None
    if is_dotted and (last in _BEFORE_DOTTED or (personal and len(match.group()) < _LONG)):
        return True
    aged = AFTER.match(after) or _AGED.match(after)
    is_marked = match.group().islower() or is_dotted
    return bool(aged or (BARE_AGE.match(after) and is_marked) or (cued and personal))


def find_own_names(text: str) -> Iterator[Detail]:
    """What a child calls itself; and anybody's first name with one letter, as children sign."""
    for match in OWN_INITIAL.finditer(text):
        if _is_given(match.group(1).split()[0].capitalize()):
            yield Detail(*match.span(1), "name")
    for match in filter(_is_said_with_an_age, OWN_AGED.finditer(text)):
        yield Detail(*match.span(1), "name")
    if CHILD_WRITES.search(text):
        for match in OWN_NAMES.finditer(text):
            words = match.group(1).split()
            named = words[0][0].isupper() or "name" in match.group()[:8].lower()
            if _is_given(words[0]) or (named and not _is_word(words[0])):
                end = match.end(1) if len(words) == 1 or _is_surname(words[1]) else None
                yield Detail(match.start(1), end or match.start(1) + len(words[0]), "name")


def _is_said_with_an_age(match: re.Match[str]) -> bool:
    """Such as "im kai im 12": no word of English, and an age right after it."""
    form = fold(match.group(1))
    return not _is_word(form) and form not in privacy_words().english


def _is_given(word: str) -> bool:
    form = fold(word)
    words = privacy_words()
    return form in words.given_names or (words.has("ordinary_names", form) and word[0].isupper())


def _is_word(word: str) -> bool:
    form, words = fold(word), privacy_words()
    return form in words.ordinary or any(
        words.has(name, form) for name in ("not_names", "context", "person", "institution", "job")
    )


def _is_surname(word: str) -> bool:
    return word[0].isupper() or not _is_word(word)

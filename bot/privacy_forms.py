"""Names as forms, tables and screens show them: labelled, turned round, spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy import Detail
from bot.privacy_everyday_cues import MONTHS
from bot.privacy_words import privacy_words
from bot.text import fold

_WORD = r"[^\W\d_][\w'’.-]*"
_ONE = re.compile(_WORD)
# What stands before a colon where a name follows it; "name" alone may be the asker's own.
_LABEL = re.compile(
    r"\b(?:(?:pupil|child|student|patient|sibling|parent|mother|father|carer|mum|dad|subject)"
    r"(?:['’]?s)?(?: (?:full )?name)?|(?:full |first |last |family |given |real |legal )?names?"
    r"|surname|forenames?|aka|nephew|niece|grandson|granddaughter|son|daughter)"
    rf"\s?[:=–-]\s*((?:{_WORD}[ ,]{{0,2}}){{1,5}})",
    re.IGNORECASE,
)
_REAL = re.compile(r"\b(?:real|actual|full|legal) name:? (?:is )?((?:[^\W\d_a-z][\w'’.-]* ?){1,3})")
# "LENNOX-BOYD, Imogen" and "stroud, wilhelmina (…" at the beginning of a line.
_TURNED = re.compile(
    rf"(?:(?<![\w,] )|(?<=re )|(?<=RE )|(?<=Re ))\b"
    r"[A-Z][A-Z'’-]+, ?[A-Z][a-z][\w'’-]*(?!\w|['’-]|,)"
    rf"|^{_WORD}, {_WORD}(?= ?\()"
    r"|^[A-Z][\w'’-]+, [A-Z][\w'’-]+\b(?!,)"
    r"|\b[A-Z][\w'’-]+, [A-Z]\b\.?(?= ?\((?i:y|d|\d)| (?i:yr|year|dob))",
    re.MULTILINE,
)
_SPELT = re.compile(r"\b(?:[A-Z][-. ]){3,}[A-Z]\b")


def find_in_forms(text: str, *, personal: bool) -> Iterator[Detail]:
    """Names that the way of writing gives away; some only where a child is spoken of."""
    yield from _labelled(text, personal=personal)
    if personal:
        for match in _SPELT.finditer(text):
            yield Detail(*match.span(), "name")
    yield from _turned_round(text, personal=personal)


def _labelled(text: str, *, personal: bool) -> Iterator[Detail]:
    patterns = (_LABEL, _REAL) if personal else (_REAL,)
    for match in (found for pattern in patterns for found in pattern.finditer(text)):
        end = match.start(1)
        for word in _ONE.finditer(text, *match.span(1)):
            # The next label, or a word that is no name, ends what was filled in.
            if not _can_stand_in_a_name(word.group()) or text[word.end() :].startswith(":"):
                break
            end = word.end()
        if end > match.start(1):
            yield Detail(match.start(1), end, "name")


def _turned_round(text: str, *, personal: bool) -> Iterator[Detail]:
    for match in _TURNED.finditer(text):
        words = _ONE.findall(match.group())
        first = fold(words[-1])
        is_given = first in privacy_words().given_names or (
            match.group().split(",")[0].isupper()
            and privacy_words().has("ordinary_names", first)
            and first not in MONTHS
        )
        is_shown = personal and (
            match.group().split(",")[0].isupper() or "(" in text[match.end() :][:2]
        )
        if (is_shown or is_given) and all(map(_can_stand_in_a_name, words)):
            yield Detail(*match.span(), "name")


def _can_stand_in_a_name(word: str) -> bool:
    words, form = privacy_words(), fold(word.strip(".,"))
    lists = ("not_names", "person", "street", "institution", "context")
    is_listed = any(words.has(name, form) for name in lists)
    return not is_listed and form not in words.ordinary

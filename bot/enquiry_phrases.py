"""Phrases of a list in a text, however people type their apostrophes, hyphens and spaces."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from bot.text import words_of

_LONGEST_REMARK, _MOST_WORDS = 300, 25
"""Characters and words; patterns look no further, so that a long message costs little."""


def folded(text: str) -> str:
    """Words as they are compared; of a message that has none, its signs."""
    return " ".join(word.form for word in words_of(text)) or text.strip()


def loosely(phrase: str) -> str:
    """A pattern for the phrase with any apostrophe, hyphen or space that people type."""
    return re.escape(phrase).replace("'", "['’]?").replace(r"\-", r"[-\s]?").replace(r"\ ", r"\s+")


@lru_cache(maxsize=256)
def either(phrases: tuple[str, ...]) -> str:
    """A pattern for any of the phrases, the longest first, between word boundaries."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return rf"(?<![\w'’])(?:{'|'.join(loosely(one) for one in longest_first)})(?![\w])"


@lru_cache(maxsize=256)
def pattern(text: str) -> re.Pattern[str]:
    """The compiled pattern, without regard to case."""
    return re.compile(text, re.IGNORECASE | re.DOTALL)


def without_beginning(text: str, phrases: tuple[str, ...]) -> str:
    """The text behind the first of the phrases, where one of them begins it and more follows."""
    found = pattern(rf"\s*{either(phrases)}[\s:,;.!–-]+(?=\S)").match(text)
    return text[found.end() :] if found else text


def without_beginnings(text: str, phrases: tuple[str, ...]) -> str:
    """The text behind all such phrases, however many begin it."""
    while (shorter := without_beginning(text, phrases)) != text:
        text = shorter
    return text


def is_story(text: str) -> bool:
    """Whether a text is too long to be a remark to the form: it tells something else."""
    return len(text) > _LONGEST_REMARK or len(text.split()) > _MOST_WORDS


@lru_cache(maxsize=64)
def forms_of(phrases: tuple[str, ...]) -> frozenset[str]:
    """The phrases of a list, folded."""
    return frozenset(folded(one) for one in phrases)


def holds(text: str, forms: Collection[str]) -> bool:
    """Whether one of the folded phrases stands in the text, as whole words."""
    return bool(held(text, forms))


def held(text: str, forms: Iterable[str]) -> list[str]:
    """Which of the folded phrases stand in the text, as whole words."""
    said = f" {folded(text)} "
    return [form for form in forms if f" {form} " in said]

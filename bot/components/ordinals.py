"""Places in a list: "the second", "the last one", "number four"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from bot.components.lexicon import Lexicon
from bot.text import Word

_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "fifth": 5,
    "5th": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "last": -1,
    "latter": -1,
    "former": -2,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
    "7": 7,
    "8": 8,
}
_COUNTED = {
    word: place
    for place, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight"), start=1
    )
}
"""Words that give a place in a list after "number" or "option"."""


def place_in_list(words: Sequence[Word], lexicon: Lexicon) -> int | None:
    """The one place that the words point to, from 1, or from -1 for the last; None if not one."""
    counted = [
        after
        for before, after in itertools.pairwise(words)
        if lexicon.has("number_word", before.form) and after.form in _COUNTED
    ]
    around = itertools.zip_longest((None, *words[:-1]), words, words[1:])
    found = [
        _ORDINALS[word.form]
        for before, word, after in around
        if word
        and word.form in _ORDINALS
        and not _belongs_to(word, after, lexicon)
        and not _measures(before, word, after)
    ]
    found += [_COUNTED[word.form] for word in counted]
    return found[0] if len(found) == 1 else None


def _measures(before: Word | None, word: Word, after: Word | None) -> bool:
    """Whether a figure says how much of something ("in 1 line", "within 2 days")."""
    within = before is not None and before.form in {"in", "within", "under", "for"}
    return word.form.isdigit() and within and after is not None


def _belongs_to(word: Word, after: Word | None, lexicon: Lexicon) -> bool:
    """Whether an ordinal says more of what follows ("the former Board", "the last two")."""
    if after is None:
        return False
    if word.form != "former":
        return after.form in _COUNTED and after.form != "one"
    verb = lexicon.has("question_start", after.form) or after.form.endswith("ed")
    small = lexicon.has("place_preposition", after.form) or after.form in {"a", "an", "the"}
    return not (verb or small)


def any_ordinal(form: str) -> str:
    """One ordinal for all: which of a list is meant says nothing about what is asked of it."""
    return "first" if _ORDINALS.get(form, 0) > 1 and not form.isdigit() else form

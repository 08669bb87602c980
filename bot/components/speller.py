"""Misspelt words and text speak, one by one: how the urgency guard hears them.

It is kept apart from :mod:`bot.components.respeller`, which reads questions, so that one mistake
does not make both deaf.
A word is left alone when English or the pack knows it, so that correction can only turn
something unknown into something known, never one word into another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.sounds import sound_of
from bot.text import Word, singular

_SHORTEST = 4
_CLOSE_ENOUGH = 0.74
"""Similarity 1 - edits / length: one edit in four letters, two in eight, three in twelve."""
_ONE_SLIP = 0.9
"""Similarity of a long word (ten letters or more) with one edit."""
_LONG_ENOUGH_TO_HEAR = 5
_REMEMBERED = 4096
_ENDINGS = ("ing", "ed", "er", "ers", "ly")
_VOWEL = re.compile("[aeiou]")


def _stems(form: str) -> Iterator[str]:
    """What a regular form of a word may be a form of: "chair" for "chairing"."""
    for ending in _ENDINGS:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= _SHORTEST:
            yield stem
            yield f"{stem}e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]


def _skeleton(word: str) -> str:
    """A word as it is shortened in haste: its first letter and its consonants."""
    return word[0] + _VOWEL.sub("", word[1:])


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """First to second of the pairs, without firsts that stand for several."""
    found: dict[str, set[str]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(singular(second))
    return {first: min(words) for first, words in found.items() if len(words) == 1}


class Speller:
    """Corrects words towards `meant`, unless they are among the `known` ones."""

    def __init__(
        self, known: Iterable[str], meant: Iterable[str], respelt: Mapping[str, str]
    ) -> None:
        self._meant = sorted({word for word in meant if len(word) >= _SHORTEST})
        english = frozenset(known)
        self._known = english | frozenset(self._meant)
        self._abbreviations = [word for word in self._meant if not _VOWEL.search(word)]
        self._skeletons = _unambiguous((_skeleton(word), word) for word in self._meant)
        # By ear only words of English: too many places sound like something else.
        long = (w for w in self._meant if len(w) >= _LONG_ENOUGH_TO_HEAR and w in english)
        self._sounds = _unambiguous((sound_of(word), word) for word in long)
        self._respelt = respelt
        self._nearest = lru_cache(_REMEMBERED)(self._find_nearest)
        self._one_slip_from = lru_cache(_REMEMBERED)(self._find_one_slip_from)

    def corrected(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words with the likeliest meant form of each; places stay as they were typed."""
        return tuple(self._correct(word) for word in words)

    def knows(self, form: str) -> bool:
        """Whether a folded word is English or of the pack."""
        return any(one in self._known for one in (form, singular(form), *_stems(form)))

    def _correct(self, word: Word) -> Word:
        if word.form in self._respelt:
            return replace(word, form=self._respelt[word.form])
        if len(word.form) < _SHORTEST or not word.form.isalpha():
            return word
        if self.knows(word.form):
            # "Trafficing" looks like a form of "traffic", and is a slip all the same.
            nearest = None if word.form in self._known else self._one_slip_from(word.form)
        else:
            nearest = self._nearest(word.form)
        return replace(word, form=nearest, corrected=True) if nearest else word

    def _find_one_slip_from(self, form: str) -> str | None:
        found = process.extractOne(
            form,
            self._meant,
            scorer=OSA.normalized_similarity,
            score_cutoff=_ONE_SLIP,
        )
        return found[0] if found and found[0] not in {form, singular(form)} else None

    def _find_nearest(self, form: str) -> str | None:
        if not _VOWEL.search(form):
            return self._skeletons.get(form) or self._nearest_of(form, self._abbreviations)
        return self._nearest_of(form, self._meant)

    def _nearest_of(self, form: str, meant: Sequence[str]) -> str | None:
        found = process.extract(
            form,
            meant,
            scorer=OSA.normalized_similarity,
            score_cutoff=_CLOSE_ENOUGH,
            limit=8,
        )
        if not found:
            return self._sounds.get(sound_of(form)) if len(form) >= _LONG_ENOUGH_TO_HEAR else None
        best = max(score for _, score, _ in found)
        close = [word for word, score, _ in found if score == best]
        return min(close, key=lambda word: (word[0] != form[0], word[-1] != form[-1], word))

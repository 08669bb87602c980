"""Which words of the field a typed word may stand for, and what each slip costs."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.components.slips import cost_of
from bot.components.sounds import spoken_sound_of

Candidate = tuple[str, float]
"""A word that may be meant, and the cost of the slip (:mod:`bot.components.slips`)."""

HEARD_ALIKE = 2.1
"""Most that a slip may cost after which a word still sounds the same."""
_A_SLIP, _FREE, _A_LETTER = 3.3, 1.65, 0.55
"""An unknown word may differ by a slip of a finger, by two in nine letters."""
_SKELETON, _SHORTEST_SKELETON = 2.5, 4
_CUT_SHORT, _ENOUGH, _MUCH_LEFT_OUT = 3.0, 3, 3
_SIMILAR = 0.6
"""Similarity 1 - edits / length from which a word is worth weighing."""
_MOST = 8
_SHORT, _SHORT_LETTERS = 5, 3
_REMEMBERED = 8192
_VOWEL = re.compile("[aeiouy]")


class MeantWords:
    """Finds the words of the field that sound or look like a typed one.

    `meant` are the words that may be meant, `begun` those that people cut short ("edu").
    """

    def __init__(self, meant: Iterable[str], begun: Iterable[str]) -> None:
        self._meant = sorted(word for word in set(meant) if len(word) > 1 and word.isalpha())
        self._begun = sorted(begun)
        self._sounds = _by(spoken_sound_of, self._meant)
        long = (word for word in self._meant if len(word) >= _SHORTEST_SKELETON)
        self._skeletons = _by(_skeleton, long)
        self._one_letter_less = _one_letter_less(self._meant)
        self.of_unknown = lru_cache(_REMEMBERED)(self._of_unknown)

    def of_known(self, form: str) -> tuple[Candidate, ...]:
        """The words for which a word of English may have been typed: they sound like it."""
        return _within(form, self._near(form), HEARD_ALIKE)

    def _of_unknown(self, form: str) -> tuple[Candidate, ...]:
        """The words for which something that is no word may have been typed, cheapest first."""
        most = max(_A_SLIP, _FREE + _A_LETTER * len(form))
        near = self._near(form)
        if not _VOWEL.search(form):
            # A few consonants are an abbreviation: "sch" is a slip neither for "such" nor "SCG".
            longer = (w for w in near if len(w) > _SHORT_LETTERS and not _VOWEL.search(w))
            usable = near if len(form) > _SHORT_LETTERS else longer
            return (*_within(form, usable, most), *self._in_haste(form))
        found = (*_within(form, near, most), *self._cut_short(form))
        if found or len(form) < _SHORT:
            return found
        return _within(form, self._similar(form), most)

    def _in_haste(self, form: str) -> Iterator[Candidate]:
        """The words whose consonants were typed; the more there are, the less is each meant."""
        words = self._skeletons.get(form, ()) if len(form) >= _SHORT_LETTERS else ()
        return ((word, _SKELETON + math.log(len(words))) for word in words)

    def _cut_short(self, form: str) -> tuple[Candidate, ...]:
        """The one word, or the first of its forms, that somebody stopped in the middle of."""
        begun = [
            word
            for word in self._begun
            if word.startswith(form) and len(word) >= len(form) + _MUCH_LEFT_OUT
        ]
        one = bool(begun) and all(word.startswith(begun[0]) for word in begun)
        return ((begun[0], _CUT_SHORT),) if one and len(form) >= _ENOUGH else ()

    def _near(self, form: str) -> set[str]:
        """The words that sound the same, and those one letter away."""
        near = set(self._sounds.get(spoken_sound_of(form), ()))
        for shorter in (form, *_shorter(form)):
            near.update(self._one_letter_less.get(shorter, ()))
        return near - {form}

    def _similar(self, form: str) -> Iterator[str]:
        found = process.extract(
            form,
            self._meant,
            scorer=OSA.normalized_similarity,
            score_cutoff=_SIMILAR,
            limit=_MOST,
        )
        return (word for word, _, _ in found)


def _within(form: str, words: Iterable[str], most: float) -> tuple[Candidate, ...]:
    costs = sorted((cost_of(word, form, most), word) for word in words)
    return tuple((word, cost) for cost, word in costs[:_MOST] if cost < most)


def _by(key: Callable[[str], str], words: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        found[key(word)].append(word)
    return found


def _skeleton(word: str) -> str:
    """A word as it is shortened in haste: its first letter and its consonants."""
    return word[0] + _VOWEL.sub("", word[1:])


def _shorter(word: str) -> Iterator[str]:
    """The word with each of its letters left out."""
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _one_letter_less(words: Iterable[str]) -> Mapping[str, list[str]]:
    """Words by themselves and by every way to leave out a letter of theirs."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for form in {word, *_shorter(word)}:
            found[form].append(word)
    return found

"""People's names written by ear: "Sara Hamond", "Allison Brume", "Tina Hewes".

A first name and a surname that are both a little wrong are no ordinary slips: a speller that
knows words of English leaves "Sara" and "Brume" alone.  Together they are compared with the
whole names of the pack's people, by letters and by sound.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from spacy.lang.en.stop_words import STOP_WORDS

from bot.components.name_index import Found, Name
from bot.components.sounds import spoken_sound_of
from bot.records import Person
from bot.text import Word, fold, singular

_ALIKE = 0.8
"""Similarity 1 - edits / length of a whole name: two slips in "sarah hammond"."""
_SHORTEST = 3


@dataclass(frozen=True)
class HeardNames:
    """Finds the people whose whole name two words in a row were meant to be."""

    people: Iterable[Person]
    _names: tuple[tuple[str, str, str], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = tuple(
            (*fold(p.name).split()[:1], fold(p.name).split()[-1], p.id) for p in self.people
        )
        object.__setattr__(self, "_names", names)

    def find(self, words: Sequence[Word]) -> Iterator[Found]:
        """The misspelt names among the words as they were typed."""
        for index, (first, last) in enumerate(itertools.pairwise(words)):
            if self._could_be_a_name(first) and self._could_be_a_name(last):
                ids = {id for *name, id in self._names if _alike((first.form, last.form), name)}
                if len(ids) == 1:
                    yield Found(index, index + 2, (Name("person", ids.pop(), "near"),))

    @staticmethod
    def _could_be_a_name(word: Word) -> bool:
        return len(word.form) >= _SHORTEST and word.form.isalpha() and word.form not in STOP_WORDS


def _alike(said: tuple[str, str], name: Sequence[str]) -> bool:
    """Whether two words are this name with slips; the very name is no slip."""
    pairs = tuple(zip(said, name, strict=True))
    if all(singular(a) == singular(b) for a, b in pairs):
        return False
    if any(a[0] != b[0] for a, b in pairs):
        # "Sue Handler": a first letter may be lost from one half where the other is right.
        return any(a == b for a, b in pairs) and any(a == b[1:] for a, b in pairs)
    by_letters = OSA.normalized_similarity(" ".join(said), " ".join(name)) >= _ALIKE
    return by_letters or all(spoken_sound_of(a) == spoken_sound_of(b) for a, b in pairs)

"""Words and given names by which details of a person are known, from data/privacy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

import yaml

from bot.text import fold

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "privacy"


@dataclass(frozen=True)
class PrivacyWords:
    """`lists` are the word lists by name; `given_names` hold no ordinary word. All folded.

    `ordinary` are words that begin in lower case where the project writes them, misspellings too;
    `english` are those and the words of a dictionary; `rarer_names` those of the given names that
    are rare in England, which a slip of the pen may come near to; `proper` names of what is nobody.
    """

    lists: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    ordinary: frozenset[str]
    english: frozenset[str]
    rarer_names: frozenset[str]
    proper: frozenset[str]

    @cached_property
    def names(self) -> frozenset[str]:
        """Given names and surnames, those that are everyday words too."""
        return self.given_names | self.lists["ordinary_names"] | self.lists["surnames"]

    @cached_property
    def plain(self) -> frozenset[str]:
        """English words that nobody is called by."""
        return (self.english | self.lists["not_names"]) - self.names

    @cached_property
    def ordinary_by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """First letter → the ordinary words that begin with it, those of lists too."""
        lists = ("not_names", "context", "institution", "posts", "person", "job")
        words = sorted(self.ordinary.union(*(self.lists[name] for name in lists)))
        return {letter: tuple(group) for letter, group in groupby(words, key=lambda one: one[0])}

    def has(self, name: str, form: str) -> bool:
        """Whether a list holds a folded word."""
        return form in self.lists[name]


@cache
def privacy_words() -> PrivacyWords:
    """The words of data/privacy, read once."""
    lists = yaml.safe_load((_FOLDER / "words.yml").read_text(encoding="utf-8"))
    folded = {name: frozenset(map(fold, words.split())) for name, words in lists.items()}
    rarer = words_in("rarer_names.txt")
    names = words_in("given_names.txt") | rarer
    ordinary = words_in("ordinary_words.txt")
    english = ordinary | words_in("english_words.txt")
    proper = (words_in("proper_words.txt") - names) | folded["places"]
    return PrivacyWords(
        folded,
        names - folded["ordinary_names"] - folded["not_names"],
        ordinary,
        english,
        rarer,
        proper,
    )


def words_in(file: str) -> frozenset[str]:
    """The folded words of a list of data/privacy."""
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(map(fold, words))

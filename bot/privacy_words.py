"""Words and given names by which details of a person are known, from data/privacy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.text import fold

_FOLDER = Path(__file__).resolve().parent.parent / "data" / "privacy"


@dataclass(frozen=True)
class PrivacyWords:
    """`lists` are the word lists by name; `given_names` hold no ordinary word. All folded.

    `ordinary` are words that begin in lower case where people write them.
    """

    lists: Mapping[str, frozenset[str]]
    given_names: frozenset[str]
    ordinary: frozenset[str]

    def has(self, name: str, form: str) -> bool:
        """Whether a list holds a folded word."""
        return form in self.lists[name]


@cache
def privacy_words() -> PrivacyWords:
    """The words of data/privacy, read once."""
    lists = yaml.safe_load((_FOLDER / "words.yml").read_text(encoding="utf-8"))
    folded = {name: frozenset(map(fold, words.split())) for name, words in lists.items()}
    names = _words_in("given_names.txt") - folded["ordinary_names"]
    return PrivacyWords(folded, names, _words_in("ordinary_words.txt"))


def _words_in(file: str) -> frozenset[str]:
    lines = (_FOLDER / file).read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(map(fold, words))

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
    """`lists` are the word lists by name; `given_names` hold no ordinary word. All folded."""

    lists: Mapping[str, frozenset[str]]
    given_names: frozenset[str]

    def has(self, name: str, form: str) -> bool:
        """Whether a list holds a folded word."""
        return form in self.lists[name]


@cache
def privacy_words() -> PrivacyWords:
    """The words of data/privacy, read once."""
    lists = yaml.safe_load((_FOLDER / "words.yml").read_text(encoding="utf-8"))
    folded = {name: frozenset(map(fold, words.split())) for name, words in lists.items()}
    lines = (_FOLDER / "given_names.txt").read_text(encoding="utf-8").splitlines()
    names = {fold(name) for line in lines if not line.startswith("#") for name in line.split()}
    return PrivacyWords(folded, frozenset(names - folded["ordinary_names"]))

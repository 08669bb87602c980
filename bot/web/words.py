"""The sentences of pages, errors, apologies and mail: in the strings files, never in Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

STRINGS = Path(__file__).parent / "strings"


class UnknownWordsError(LookupError):
    """The strings file has no sentence, or no branch, of this name."""


class Words:
    """The sentences of one language, found by dotted names such as "error.too_long"."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    @classmethod
    def read(cls, language: str = "en") -> Words:
        """The sentences of `language`, from its files in the strings folder: a part each."""
        tree: dict[str, Any] = {}
        for path in sorted(STRINGS.glob(f"{language}*.yaml")):
            tree |= yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(tree)

    def say(self, name: str, /, **values: object) -> str:
        """The sentence of this name with its {gaps} filled.

        Raises :class:`UnknownWordsError` for a name that is not there or is a whole branch.
        """
        sentence = self._find(name)
        if not isinstance(sentence, str):
            raise UnknownWordsError(name)
        return sentence.format(**values) if values else sentence

    def branch(self, name: str) -> Mapping[str, Any]:
        """All sentences under a name; raises :class:`UnknownWordsError` when it is none."""
        branch = self._find(name)
        if not isinstance(branch, Mapping):
            raise UnknownWordsError(name)
        return branch

    def names(self) -> Iterator[str]:
        """The dotted name of every sentence, in the file's order."""
        yield from _names(self._tree, "")

    def _find(self, name: str) -> object:
        found: object = self._tree
        for part in name.split("."):
            if not isinstance(found, Mapping) or part not in found:
                raise UnknownWordsError(name)
            found = found[part]
        return found


def _names(tree: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"

"""The sentences of pages, errors, apologies and mail: in the strings files, never in Python.

A deployment may lay a file of its own over them, in another language or in other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import yaml

from bot.settings import SettingsError

SETTING = "SIGNPOST_STRINGS"
STRINGS = Path(__file__).parent / "strings"


class UnknownWordsError(LookupError):
    """The strings file has no sentence, or no branch, of this name."""


class Words:
    """The sentences of one language, found by dotted names such as "error.too_long"."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree

    @classmethod
    def read(cls, over: Path | None = None) -> Words:
        """The sentences of the strings folder, each file a part; those of `over` come before them.

        Raises :class:`SettingsError` where that file cannot be read, or does not fit to the others.
        """
        tree: dict[str, Any] = {}
        for path in sorted(STRINGS.glob("*.yaml")):
            tree |= yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(tree if over is None else _laid_over(tree, _read_over(over)))

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


def _read_over(path: Path) -> Mapping[str, Any]:
    try:
        over = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{SETTING} is {path}: {error}") from None
    if not isinstance(over, Mapping):
        raise SettingsError(f"{SETTING} is {path}: it must hold names with their sentences")
    return over


def _laid_over(tree: Mapping[str, Any], over: Mapping[str, Any], at: str = "") -> dict[str, Any]:
    """The tree with the sentences of another one, which has the same names and gaps, or fewer."""
    laid = dict(tree)
    for key, value in over.items():
        name, stood = f"{at}{key}", tree.get(key)
        if isinstance(stood, Mapping) and isinstance(value, Mapping):
            laid[key] = _laid_over(stood, value, f"{name}.")
        elif not isinstance(stood, str) or not isinstance(value, str):
            raise SettingsError(f"{SETTING}: there is no sentence {name}, or it is a group of them")
        elif not _gaps(value) <= _gaps(stood):
            raise SettingsError(f"{SETTING}: {name} may have no gaps but {sorted(_gaps(stood))}")
        else:
            laid[key] = value
    return laid


def _gaps(sentence: str) -> set[str]:
    """The names of a sentence's {gaps}; one that cannot be read is a gap that nothing fills."""
    try:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {sentence}


def _names(tree: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"

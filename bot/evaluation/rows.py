"""The evaluation sets: what somebody says, and what a right reply must hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

UNANSWERABLE = frozenset({"not_listed", "outside"})
"""Outcomes of messages that no fact answers."""


class RowError(ValueError):
    """A set is not as it should be; the message says which file and row."""


@dataclass(frozen=True)
class Row:
    """One message: `expect` holds the outcomes that are right, the first the likeliest.

    Each of `facts` must stand in the reply, none of `never` may; "A | B" is either of two.
    """

    said: str
    kind: str
    expect: tuple[str, ...]
    facts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether only an answer, or a question back, is right."""
        return not UNANSWERABLE.intersection(self.expect) and self.expect[0] in {
            "answered",
            "asked",
        }

    @property
    def is_unanswerable(self) -> bool:
        """Whether any answer would be wrong."""
        return self.expect[0] in UNANSWERABLE and "answered" not in self.expect


@dataclass(frozen=True)
class Conversation:
    """Several rows, said one after another."""

    title: str
    turns: tuple[Row, ...]


@dataclass(frozen=True)
class EvaluationSet:
    """One file: `name` is its stem, `hand` says who wrote it."""

    name: str
    hand: str
    messages: tuple[Row, ...]
    conversations: tuple[Conversation, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, those of conversations too."""
        return (*self.messages, *(row for one in self.conversations for row in one.turns))

    def answerable(self) -> EvaluationSet:
        """The single messages that have an answer, and nothing else."""
        kept = tuple(row for row in self.messages if row.is_answerable)
        return EvaluationSet(self.name, self.hand, kept, ())


def read_set(path: Path) -> EvaluationSet:
    """The set of a file; raises :class:`RowError`."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(values, dict) or not values.get("hand"):
        raise RowError(f"{path.name} does not say by whose hand it is")
    return EvaluationSet(
        path.stem,
        str(values["hand"]),
        tuple(_row(path, one) for one in values.get("messages") or ()),
        tuple(_conversation(path, one) for one in values.get("conversations") or ()),
    )


def read_sets(folder: Path, only: Sequence[str] = ()) -> tuple[EvaluationSet, ...]:
    """The sets of a folder by name; `only` are the stems of those that are wanted."""
    paths = [path for path in sorted(folder.glob("*.yaml")) if not only or path.stem in only]
    missing = set(only) - {path.stem for path in paths}
    if missing or not paths:
        raise RowError(f"{folder} holds no set called {', '.join(sorted(missing)) or 'anything'}")
    return tuple(read_set(path) for path in paths)


def _conversation(path: Path, values: Mapping[str, Any]) -> Conversation:
    turns = tuple(_row(path, one) for one in values["turns"])
    return Conversation(str(values["conversation"]), turns)


def _row(path: Path, values: Mapping[str, Any]) -> Row:
    if not values.get("said") or not values.get("expect"):
        raise RowError(f"{path.name} has a row without what is said or expected: {values}")
    return Row(
        said=str(values["said"]),
        kind=str(values.get("kind") or "other"),
        expect=tuple(one.strip() for one in str(values["expect"]).split("|")),
        facts=tuple(str(one) for one in values.get("facts") or ()),
        never=tuple(str(one) for one in values.get("never") or ()),
    )

"""Tables of what is said and what is answered (tests/conversations/*.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "conversations"
OUTCOMES = (
    "answered",
    "not_listed",
    "outside",
    "unsure",
    "asked",
    "talk",
    "person",
    "urgent",
    "enquiry",
)
_SAYS = {"said", "never", "then"}


@dataclass(frozen=True)
class Row:
    """What is said, the kind of answer it gets, what it must hold and what it must not.

    `outcomes` are the kinds of answer that are right; a fact may give alternatives: "8 | eight".
    """

    said: str
    outcomes: frozenset[str]
    facts: tuple[str, ...]
    never: tuple[str, ...] = ()

    def faults(self, message: Mapping[str, Any]) -> list[str]:
        """What is wrong with an answer of the chat API or of an action; empty if nothing is."""
        text = _plain(message["text"])
        outcome = message["outcome"]
        wrong = [] if outcome in self.outcomes else [f"{outcome} is not {set(self.outcomes)}"]
        wrong += [f"lacks {fact!r}" for fact in self.facts if not _holds(text, fact)]
        return wrong + [f"holds {words!r}" for words in self.never if _plain(words) in text]


@dataclass(frozen=True)
class Conversation:
    """Rows that are said one after another; `title` names the table and the first row."""

    title: str
    rows: tuple[Row, ...]


def conversations(folder: Path = FOLDER) -> Iterator[Conversation]:
    """Every conversation of every table, in the order of the files."""
    for path in sorted(folder.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Conversation(f"{path.stem}: {entry['said']}", tuple(_rows(entry)))


def _rows(entry: Mapping[str, Any]) -> Iterator[Row]:
    yield _row(entry)
    for following in entry.get("then", ()):
        yield from _rows(following)


def _row(entry: Mapping[str, Any]) -> Row:
    (kinds,) = set(entry) - _SAYS
    outcomes = frozenset(kinds.split(" or "))
    if not outcomes <= set(OUTCOMES):
        raise ValueError(f"{kinds} is no kind of answer: {entry}")
    return Row(str(entry["said"]), outcomes, _texts(entry[kinds]), _texts(entry.get("never", ())))


def _texts(values: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _holds(text: str, fact: str) -> bool:
    return any(_plain(way) in text for way in fact.split(" | "))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())

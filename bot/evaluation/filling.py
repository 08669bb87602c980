"""Examples with the names of a pack in the place of placeholders, and where they stand.

So the truth about every name is known by making: no hand has to mark it, and no linker that
is then tested by it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.components.clauses import PLACEHOLDERS
from bot.evaluation.examples import Example
from bot.evaluation.noise import misspelt_word
from bot.knowledge import Knowledge
from bot.records import Person

SEED = 20191117
_PLACEHOLDER = re.compile(r"\b(?:" + "|".join(sorted(set(PLACEHOLDERS.values()))) + r")\b")
_MARKS = re.compile(r"[][(){}]")
_LETTERS = re.compile(r"[A-Za-z]{5,}")


@dataclass(frozen=True)
class NameUse:
    """A name in a text from `start` to `end`, the placeholder of its kind, and its record."""

    start: int
    end: int
    placeholder: str
    id: str


@dataclass(frozen=True)
class Filled:
    """An example as somebody would write it, with the names that it holds in order."""

    text: str
    intent: str
    names: tuple[NameUse, ...]


Names = Mapping[str, Sequence[tuple[str, str]]]
"""Placeholder → the names that may stand for it, each with the id of its record."""


def names_of(knowledge: Knowledge) -> Names:
    """Every way of naming every record of a pack, by placeholder."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, record in knowledge.records():
        placeholder = PLACEHOLDERS.get(kind)
        for name in (record.name, record.short, *record.aliases):
            if placeholder and name and not _MARKS.search(name):
                found[placeholder].append((name, record.id))
        if isinstance(record, Person):
            found["POST"].append((record.post, record.id))
    return found


def fill(
    examples: Sequence[Example], names: Names, *, misspelt: bool = False
) -> tuple[Filled, ...]:
    """The examples with names chosen by a seed; `misspelt` puts a typo into each longer one."""
    chance = random.Random(SEED)  # noqa: S311 - a choice of names, not a secret
    return tuple(_filled(one, names, chance, misspelt=misspelt) for one in examples)


def _filled(example: Example, names: Names, chance: random.Random, *, misspelt: bool) -> Filled:
    text, uses, done = "", [], 0
    for match in _PLACEHOLDER.finditer(example.text):
        name, record = chance.choice(names[match.group()])
        # Half of those who write in lower case write names so, too.
        hurried = example.text[0].islower() and chance.random() < 0.5
        written = _misspelt(name, chance) if misspelt else name
        text += example.text[done : match.start()]
        uses.append(NameUse(len(text), len(text) + len(written), match.group(), record))
        text += written.lower() if hurried else written
        done = match.end()
    return Filled(text + example.text[done:], example.intent, tuple(uses))


def _misspelt(name: str, chance: random.Random) -> str:
    words = list(_LETTERS.finditer(name))
    if not words:
        return name
    word = chance.choice(words)
    return name[: word.start()] + misspelt_word(word.group(), chance) + name[word.end() :]


def placeholders(filled: Sequence[Filled]) -> Iterator[tuple[int, int, int, str]]:
    """Every name as (number of its text, start, end, placeholder), to be compared."""
    for number, one in enumerate(filled):
        for use in one.names:
            yield number, use.start, use.end, use.placeholder

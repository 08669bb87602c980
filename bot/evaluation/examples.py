"""The examples of data/nlu, and parts of them to learn from and to be tested on."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDS = 3
SEED = 20191117


@dataclass(frozen=True)
class Example:
    """How somebody may ask, names as placeholders, and the intent of it."""

    text: str
    intent: str


@dataclass(frozen=True)
class Fold:
    """Examples that are learnt, and others on which that is tested."""

    learnt: tuple[Example, ...]
    tested: tuple[Example, ...]


def read_examples(folder: Path) -> tuple[Example, ...]:
    """The examples of every intent, in the order of the files."""
    return tuple(
        Example(line.strip()[2:], block["intent"])
        for path in sorted(folder.glob("*.yml"))
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in block
        for line in block["examples"].splitlines()
        if line.strip().startswith("- ")
    )


def folds(examples: Sequence[Example]) -> tuple[Fold, ...]:
    """Three folds, each with its share of every intent; an example given twice counts once."""
    number = _numbered(examples)
    return tuple(
        Fold(
            tuple(one for one, its in number.items() if its != fold),
            tuple(one for one, its in number.items() if its == fold),
        )
        for fold in range(FOLDS)
    )


def _numbered(examples: Sequence[Example]) -> dict[Example, int]:
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for one in dict.fromkeys(examples):
        by_intent[one.intent].append(one)
    return dict(_dealt(by_intent.values()))


def _dealt(families: Iterable[list[Example]]) -> Iterator[tuple[Example, int]]:
    chance = random.Random(SEED)  # noqa: S311 - folds, not a secret
    for family in families:
        shuffled = list(family)
        chance.shuffle(shuffled)
        yield from ((one, place % FOLDS) for place, one in enumerate(shuffled))

"""What the urgency guard learns from: data/urgency and the questions of the intents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from bot.components.urgency_hearing import Hearing
from bot.components.urgency_model import ORDINARY
from bot.components.urgency_rules import UrgencyRules

_QUESTION = "QUESTION"
"""Stands in an ordinary example for a question of the intents, which are short by themselves."""
_SHORTEST_QUESTION = 4
_ONE_QUESTION_IN = 8
"""So few of them are enough to fill with."""
_THEME = "THEME"
"""Stands in an ordinary example for what the trade speaks of without anybody being at risk."""
_WORRY = "WORRY"
"""Stands in an urgent example for what another one says, and shows a way of leading up to it."""
_LONGEST_WORRY = 14
_OWN = "OWN"
"""Stands in an ordinary example for somebody of the writer's own family, whoever it is."""
_SOMEBODY = "SOMEBODY"
"""Stands in an ordinary example for somebody met at work, whoever it is."""
_FILLED = 4
"""How often an example with such a word is filled."""
_FILLED_WITH_OWN = 2
"""So often with the own family, as each of these is filled with questions besides."""
_FAMILIES = (
    (_THEME, "themes", _FILLED),
    (_OWN, "own", _FILLED_WITH_OWN),
    (_SOMEBODY, "somebody", _FILLED),
)


def read_rules(path: Path) -> dict[str, Any]:
    """The rules of data/urgency/rules.yml."""
    rules: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rules


def read_examples(path: Path) -> dict[str, tuple[str, ...]]:
    """The messages of data/urgency/examples.yml by label, THEME and the like filled."""
    families = yaml.safe_load(path.read_text(encoding="utf-8"))
    ordinary = [line for text in families["ordinary"].values() for line in _lines(text)]
    examples = {label: _with_worries(_lines(text)) for label, text in families["urgent"].items()}
    for word, family, times in _FAMILIES:
        ordinary = list(filled(ordinary, _lines(families[family]), word, times))
    examples[ORDINARY] = tuple(ordinary)
    return examples


def _with_worries(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, those with WORRY filled with what others of them say."""
    worries = [line for line in lines if len(line.split()) <= _LONGEST_WORRY and _WORRY not in line]
    return tuple(filled(lines, worries, _WORRY))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def filled(
    examples: Sequence[str], fillings: Sequence[str], word: str, times: int = _FILLED
) -> Iterator[str]:
    """The examples, those with a word to be filled filled several times, from all the fillings.

    Without anything to fill them with they are passed over.  Which filling goes where is chance
    that hangs on these two texts alone: one example more changes hardly any of the others.
    """
    yield from (text for text in examples if word not in text)
    for text in (text for text in examples if word in text):
        lots = sorted(fillings, key=lambda filling: _lot(text, filling))
        yield from (text.replace(word, filling) for filling in lots[:times])


def _lot(*texts: str) -> int:
    """A number that is as good as drawn, the same each time for the same texts."""
    return crc32("\n".join(texts).encode())


def heard_urgent(
    hearing: Hearing, examples: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, str], ...]:
    """Every urgent example as a whole, as it is heard, with its label, none twice."""
    urgent = (
        (hearing.hear(text).whole, label)
        for label, said in examples.items()
        if label != ORDINARY
        for text in said
    )
    return tuple(dict.fromkeys(urgent))


def heard_ordinary(
    hearing: Hearing, rules: UrgencyRules, examples: Sequence[str], questions: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Every ordinary example in every piece, as it is heard, with its label, none twice.

    `questions` are those of the intents, by which some examples are filled.
    """
    questions = [text for text in questions if len(text.split()) >= _SHORTEST_QUESTION]
    questions = [text for text in questions if _lot(text) % _ONE_QUESTION_IN == 0]
    pieces = (
        (piece, ORDINARY)
        for text in filled(examples, unheard(hearing, rules, questions), _QUESTION)
        for piece in hearing.hear(text).pieces()
    )
    return tuple(dict.fromkeys(pieces))


def unheard(hearing: Hearing, rules: UrgencyRules, texts: Sequence[str]) -> tuple[str, ...]:
    """The texts that no rule takes for urgent: no part may learn as ordinary what another hears."""
    return tuple(text for text in texts if not rules.labels(hearing.hear(text).lemmas))

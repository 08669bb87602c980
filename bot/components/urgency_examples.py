"""What the urgency guard learns from: data/urgency and the questions of the intents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.components.urgency_hearing import Hearing
from bot.components.urgency_model import ORDINARY
from bot.components.urgency_rules import UrgencyRules

_QUESTION = "QUESTION"
"""Stands in an ordinary example for a question of the intents, which are short by themselves."""
_FILLED = 4
"""How many questions each such example is filled with."""
_SHORTEST_QUESTION = 4


def read_rules(path: Path) -> dict[str, Any]:
    """The rules of data/urgency/rules.yml."""
    rules: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rules


def read_examples(path: Path) -> dict[str, tuple[str, ...]]:
    """The messages of data/urgency/examples.yml by label."""
    families = yaml.safe_load(path.read_text(encoding="utf-8"))
    examples = {label: _lines(text) for label, text in families["urgent"].items()}
    examples[ORDINARY] = tuple(
        line for text in families["ordinary"].values() for line in _lines(text)
    )
    return examples


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def filled(examples: Sequence[str], ordinary: Sequence[str]) -> Iterator[str]:
    """The ordinary examples, those with QUESTION filled with questions from all over the intents.

    Without questions to fill them with they are passed over.
    """
    questions = [text for text in ordinary if len(text.split()) >= _SHORTEST_QUESTION]
    with_room = [text for text in examples if _QUESTION in text]
    yield from (text for text in examples if _QUESTION not in text)
    stride = max(1, len(questions) // (_FILLED * len(with_room) or 1))
    for place, question in enumerate(questions[::stride][: _FILLED * len(with_room)]):
        yield with_room[place % len(with_room)].replace(_QUESTION, question)


def heard_examples(
    hearing: Hearing, examples: Mapping[str, Sequence[str]], ordinary: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Every example as it is heard, with its label, none twice.

    An ordinary message is ordinary in every piece; an urgent one only as a whole.
    """
    urgent = [
        (hearing.hear(text).whole, label)
        for label, said in examples.items()
        if label != ORDINARY
        for text in said
    ]
    pieces = [
        (piece, ORDINARY)
        for text in filled(examples[ORDINARY], ordinary)
        for piece in hearing.hear(text).pieces()
    ]
    return tuple(dict.fromkeys([*urgent, *pieces]))


def unheard(hearing: Hearing, rules: UrgencyRules, texts: Sequence[str]) -> tuple[str, ...]:
    """The texts that no rule takes for urgent: no part may learn as ordinary what another hears."""
    return tuple(text for text in texts if not rules.labels(hearing.hear(text).lemmas))

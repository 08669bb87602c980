"""The urgency guard: whether a message suggests that somebody may be at risk.

Two parts judge on their own, rules over lemmas and a classifier over sentence vectors; either
can raise the guard.  Recall comes first: the thresholds are chosen from the curve that
`make evaluate-safety` draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.components.encoder import Encoder
from bot.components.urgency_hearing import Hearing
from bot.components.urgency_model import ORDINARY, UrgencyModel
from bot.components.urgency_rules import UrgencyRules
from bot.urgency import Judgement, Kind

_KINDS: Mapping[str, Kind] = {
    "child": "child",
    "child_writes": "child",
    "staff": "staff",
    "adult": "adult",
    "self": "self",
}
_RULE_COUNTS = 0.5
_CLEAR = 0.45


@dataclass(frozen=True)
class Thresholds:
    """How likely urgent a message (`whole`) or a piece of it must be to raise the guard."""

    whole: float = 0.5
    piece: float = 0.5


@dataclass(frozen=True)
class Weighed:
    """What both parts found: `rules` are labels, `chances` those of the most urgent piece."""

    rules: frozenset[str]
    whole: float
    piece: float
    chances: Mapping[str, float]


@dataclass(frozen=True)
class UrgencyGuard:
    """Judges messages; needs no Rasa."""

    hearing: Hearing
    rules: UrgencyRules
    model: UrgencyModel
    encoder: Encoder
    thresholds: Thresholds = Thresholds()

    @classmethod
    def learnt(
        cls,
        encoder: Encoder,
        rules: Mapping[str, Any],
        examples: Mapping[str, Sequence[str]],
        ordinary: Sequence[str] = (),
    ) -> UrgencyGuard:
        """The guard of rules and examples by label; `ordinary` are further ordinary texts."""
        texts = [text for said in examples.values() for text in said]
        hearing = Hearing.of(rules, encoder.whole_words(), texts)
        heard = [(piece, label) for label, said in examples.items() for text in said for piece in _learnt_pieces(hearing, text, label)]
        heard += [(text, ORDINARY) for text in ordinary]
        heard = list(dict.fromkeys(heard))
        model = UrgencyModel.learnt(encoder, [text for text, _ in heard], [label for _, label in heard])
        return cls(hearing, UrgencyRules(rules, hearing.lemma_of), model, encoder)

    def judge(self, text: str) -> Judgement | None:
        """Who may be at risk and who writes, or None for an ordinary message."""
        weighed = self.weigh(text)
        return self._judgement(weighed) if self.raised(weighed) else None

    def raised(self, weighed: Weighed) -> bool:
        """Whether either part raises the guard."""
        return (
            bool(weighed.rules)
            or weighed.whole >= self.thresholds.whole
            or weighed.piece >= self.thresholds.piece
        )

    def weigh(self, text: str) -> Weighed:
        """What both parts find in a message; an empty one is ordinary."""
        heard = self.hearing.hear(text)
        all_chances = [self.model.chances(self.encoder, piece) for piece in heard.pieces()]
        if not all_chances:
            return Weighed(frozenset(), 0.0, 0.0, {})
        most = max(all_chances, key=_urgency)
        rules = self.rules.labels(heard.lemmas)
        return Weighed(rules, _urgency(all_chances[0]), _urgency(most), most)

    def _judgement(self, weighed: Weighed) -> Judgement:
        urgent = _urgency(weighed.chances) or 1.0
        votes = {
            label: weighed.chances.get(label, 0.0) / urgent + _RULE_COUNTS * (label in weighed.rules)
            for label in _KINDS
        }
        best = max(votes, key=lambda label: votes[label])
        if votes[best] < _CLEAR:
            return Judgement("general")
        return Judgement(_KINDS[best], "child" if best == "child_writes" else "adult")


def _learnt_pieces(hearing: Hearing, text: str, label: str) -> tuple[str, ...]:
    """An ordinary message is ordinary in every piece; an urgent one only as a whole."""
    pieces = hearing.hear(text).pieces()
    return pieces if label == ORDINARY else pieces[:1]


def _urgency(chances: Mapping[str, float]) -> float:
    return 1.0 - chances[ORDINARY]


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

"""The urgency guard: whether a message suggests that somebody may be at risk.

Two parts judge on their own, rules over lemmas and a classifier over sentence vectors; either
can raise the guard.  Recall comes first: the thresholds are chosen from the curve that
`make evaluate-safety` draws.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.components.encoder import Encoder
from bot.components.urgency_hearing import Hearing
from bot.components.urgency_model import ORDINARY, UrgencyModel
from bot.components.urgency_rules import UrgencyRules
from bot.components.vector_cache import VectorCache
from bot.urgency import Judgement, Kind

_KINDS: Mapping[str, Kind] = {
    "child": "child",
    "child_writes": "child",
    "staff": "staff",
    "adult": "adult",
    "self": "self",
}
_RULE_COUNTS = 0.5
"""How much a rule counts beside the chances, which sum to 1, when a kind is chosen."""
_CLEAR = 0.45
_RULES = "urgency_rules.json"


@dataclass(frozen=True)
class Thresholds:
    """The margin from which a message (`whole`) or a piece of it raises the guard."""

    whole: float = -0.38
    piece: float = -0.03


@dataclass(frozen=True)
class Weighed:
    """What both parts found: labels from the rules, margins from the classifier.

    `piece` is the margin of the most urgent piece, and `most` that piece as it was heard.
    """

    rules: frozenset[str]
    whole: float
    piece: float
    most: str


NOTHING = Weighed(frozenset(), float("-inf"), float("-inf"), "")


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
        heard = [
            (piece, label)
            for label, said in examples.items()
            for text in said
            for piece in _learnt_pieces(hearing, text, label)
        ]
        heard += [(text, ORDINARY) for text in ordinary]
        learnt, labels = zip(*dict.fromkeys(heard), strict=True)
        VectorCache("urgency").prime(encoder, learnt)
        model = UrgencyModel.learnt(encoder, learnt, labels)
        return cls(hearing, UrgencyRules(rules, hearing.lemma_of), model, encoder)

    def save(self, folder: Path) -> None:
        """Write all that was learnt, and the rules, into a folder."""
        self.model.save(folder)
        kept = {"rules": self.rules.rules, "meant": sorted(self.hearing.meant)}
        (folder / _RULES).write_text(json.dumps(kept), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path, encoder: Encoder) -> UrgencyGuard:
        """The guard that :meth:`save` wrote."""
        kept = json.loads((folder / _RULES).read_text(encoding="utf-8"))
        hearing = Hearing.of(kept["rules"], encoder.whole_words(), kept["meant"])
        rules = UrgencyRules(kept["rules"], hearing.lemma_of)
        return cls(hearing, rules, UrgencyModel.read(folder), encoder)

    def judge(self, text: str) -> Judgement | None:
        """Who may be at risk and who writes, or None for an ordinary message."""
        if self.rules.is_cry(text):
            return Judgement("general")
        weighed = self.weigh(text)
        return self.judgement(weighed) if self.raised(weighed) else None

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
        pieces = heard.pieces()
        if not pieces:
            return NOTHING
        margins = [self.model.margin(self.encoder, piece) for piece in pieces]
        most = max(range(len(pieces)), key=margins.__getitem__)
        rules = self.rules.labels(heard.lemmas)
        return Weighed(rules, margins[0], margins[most], pieces[most])

    def judgement(self, weighed: Weighed) -> Judgement:
        """Whom an urgent message is about; general where neither part says clearly."""
        chances = self.model.chances(self.encoder, weighed.most)
        votes = {
            label: chance + _RULE_COUNTS * (label in weighed.rules)
            for label, chance in chances.items()
        }
        best = max(votes, key=votes.__getitem__)
        if votes[best] < _CLEAR:
            return Judgement("general")
        return Judgement(_KINDS[best], "child" if best == "child_writes" else "adult")


def _learnt_pieces(hearing: Hearing, text: str, label: str) -> tuple[str, ...]:
    """An ordinary message is ordinary in every piece; an urgent one only as a whole."""
    pieces = hearing.hear(text).pieces()
    return pieces if label == ORDINARY else pieces[:1]


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

"""The urgency guard: whether a message suggests that somebody may be at risk.

Two parts judge on their own, rules over lemmas and a classifier over sentence vectors; either
can raise the guard.  Recall comes first: the thresholds are chosen from the curve that
`make evaluate-safety` draws.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from bot.components.encoder import Encoder
from bot.components.urgency_concepts import Concepts, Needed
from bot.components.urgency_examples import heard_ordinary, heard_urgent
from bot.components.urgency_hearing import Hearing
from bot.components.urgency_model import ORDINARY, UrgencyModel
from bot.components.urgency_rules import UrgencyRules
from bot.components.urgency_whom import Named, Whom
from bot.components.vector_cache import VectorCache
from bot.urgency import Judgement, Kind, Writer

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
_DOUBTFUL = 0.25
"""Margins this little above a threshold are met by more ordinary messages than urgent ones."""
_BY_A_CHILD = "child_writes"
_UNLIKELY = -0.5
"""A margin below which nobody asks who writes, as no threshold is as low."""
_CRY = "cry"
_RULES = "urgency_rules.json"


@dataclass(frozen=True)
class Thresholds:
    """The margin from which a message (`whole`) or a piece of it raises the guard.

    Both count from what a text of its words needs (:class:`Needed`).
    """

    whole: float = 0.0
    piece: float = 0.5


@dataclass(frozen=True)
class Weighed:
    """What both parts found: labels from the rules, margins from the classifier.

    A margin is how much more urgent a text is than one of its words needs to be: `piece` is that of
    the most urgent piece, and `most` that piece as it was heard; `writer` is who says that they
    write, and `named` are those of whom it speaks.
    """

    rules: frozenset[str]
    whole: float
    piece: float
    most: str
    writer: Writer | None = None
    named: frozenset[Named] = frozenset()


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
        ruled = UrgencyRules(rules, hearing.lemma_of)
        # The intents' questions were encoded when the intents were learnt, moments ago.
        VectorCache("examples").prime(encoder, ordinary)
        urgent = heard_urgent(hearing, examples)
        VectorCache("urgency").prime(encoder, (text for text, _ in urgent))
        pieces = heard_ordinary(hearing, ruled, examples[ORDINARY], ordinary)
        VectorCache("ordinary").prime(encoder, (text for text, _ in pieces))
        model = UrgencyModel.learnt(
            encoder,
            Concepts.of(rules),
            (*urgent, *pieces),
            ordinary,
            is_heard=lambda text: bool(ruled.labels(hearing.hear(text).lemmas)),
        )
        encoder.forget()
        return cls(hearing, ruled, model, encoder)

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
        model = UrgencyModel.read(folder, Concepts.of(kept["rules"]))
        return cls(hearing, rules, model, encoder)

    @cached_property
    def _needed(self) -> Needed:
        return Needed.of(self.rules.rules)

    @cached_property
    def _whom(self) -> Whom:
        return Whom.of(self.rules.rules)

    def judge(self, text: str) -> Judgement | None:
        """Who may be at risk and who writes, or None for an ordinary message."""
        weighed = self.weigh(text)
        return self.judgement(weighed) if self.raised(weighed) else None

    def raised(self, weighed: Weighed) -> bool:
        """Whether either part raises the guard."""
        return bool(weighed.rules) or self._excess(weighed) >= 0

    def _excess(self, weighed: Weighed) -> float:
        """How far the classifier's margins lie above their thresholds."""
        thresholds = self.thresholds
        return max(weighed.whole - thresholds.whole, weighed.piece - thresholds.piece)

    def weigh(self, text: str) -> Weighed:
        """What both parts find in a message; an empty one is ordinary."""
        heard = self.hearing.hear(text)
        pieces = heard.pieces()
        if not pieces:
            return NOTHING
        margins = self.model.margins(self.encoder, pieces)
        margins = margins - np.array([self._needed.by(piece) for piece in pieces], np.float32)
        most = int(margins.argmax())
        rules = self.rules.labels(heard.lemmas)
        if self.rules.is_cry(text):
            rules |= {_CRY}
        writer = self.rules.writer(heard.lemmas) if rules or margins[most] > _UNLIKELY else None
        named = self._whom.named(heard.whole.split())
        return Weighed(rules, float(margins[0]), float(margins[most]), pieces[most], writer, named)

    def judgement(self, weighed: Weighed) -> Judgement:
        """Whom an urgent message is about; general where neither part says clearly."""
        if _CRY in weighed.rules:
            return Judgement("general")
        chances = self.model.chances(self.encoder, weighed.most)
        votes = {
            label: chance + _RULE_COUNTS * (label in weighed.rules)
            for label, chance in chances.items()
        }
        if weighed.writer == "adult":
            del votes[_BY_A_CHILD]
        elif weighed.writer == "child":
            votes[_BY_A_CHILD] += _RULE_COUNTS
        if weighed.named == {"child"}:
            votes["child"] += votes.pop("adult")
        best = max(votes, key=votes.__getitem__)
        doubtful = not weighed.rules and self._excess(weighed) < _DOUBTFUL
        if votes[best] < _CLEAR or (best == "adult" and weighed.named != {"adult"}):
            return Judgement("general", doubtful=doubtful)
        if best == _BY_A_CHILD:
            return Judgement(_KINDS[best], "child")
        return Judgement(_KINDS[best], doubtful=doubtful)

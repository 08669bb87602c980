"""Intents and names of examples that were not learnt: what is measured where the truth is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.components.clauses import PLACEHOLDERS
from bot.components.encoder import shared_encoder
from bot.components.meaning_model import MeaningModel
from bot.components.reader import MessageReader, example
from bot.components.vector_cache import VectorCache
from bot.components.weighing import Said, Weigher, spoken
from bot.evaluation.examples import Example, Fold
from bot.evaluation.filling import Filled, placeholders
from bot.evaluation.scores import Labels, Score, overlap
from bot.meaning import Mention

Name = tuple[int, int, int, str]
"""The number of a text, start, end and placeholder of a name in it."""
_IN_EXAMPLES = frozenset({"TERM", "CONTACT", "PARTNERSHIP", "PREDECESSOR"})


@dataclass(frozen=True)
class NameScores:
    """Names found: by span and kind together, by kind alone, and how often the id is right too.

    `same_record` is the share of the names found, from 0 to 1, whose record is among those
    that the mention may mean.
    """

    whole: Score
    by_kind: dict[str, Score]
    same_record: float


def learnt(fold: Fold, reader: MessageReader) -> Weigher:
    """The classifier, learnt from the fold's examples only."""
    said = [example(one.text, reader.lexicon) for one in fold.learnt]
    model = MeaningModel.learnt(shared_encoder(), said, [one.intent for one in fold.learnt])
    return model.weigher()


def cross_validated(folds: Sequence[Fold], reader: MessageReader) -> Labels:
    """The intent of every example, said by the model that has not learnt it."""
    pairs: list[tuple[str, str]] = []
    encoder = shared_encoder()
    texts = [example(one.text, reader.lexicon) for fold in folds for one in fold.tested]
    VectorCache("examples").prime(encoder, (spoken(one.plain) for one in texts))
    for fold in folds:
        weigher = learnt(fold, reader)
        pairs += [(one.intent, _intent(weigher, one, reader)) for one in fold.tested]
    encoder.forget()
    return Labels(tuple(pairs))


def _intent(weigher: Weigher, tested: Example, reader: MessageReader) -> str:
    said = example(tested.text, reader.lexicon)
    return weigher.weigh(shared_encoder(), said, most=1).readings[0].intent


def intents_of(weigher: Weigher, texts: Sequence[Filled], reader: MessageReader) -> Labels:
    """The intents of texts with names, read as a message is: names linked, then weighed."""
    return Labels(tuple((one.intent, _heard(weigher, reader.question(one.text))) for one in texts))


def _heard(weigher: Weigher, said: Said) -> str:
    return weigher.weigh(shared_encoder(), said, most=1).readings[0].intent


def names_in(texts: Sequence[Filled], reader: MessageReader) -> NameScores:
    """How well the linker finds the names that were put into texts."""
    true = list(placeholders(texts))
    mentions = [list(_firm(reader.read(one.text).mentions)) for one in texts]
    said = [
        (number, m.start, m.end, PLACEHOLDERS[m.kind])
        for number, found in enumerate(mentions)
        for m in found
    ]
    said = [one for one in said if _is_judged(one, true)]
    by_kind = {
        kind: overlap((t for t in true if t[3] == kind), (s for s in said if s[3] == kind))
        for kind in sorted({one[3] for one in true})
    }
    return NameScores(overlap(true, said), by_kind, _same_record(texts, mentions))


def _is_judged(said: Name, true: Sequence[Name]) -> bool:
    """Whether the truth about a name is known.

    The words of an example itself may name a term, a helpline or the board ("is the old board
    still there"): that is right and was not filled in.
    """
    number, start, end, kind = said
    return kind not in _IN_EXAMPLES or any(
        one[0] == number and one[1] < end and start < one[2] for one in true
    )


def _firm(mentions: Sequence[Mention]) -> Iterator[Mention]:
    return (m for m in mentions if m.id and m.certainty not in {"hint", "unknown"})


def _same_record(texts: Sequence[Filled], mentions: Sequence[Sequence[Mention]]) -> float:
    found = [
        use.id in m.candidates
        for one, said in zip(texts, mentions, strict=True)
        for use in one.names
        for m in said
        if (m.start, m.end, PLACEHOLDERS[m.kind]) == (use.start, use.end, use.placeholder)
    ]
    return sum(found) / len(found) if found else 0.0

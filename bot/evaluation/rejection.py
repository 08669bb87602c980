"""What would be answered, and what wrongly, if more or less were accepted.

A reading is accepted when its confidence and its likeness to the nearest example together
reach a threshold (config.yml, `accepted_from`).  A higher one answers less, and less wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from bot.answering import answer
from bot.components.encoder import Encoder
from bot.components.meaning_classifier import Understanding
from bot.components.reader import ReadMessage
from bot.components.weighing import Said, Weighed, Weigher
from bot.context import Context
from bot.evaluation.judging import Verdict, judged
from bot.evaluation.rows import Row
from bot.knowledge import Knowledge

THRESHOLDS = tuple(round(0.2 * step, 1) for step in range(9))
"""From accepting everything to accepting almost nothing."""
Told = tuple[Knowledge, Mapping[str, tuple[str, ...]], date]
"""What an answer is composed from, beside what was understood."""
Message = tuple[Row, ReadMessage]
"""A row and what was read of it, which is the same at every threshold."""
_GIVES_UP = frozenset({"unsure", "outside"})


@dataclass(frozen=True)
class Point:
    """One threshold: shares from 0 to 1 of answerable and of unanswerable messages.

    `covered` were not given up, `right` were answered rightly; `wrong` are unanswerable ones
    that were answered as if known.
    """

    threshold: float
    covered: float
    right: float
    wrong: float


@dataclass
class Remembering:
    """A weigher that weighs the same thing once: a curve asks for it at every threshold."""

    weigher: Weigher
    known: dict[Said, Weighed]

    def weigh(self, encoder: Encoder, said: Said, *, most: int = 12) -> Weighed:
        """As the weigher's own `weigh`."""
        if said not in self.known:
            self.known[said] = self.weigher.weigh(encoder, said, most=most)
        return self.known[said]


@dataclass(frozen=True)
class Curve:
    """Points by threshold, and the threshold that is shipped."""

    points: tuple[Point, ...]
    shipped: float


def curve(
    understanding: Understanding,
    rows: Sequence[Row],
    knowledge: Knowledge,
    frames: Mapping[str, tuple[str, ...]],
    today: date,
) -> Curve:
    """The curve over single messages; urgent ones are the guard's and left out."""
    weigher = cast("Weigher", Remembering(understanding.weigher, {}))
    remembering = replace(understanding, weigher=weigher)
    shipped = understanding.threshold.least
    told: Told = (knowledge, frames, today)
    wanted = [row for row in rows if row.is_answerable or row.is_unanswerable]
    messages = [(row, understanding.reader.read(row.said)) for row in wanted]
    points = [
        _point(_from(least, remembering), messages, told)
        for least in sorted({*THRESHOLDS, shipped})
    ]
    return Curve(tuple(points), shipped)


def _from(least: float, understanding: Understanding) -> Understanding:
    """The understanding with another threshold."""
    return replace(understanding, threshold=replace(understanding.threshold, least=least))


def _point(
    understanding: Understanding,
    messages: Sequence[Message],
    told: Told,
) -> Point:
    verdicts = list(_verdicts(understanding, messages, told))
    answerable = [verdict for row, verdict in verdicts if row.is_answerable]
    unanswerable = [(row, verdict) for row, verdict in verdicts if row.is_unanswerable]
    return Point(
        understanding.threshold.least,
        _share(verdict.outcome not in _GIVES_UP for verdict in answerable),
        _share(verdict.right for verdict in answerable),
        _share(verdict.invents(row) for row, verdict in unanswerable),
    )


def _verdicts(
    understanding: Understanding,
    messages: Sequence[Message],
    told: Told,
) -> Iterator[tuple[Row, Verdict]]:
    for row, read in messages:
        parts = understanding.parts(read, Context().next_turn())
        yield row, judged(row, answer(parts, Context(), *told).reply)


def _share(truths: Iterable[bool]) -> float:
    counted = list(truths)
    return sum(counted) / len(counted) if counted else 0.0

"""What a message costs: milliseconds of the sentence encoder and of all understanding."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.components.encoder import shared_encoder
from bot.components.reader import MessageReader
from bot.components.weighing import spoken
from bot.evaluation.playing import Exchange
from bot.evaluation.scores import quantile

_MOST = 600


@dataclass(frozen=True)
class Latency:
    """Milliseconds in the middle and at the slowest twentieth."""

    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> Latency:
        """The latency of single durations in seconds."""
        millis = [1000 * one for one in seconds]
        return cls(quantile(millis, 0.5), quantile(millis, 0.95))


def of_understanding(exchanges: Sequence[Exchange]) -> Latency:
    """From the message to its parts, through every component of the engine's graph."""
    return Latency.of(one.heard.seconds for one in exchanges)


def of_encoder(exchanges: Sequence[Exchange], reader: MessageReader) -> Latency:
    """One sentence vector of each message, none of them remembered from before."""
    texts = [spoken(reader.question(one.row.said).plain) for one in exchanges[:_MOST]]
    encoder = shared_encoder()
    seconds = []
    for text in texts:
        start = time.perf_counter()
        encoder._encode(text)  # noqa: SLF001 - `vector` would remember
        seconds.append(time.perf_counter() - start)
    return Latency.of(seconds)

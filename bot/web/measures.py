"""What is counted for /metrics: kinds and durations, never words of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from bot.reply import Outcome

# Anything else is counted as "other": a label must come from a closed set and hold no text.
OUTCOMES = frozenset(get_args(Outcome))
_BUCKETS = (0.005, 0.01, 0.015, 0.03, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Measures:
    """The counters of one application, in a registry of their own."""

    def __init__(self, keep: Callable[[str], None]) -> None:
        """`keep` counts an outcome for longer than this process runs."""
        self._keep = keep
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "signpost_requests",
            "Requests by route, method and status",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.replies = Counter(
            "signpost_replies", "Messages sent, by outcome", ("outcome",), registry=self.registry
        )
        self.reply_seconds = Histogram(
            "signpost_reply_seconds",
            "Time from an accepted message to its reply",
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.engine_failures = Counter(
            "signpost_engine_failures",
            "Turns that the engine did not answer, by kind",
            ("failure",),
            registry=self.registry,
        )
        self.details_left_out = Counter(
            "signpost_details_left_out",
            "Messages from which details of a person were left out, by kind",
            ("kind",),
            registry=self.registry,
        )

        self.opinions = Counter(
            "signpost_opinions",
            "Answers that people found useful or not, by outcome; a changed mind counts again",
            ("outcome", "useful"),
            registry=self.registry,
        )

    def count_reply(self, outcome: str) -> None:
        """Count one message by its outcome."""
        label = outcome if outcome in OUTCOMES else "other"
        self.replies.labels(label).inc()
        self._keep(label)

    def count_opinion(self, outcome: str, *, useful: bool) -> None:
        """Count what somebody says of a message, by its outcome."""
        label = outcome if outcome in OUTCOMES else "other"
        self.opinions.labels(label, "yes" if useful else "no").inc()

    def as_text(self) -> bytes:
        """Everything, in Prometheus's text format."""
        return generate_latest(self.registry)

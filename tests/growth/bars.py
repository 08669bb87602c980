"""What counts as growth in a long run: the bars of `make soak`, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tests.growth.samples import Sample, growth
from tests.growth.stored import ENGINE, SERVICE

# Last quarter against the second: forgetting and the databases' own tidying come in waves.
MOST_GROWTH = 1.25
# Whatever else the machine does slows replies too; the processor time of a message it does not.
MOST_GROWTH_OF_REPLIES = 1.5
# Of the budgets (design.md): a conversation's last turns against its first.
MOST_TIMES_SLOWER = 2.0

# bot/engine/tracker_store.py shortens a conversation of more than 60, a turn later at most.
MOST_EVENTS = 75
# Measured: 22 of what people ask here. Messages as long as can be, full of names, make 300.
MOST_TRACKER_KILOBYTES = 64.0

# What the files weigh, in kilobytes for each row that they hold. Measured: a conversation takes
# three pages of 4 KB, a turn 1.7 KB with its indexes, an enquiry 4 KB with its mails and audit.
CONVERSATION_KILOBYTES = 16.0
TURN_KILOBYTES = 3.0
ENQUIRY_KILOBYTES = 8.0
# The empty tables and indexes.
EMPTY_MEGABYTES = 1.0

# SQLite empties its log each 4 MB, once nobody reads from it.
MOST_LOG_MEGABYTES = 16.0
# After forgetting nothing is left in it.
EMPTIED_MEGABYTES = 0.1

# A conversation is forgotten within a tenth of the time for which it is kept, or ten minutes.
LATE = 1.1
# What a busy machine may be late besides; seconds.
SLACK_SECONDS = 15.0


@dataclass
class Measured:
    """What was looked at in a run, and for how many seconds conversations were kept in it."""

    seconds_kept: float
    samples: list[Sample] = field(default_factory=list)
    most_events: int = 0
    most_tracker_bytes: int = 0
    slower: float = 1.0
    # Megabytes of the logs once nobody spoke and conversations were forgotten.
    logs_after: dict[str, float] = field(default_factory=dict)

    def memory(self) -> dict[str, list[float]]:
        """A process's own megabytes at each look, by its kind."""
        names = self.samples[-1].own if self.samples else ()
        return {name: [one.own[name] for one in self.samples] for name in names}

    def pace(self) -> tuple[list[float], list[float]]:
        """Median reply and processor time of a message, in ms, at each look with messages."""
        spoken = [one for one in self.samples if one.median_ms]
        return [one.median_ms for one in spoken], [one.processor_ms for one in spoken]


def grown(measured: Measured) -> list[str]:
    """What is larger than its bar; empty where all stays within."""
    return [
        *_memory(measured),
        *_longest(measured),
        *_files(measured.samples),
        *_logs(measured),
        *_overdue(measured),
    ]


def slowed(measured: Measured) -> list[str]:
    """What takes longer than at first; empty where nothing does."""
    replies, processor = map(growth, measured.pace())
    told = {
        "the median reply": (replies, MOST_GROWTH_OF_REPLIES),
        "the processor time of a message": (processor, MOST_GROWTH),
        "a turn of a long conversation": (measured.slower, MOST_TIMES_SLOWER),
    }
    return [f"{name} grew by {by:.2f}" for name, (by, most) in told.items() if by > most]


def _memory(measured: Measured) -> Iterator[str]:
    for name, sizes in measured.memory().items():
        if growth(sizes) > MOST_GROWTH:
            yield f"the memory of {name} grew by {growth(sizes):.2f}"


def _longest(measured: Measured) -> Iterator[str]:
    if measured.most_events > MOST_EVENTS:
        yield f"a stored conversation has {measured.most_events} events"
    if measured.most_tracker_bytes > MOST_TRACKER_KILOBYTES * 1000:
        yield f"a stored conversation has {measured.most_tracker_bytes / 1000:.0f} KB"


def room(samples: Sequence[Sample]) -> dict[str, list[float]]:
    """The most megabytes that each database may have at each look, by what it holds.

    The engine's gives pages back; the service's uses them again, so that it may be as large as for
    the most turns that it has held so far.
    """
    most_turns = accumulate((one.stored.turns for one in samples), max)
    return {
        ENGINE: [
            EMPTY_MEGABYTES + one.stored.conversations * CONVERSATION_KILOBYTES / 1000
            for one in samples
        ],
        SERVICE: [
            EMPTY_MEGABYTES
            + (turns * TURN_KILOBYTES + one.stored.enquiries * ENQUIRY_KILOBYTES) / 1000
            for turns, one in zip(most_turns, samples, strict=True)
        ],
    }


def _files(samples: Sequence[Sample]) -> Iterator[str]:
    for name, most in room(samples).items():
        over = [
            f"{name} had {one.files[name]:.1f} MB after {one.messages} messages, {allowed:.1f} are"
            " allowed for what it held"
            for one, allowed in zip(samples, most, strict=True)
            if one.files[name] > allowed
        ]
        yield from over[-1:]


def _logs(measured: Measured) -> Iterator[str]:
    for name in (f"{ENGINE}-wal", f"{SERVICE}-wal"):
        most = max((one.files.get(name, 0.0) for one in measured.samples), default=0.0)
        if most > MOST_LOG_MEGABYTES:
            yield f"{name} had {most:.0f} MB"
        if measured.logs_after.get(name, 0.0) > EMPTIED_MEGABYTES:
            yield f"{name} was not emptied: {measured.logs_after[name]:.1f} MB"


def _overdue(measured: Measured) -> Iterator[str]:
    kept = measured.seconds_kept
    late = min(kept * LATE, kept + 600) + SLACK_SECONDS
    ages = {
        ENGINE: max((one.stored.conversation_age for one in measured.samples), default=0.0),
        SERVICE: max((one.stored.turn_age for one in measured.samples), default=0.0),
    }
    for name, age in ages.items():
        if age > late:
            yield f"{name} held a conversation {age:.0f} s after its last message"

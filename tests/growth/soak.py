"""`make soak`: an hour's load and more, as fast as the machine goes, and whether anything grows.

The assistant as `make run` starts it, on SQLite. Many people speak in short conversations; beside
them some speak in one conversation of 500 turns each, and begin a new one beside each pair of
turns, so that the long and the new are timed under the same load. Conversations are forgotten after
minutes instead of a day, so that forgetting is part of the run. Writes var/soak.json and
var/soak.svg; ends with 1 where a reply was wrong or something grew.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import math
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

from bot.command.console import say
from tests.growth.samples import Sample, growth, picture, watch
from tests.growth.talkers import Talkers
from tests.growth.talks import Talk, talks
from tests.growth.usage import processor_seconds
from tests.support.conversations import Row
from tests.support.running import RunningAssistant

HOURS_KEPT = 0.1
ANSWERED = frozenset({"answered"})
# Each depends on what was spoken of before it.
LONG = (
    Row("Who chairs the Health Representative Forum?", ANSWERED, ("Sarah Vaux",)),
    Row("and the education one?", ANSWERED, ("Peggy Murphy",)),
)
# Of a stored conversation; bot/engine/tracker_store.py shortens one of more than 60.
MOST_EVENTS = 75
MOST_WAL_MEGABYTES = 32.0
# Last quarter against the second: forgetting and the database's own tidying come in waves.
MOST_GROWTH = 1.25


@dataclass(frozen=True)
class Plan:
    """How many messages, by how many people at once, beside how many conversations of how long.

    A run that has not come so far within `most_seconds` ends there, and its table says so.
    """

    messages: int
    people: int
    long_ones: int
    turns: int
    seconds_between_looks: float
    seed: int = 8
    most_seconds: float = math.inf


@dataclass
class Outcome:
    """What came of a run: times in seconds, sizes in megabytes."""

    talkers: Talkers
    seconds: float = 0.0
    samples: list[Sample] = field(default_factory=list)
    long_times: list[list[float]] = field(default_factory=list)
    new_times: list[list[float]] = field(default_factory=list)
    processor: dict[str, float] = field(default_factory=dict)
    most_events: int = 0
    most_tracker_bytes: int = 0

    def slower(self) -> float:
        """The last turns of the long conversations against turns of new ones beside them."""
        tenth = max(1, min(map(len, self.long_times)) // 10)
        last = [time for times in self.long_times for time in times[-tenth:]]
        beside = [time for times in self.new_times for time in times[-tenth:]]
        return statistics.median(last) / statistics.median(beside)

    def wrong(self) -> list[str]:
        """Everything that is not as it should be; times are told, and no part of it."""
        most_wal = max(
            (size for one in self.samples for name, size in one.files.items() if "wal" in name),
            default=0.0,
        )
        grown = [
            f"the memory of {name} grew by {growth(sizes):.2f}"
            for name, sizes in self.memory().items()
            if growth(sizes) > MOST_GROWTH
        ]
        if self.most_events > MOST_EVENTS:
            grown.append(f"a stored conversation has {self.most_events} events")
        if most_wal > MOST_WAL_MEGABYTES:
            grown.append(f"a write-ahead log has {most_wal:.0f} MB")
        return self.talkers.heard.faults + grown

    def memory(self) -> dict[str, list[float]]:
        """Megabytes at each look, by the kind of process."""
        names = self.samples[-1].megabytes if self.samples else ()
        return {name: [one.megabytes[name] for one in self.samples] for name in names}


async def run(assistant: RunningAssistant, plan: Plan) -> Outcome:
    """Speak the messages of the plan, long conversations beside short ones, and look at all."""
    outcome = Outcome(Talkers(assistant.address, plan.people, seed=plan.seed))
    heard, begun = outcome.talkers.heard, time.monotonic()
    before = processor_seconds(assistant)
    looking = asyncio.create_task(
        watch(assistant, heard, plan.seconds_between_looks, outcome.samples)
    )
    long_ones = [asyncio.create_task(_long(outcome, plan, n)) for n in range(plan.long_ones)]
    await outcome.talkers.speak(
        _short_ones(plan),
        until=lambda: (
            len(heard.seconds) >= plan.messages or time.monotonic() - begun > plan.most_seconds
        ),
    )
    await asyncio.gather(*long_ones)
    outcome.seconds = time.monotonic() - begun
    after = processor_seconds(assistant)
    outcome.processor = {name: after[name] - before[name] for name in after}
    await asyncio.sleep(plan.seconds_between_looks)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    _look_at_trackers(assistant.folder / "var" / "conversations.sqlite3", outcome)
    return outcome


def _short_ones(plan: Plan) -> Iterator[Talk]:
    for number in itertools.count():
        yield from talks(100, plan.seed + number, f"short{number}x")


async def _long(outcome: Outcome, plan: Plan, number: int) -> None:
    """One conversation of many turns, and a new one beside each pair of them."""
    rows = tuple(itertools.islice(itertools.cycle(LONG), plan.turns))
    long_one = Talk(f"long{number}", rows)
    times, beside = list[float](), list[float]()
    outcome.long_times.append(times)
    outcome.new_times.append(beside)
    for turn in range(0, plan.turns, 2):
        times += await outcome.talkers.timed(long_one, range(turn, turn + 2))
        new_one = Talk(f"new{number}x{turn}", LONG)
        beside += await outcome.talkers.timed(new_one, range(2))


def _look_at_trackers(path: Path, outcome: Outcome) -> None:
    with closing(sqlite3.connect(path)) as database:
        for (tracker,) in database.execute("SELECT tracker FROM conversation"):
            outcome.most_events = max(outcome.most_events, len(orjson.loads(tracker)))
            outcome.most_tracker_bytes = max(outcome.most_tracker_bytes, len(tracker))


def table(outcome: Outcome) -> str:
    """The figures of a run, in lines."""
    heard, last = outcome.talkers.heard, outcome.samples[-1]
    medians = [one.median_ms for one in outcome.samples if one.median_ms]
    rows = {
        "messages": f"{len(heard.seconds)} in {outcome.seconds:.0f} s, "
        f"{len(heard.seconds) / outcome.seconds:.0f} a second",
        "time of a reply (ms)": ", ".join(
            f"p{part} {heard.percentile(part):.0f}" for part in (50, 95, 99)
        ),
        "processor time of a message (ms)": ", ".join(
            f"{name} {used / len(heard.seconds) * 1000:.1f}"
            for name, used in outcome.processor.items()
        ),
        "median reply, last quarter / second": f"{growth(medians):.2f}",
        "long conversation, last turns / new": f"{outcome.slower():.2f}",
        "events of a stored conversation": f"at most {outcome.most_events}, "
        f"{outcome.most_tracker_bytes / 1024:.0f} KB",
        **{
            f"memory of {name}": f"{sizes[-1]:.0f} MB, last quarter / second {growth(sizes):.2f}"
            for name, sizes in outcome.memory().items()
        },
        **{name: f"{size:.1f} MB" for name, size in last.files.items()},
        "load of this machine": f"{os.getloadavg()[2]:.1f} on {os.cpu_count()} processors",
        "wrong or grown": str(len(outcome.wrong())),
    }
    return "\n".join(f"{name:38}{value}" for name, value in rows.items())


def main() -> int:
    """Run once, tell, write the figures; 1 where a reply was wrong or something grew."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=math.inf, help="at most so long")
    parser.add_argument("--turns", type=int, default=500, help="of a long conversation")
    given = parser.parse_args()
    plan = Plan(
        *(given.messages, given.people, 4, given.turns),
        seconds_between_looks=5.0,
        most_seconds=given.minutes * 60,
    )
    with tempfile.TemporaryDirectory(prefix="signpost-soak-") as folder:
        running = RunningAssistant(
            Path(folder),
            SIGNPOST_RATE_LIMIT="off",
            SIGNPOST_CONVERSATION_HOURS=str(HOURS_KEPT),
        ).until_ready()
        try:
            outcome = asyncio.run(run(running, plan))
        finally:
            running.end()
    say(table(outcome))
    _write(Path("var"), outcome)
    for one in outcome.wrong()[:20]:
        say(f"  {one}")
    return 1 if outcome.wrong() else 0


def _write(var: Path, outcome: Outcome) -> None:
    var.mkdir(exist_ok=True)
    samples = [asdict(one) for one in outcome.samples]
    figures = {"table": table(outcome).splitlines(), "samples": samples}
    (var / "soak.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (var / "soak.svg").write_text(picture(outcome.samples), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

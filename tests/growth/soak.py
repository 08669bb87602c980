"""`make soak`: an hour's load and more, as fast as the machine goes, and whether anything grows.

The assistant as `make run` starts it, on SQLite. Many people speak in short conversations; beside
them some speak in one conversation of 500 turns each, and begin a new one beside each pair of
turns, so that the long and the new are timed under the same load. Conversations are forgotten after
three minutes instead of a day, so that for most of the run as many are forgotten as are begun; at
its end nobody speaks until some are forgotten once more. Writes var/soak.json and var/soak.svg;
ends with 1 where a reply was wrong, or anything grew (`tests/growth/bars.py`).
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.command.console import say
from bot.machine import engines_of_machine
from tests.growth.bars import (
    EMPTIED_MEGABYTES,
    LATE,
    SLACK_SECONDS,
    Measured,
    grown,
    slowed,
)
from tests.growth.samples import growth, picture, watch
from tests.growth.stored import ENGINE, SERVICE, longest, megabytes_of_files
from tests.growth.talkers import Talkers
from tests.growth.talks import Talk, talks
from tests.growth.usage import processor_seconds
from tests.support.conversations import Row
from tests.support.running import RunningAssistant

HOURS_KEPT = 0.05
# What is said of the usual time for which a conversation is kept, and would be wrong here.
USUAL_TIME = "24 hours"
ANSWERED = frozenset({"answered"})
# Each depends on what was spoken of before it.
LONG = (
    Row("Who chairs the Health Representative Forum?", ANSWERED, ("Sarah Vaux",)),
    Row("and the education one?", ANSWERED, ("Peggy Murphy",)),
)


@dataclass(frozen=True)
class Plan:
    """How many messages, by how many people at once, beside how many conversations of how long.

    A run that has not come so far within `most_seconds` ends there, and its table says so. The
    assistant forgets a conversation `hours_kept` after its last message.
    """

    messages: int
    people: int
    long_ones: int
    turns: int
    seconds_between_looks: float
    hours_kept: float = 24.0
    seed: int = 8
    most_seconds: float = math.inf


@dataclass
class Outcome:
    """What came of a run: times in seconds, what was looked at, and processor seconds."""

    talkers: Talkers
    measured: Measured
    seconds: float = 0.0
    long_times: list[list[float]] = field(default_factory=list)
    new_times: list[list[float]] = field(default_factory=list)
    processor: dict[str, float] = field(default_factory=dict)

    def slower(self) -> float:
        """The last turns of the long conversations against turns of new ones beside them."""
        tenth = max(1, min(map(len, self.long_times)) // 10)
        last = [time for times in self.long_times for time in times[-tenth:]]
        beside = [time for times in self.new_times for time in times[-tenth:]]
        return statistics.median(last) / statistics.median(beside)

    def wrong(self) -> list[str]:
        """Every reply that was not right, and everything that grew; no time is judged."""
        return self.talkers.heard.faults + grown(self.measured)


async def run(assistant: RunningAssistant, plan: Plan) -> Outcome:
    """Speak the messages of the plan, long conversations beside short ones, and look at all."""
    measured = Measured(plan.hours_kept * 3600)
    outcome = Outcome(Talkers(assistant.address, plan.people, seed=plan.seed), measured)
    begun, before = time.time(), processor_seconds(assistant)
    looking = asyncio.create_task(
        watch(assistant, outcome.talkers.heard, plan.seconds_between_looks, measured.samples)
    )
    await _speak(outcome, plan)
    after = processor_seconds(assistant)
    outcome.processor = {name: after[name] - before[name] for name in after}
    await asyncio.sleep(plan.seconds_between_looks)
    looking.cancel()
    await asyncio.gather(looking, return_exceptions=True)
    var = assistant.folder / "var"
    measured.most_events, measured.most_tracker_bytes = longest(var, begun)
    measured.slower = outcome.slower()
    return outcome


async def _speak(outcome: Outcome, plan: Plan) -> None:
    heard, begun = outcome.talkers.heard, time.monotonic()
    long_ones = [asyncio.create_task(_long(outcome, plan, n)) for n in range(plan.long_ones)]
    await outcome.talkers.speak(
        _short_ones(plan),
        until=lambda: (
            len(heard.seconds) >= plan.messages or time.monotonic() - begun > plan.most_seconds
        ),
    )
    await asyncio.gather(*long_ones)
    outcome.seconds = time.monotonic() - begun


async def rest(assistant: RunningAssistant, measured: Measured) -> None:
    """Wait, while nobody speaks, until forgetting has emptied the logs, or should have."""
    begun, overdue = time.monotonic(), measured.seconds_kept * LATE + SLACK_SECONDS
    while time.monotonic() - begun < overdue:
        await asyncio.sleep(1)
        files = megabytes_of_files(assistant.folder / "var")
        measured.logs_after = {name: size for name, size in files.items() if name.endswith("-wal")}
        if max(measured.logs_after.values(), default=0.0) <= EMPTIED_MEGABYTES:
            return


def _short_ones(plan: Plan) -> Iterator[Talk]:
    for number in itertools.count():
        for talk in talks(100, plan.seed + number, f"short{number}x"):
            if not any(USUAL_TIME in fact for row in talk.rows for fact in row.facts):
                yield talk


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


def table(outcome: Outcome) -> str:
    """The figures of a run, in lines."""
    heard, measured = outcome.talkers.heard, outcome.measured
    last, (replies, processor) = measured.samples[-1], measured.pace()
    most = {name: max(one.files[name] for one in measured.samples) for name in last.files}
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
        "last quarter / second": f"median reply {growth(replies):.2f}, "
        f"processor time {growth(processor):.2f}",
        "long conversation, last turns / new": f"{measured.slower:.2f}",
        "a stored conversation": f"at most {measured.most_events} events, "
        f"{measured.most_tracker_bytes / 1000:.0f} KB",
        **{
            f"memory of {name}": f"{last.megabytes[name]:.0f} MB, its own {sizes[-1]:.0f}, "
            f"last quarter / second {growth(sizes):.2f}"
            for name, sizes in measured.memory().items()
        },
        **{name: f"{last.files[name]:.1f} MB, at most {size:.1f}" for name, size in most.items()},
        **_held(outcome),
        "load of this machine": f"{os.getloadavg()[2]:.1f} on {os.cpu_count()} processors",
        "wrong or grown": str(len(outcome.wrong())),
        "slowed": str(len(slowed(measured))),
    }
    return "\n".join(f"{name:42}{value}" for name, value in rows.items())


def _held(outcome: Outcome) -> dict[str, str]:
    """What the databases held, and what is left of the logs after a rest."""
    samples = outcome.measured.samples
    last = samples[-1].stored
    ages = f"silent for {{0:.0f}} s at most, kept for {outcome.measured.seconds_kept:.0f}"
    return {
        f"{ENGINE} held": f"{last.conversations} conversations, at most "
        f"{max(one.stored.conversations for one in samples)}, "
        + ages.format(max(one.stored.conversation_age for one in samples)),
        f"{SERVICE} held": f"{last.turns} turns, at most "
        f"{max(one.stored.turns for one in samples)}, {last.enquiries} enquiries, "
        + ages.format(max(one.stored.turn_age for one in samples)),
        **{
            f"{name} after a rest": f"{size:.1f} MB"
            for name, size in outcome.measured.logs_after.items()
        },
    }


def main() -> int:
    """Run once, tell, write the figures; 1 where a reply was wrong or something grew."""
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--minutes", type=float, default=math.inf, help="at most so long")
    parser.add_argument("--turns", type=int, default=500, help="of a long conversation")
    parser.add_argument("--engines", type=int, default=engines_of_machine())
    given = parser.parse_args()
    plan = Plan(
        *(given.messages, given.people, 4, given.turns),
        seconds_between_looks=5.0,
        hours_kept=HOURS_KEPT,
        most_seconds=given.minutes * 60,
    )
    with tempfile.TemporaryDirectory(prefix="signpost-soak-") as folder:
        running = RunningAssistant(
            Path(folder),
            SIGNPOST_RATE_LIMIT="off",
            SIGNPOST_CONVERSATION_HOURS=str(plan.hours_kept),
            SIGNPOST_ENGINES=str(given.engines),
        )
        try:
            outcome = asyncio.run(_run_and_rest(running.until_ready(), plan))
        finally:
            running.end()
    say(table(outcome))
    _write(Path("var"), outcome)
    wrong = [*outcome.wrong(), *slowed(outcome.measured)]
    for one in wrong[:20]:
        say(f"  {one}")
    return 1 if wrong else 0


async def _run_and_rest(assistant: RunningAssistant, plan: Plan) -> Outcome:
    outcome = await run(assistant, plan)
    await rest(assistant, outcome.measured)
    return outcome


def _write(var: Path, outcome: Outcome) -> None:
    var.mkdir(exist_ok=True)
    samples = [asdict(one) for one in outcome.measured.samples]
    figures = {"table": table(outcome).splitlines(), "samples": samples}
    (var / "soak.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    (var / "soak.svg").write_text(picture(outcome.measured.samples), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

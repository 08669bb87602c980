"""`make scale-test`: two of each process under load, killed one after the other; nothing is lost.

Starts PostgreSQL, Redis, two services and two engines on this machine, lets many people speak at
once for some minutes, and kills a process outright every few seconds. Then it holds every reply
against the project's tables of conversations, and what lies in the database against what was said.
Ends with 1 where anything was wrong, lost, doubled or out of order.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bot.command.console import say
from tests.growth.deployment import Deployment, deployment
from tests.growth.kept import wrongs
from tests.growth.talkers import Talkers
from tests.growth.talks import Talk, talks
from tests.growth.usage import processor_seconds, used

SERVICES = ENGINES = 2
MODULES = ("bot.service", "bot.engine")
# A killed process is given this long to come back before the run is given up.
BACK_WITHIN = 120.0


@dataclass(frozen=True)
class Plan:
    """How many people speak at once, for how long at least, and how often one process is killed.

    Before each message a person thinks for `think` seconds, give or take half; the run goes on
    until `least_kills` have been made.
    """

    people: int
    seconds: float
    seconds_between_kills: float
    seed: int
    think: float = 0.0
    least_kills: int = 0


@dataclass
class Outcome:
    """What came of a run; `wrong` holds everything that was not as it should be."""

    talkers: Talkers
    seconds: float = 0.0
    killed: Counter[str] = field(default_factory=Counter)
    memory: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    apologies: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


async def run(deployed: Deployment, plan: Plan) -> Outcome:
    """Let people speak while processes are killed, then look at everything that is kept."""
    outcome = Outcome(Talkers(deployed.assistant.address, plan.people, plan.think, plan.seed))
    begun, before = time.monotonic(), processor_seconds(deployed.assistant)
    killing = asyncio.create_task(_kill(deployed, plan, outcome))
    await outcome.talkers.speak(
        _endless(plan),
        until=lambda: (
            time.monotonic() - begun > plan.seconds and outcome.killed.total() >= plan.least_kills
        ),
    )
    outcome.seconds = time.monotonic() - begun
    if not outcome.killed:
        after = processor_seconds(deployed.assistant)
        outcome.processor = {name: after[name] - before[name] for name in after}
    killing.cancel()
    await asyncio.gather(killing, return_exceptions=True)
    await _until(lambda: deployed.is_whole(SERVICES, ENGINES) and deployed.is_ready())
    outcome.memory = used(deployed.assistant)
    outcome.apologies = _apologies(deployed.assistant.folder / "var" / "log")
    heard = outcome.talkers.heard
    outcome.wrong = [*heard.faults, *wrongs(deployed.database_url, heard)]
    return outcome


def _apologies(logs: Path) -> Counter[str]:
    """How often the services had to apologise, by the reason that their logs give."""
    told = "".join(path.read_text(encoding="utf-8") for path in logs.glob("service*"))
    return Counter(re.findall(r'"failure":"(\w+)","detail":"[^"]*","event":"engine failed"', told))


def _endless(plan: Plan) -> Iterator[Talk]:
    for number in itertools.count():
        yield from talks(100, plan.seed + number, f"talk{number}x")


async def _kill(deployed: Deployment, plan: Plan, outcome: Outcome) -> None:
    """Kill now a service, now an engine; only one is away at a time."""
    chance = Random(plan.seed)  # noqa: S311 - a seed, so that a run can be repeated
    for module in itertools.cycle(MODULES):
        await asyncio.sleep(plan.seconds_between_kills * chance.uniform(0.7, 1.3))
        deployed.kill(module, chance)
        outcome.killed[module] += 1
        await asyncio.sleep(1)
        await _until(lambda: deployed.is_whole(SERVICES, ENGINES))


async def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + BACK_WITHIN
    while not await asyncio.to_thread(true):
        if time.monotonic() > deadline:
            raise TimeoutError("a process did not come back")
        await asyncio.sleep(0.5)


def table(outcome: Outcome, plan: Plan) -> str:
    """The figures of a run, in lines."""
    heard = outcome.talkers.heard
    messages = len(heard.seconds)
    again = ", ".join(f"{count} {name}" for name, count in heard.tries_again.most_common())
    killed = ", ".join(f"{count} of {name}" for name, count in sorted(outcome.killed.items()))
    memory = ", ".join(f"{name} {size:.0f} MB" for name, size in outcome.memory.items())
    times = ", ".join(f"p{part} {heard.percentile(part):.0f}" for part in (50, 95, 99))
    rows = {
        "conversations": f"{len(heard.talks)}, {plan.people} at once, {outcome.seconds:.0f} s",
        "thinking before a message": f"{plan.think:g} s, give or take half",
        "replies": f"{messages}, {messages / outcome.seconds:.0f} a second",
        "time of a reply (ms)": f"{times}, longest {max(heard.seconds) * 1000:.0f}",
        "processor time of a reply (ms)": ", ".join(
            f"{name} {used / messages * 1000:.1f}" for name, used in outcome.processor.items()
        )
        or "not told: a killed process takes its own along",
        "killed outright": killed or "none",
        "sent again": again or "none",
        "apologies": ", ".join(f"{n} {why}" for why, n in outcome.apologies.items()) or "none",
        "enquiries left": str(len(heard.references)),
        "memory, two of each": memory,
        "load of this machine": f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} processors",
        "wrong, lost, doubled, out of order": str(len(outcome.wrong)),
    }
    return "\n".join(f"{name:36}{value}" for name, value in rows.items())


def main() -> int:
    """Run once and tell; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="make scale-test", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--between-kills", type=float, default=15.0, help="in seconds")
    parser.add_argument("--think", type=float, default=20.0, help="seconds before each message")
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    plan = Plan(given.people, given.minutes * 60, given.between_kills, given.seed, given.think)
    with (
        tempfile.TemporaryDirectory(prefix="signpost-scale-") as folder,
        deployment(Path(folder), SERVICES, ENGINES) as deployed,
    ):
        outcome = asyncio.run(run(deployed, plan))
    say(table(outcome, plan))
    for one in outcome.wrong[:20]:
        say(f"  {one}")
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

"""The benchmark in the service's environment: ``python -m bot.bench PROJECT PYTHON``.

`make bench` (bot.command.bench) prepares Rasa's default and starts this.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import replace
from pathlib import Path

from bot.bench import renewal, report, rounds, sides
from bot.bench.budgets import Trainings, lines
from bot.bench.training import Spent, read_stock_training, train_here
from bot.command.console import main_program, say
from bot.command.project import ROOT

FOLDER = ROOT / "var" / "bench"


def main() -> int:
    """Measure, tell and write; 1 where a promise is not kept."""
    given = _parsed()
    effort = rounds.QUICK if given.quick else rounds.FULL
    trained = [_trained(number, given.trainings) for number in range(given.trainings)]
    ours, stock = sides.here(FOLDER / "here"), sides.stock(given.project, given.python)
    renewed = _renewals(ours)
    say("Both sides by turns …")
    results = asyncio.run(rounds.measure([ours, stock], effort, say))
    measured = results[sides.HERE], results[sides.STOCK]
    measured[0].renewals = renewed
    theirs = read_stock_training(given.project)
    trainings = Trainings(trained, theirs) if trained and theirs else None
    day = time.strftime("%Y-%m-%d %H:%M")
    found = report.Benchmark(tuple(lines(*measured, trainings)), *measured, trainings, day)
    report.write(found, FOLDER)
    say(f"\n{report.table(found)}\n\nChart and figures: {FOLDER}")
    return 0 if found.is_met else 1


def _trained(number: int, of: int) -> Spent:
    say(f"Training from nothing, {number + 1} of {of} …")
    spent = train_here()
    say(f"  {spent.seconds:.1f} s, {spent.processor_seconds:.1f} s of processor time")
    return spent


def _renewals(ours: sides.Side) -> list[float]:
    """Seconds until a changed pack is in use.

    It is the first start of this side, which computes and keeps vectors as the first `make run`.
    """
    say("A changed pack …")
    pack = renewal.copied_pack(FOLDER)
    changed = replace(ours, variables={**ours.variables, "SIGNPOST_KNOWLEDGE": str(pack)})
    with rounds.running(changed, rounds.Measured()):
        return asyncio.run(renewal.renewals(ours.address, pack))


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.bench", description=__doc__)
    parser.add_argument("project", type=Path, help="the folder of Rasa's default, trained")
    parser.add_argument("python", type=Path, help="the Python of its environment")
    parser.add_argument("--quick", action="store_true", help="a minute's look, not to be quoted")
    parser.add_argument("--trainings", type=int, default=2, help="how often to train from nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main_program(main)

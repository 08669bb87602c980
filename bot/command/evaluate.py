"""Measures how well people are understood: ``make evaluate ARGS="--only police_sergeant"``.

Trains first if need be, and for ``--baseline`` sets up and trains Rasa's default pipeline too;
the measuring itself (bot.evaluation) runs in the dialogue environment.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Sequence

from bot.command import train
from bot.command.baseline import baseline, set_up_baseline
from bot.command.console import Exit, Failure, Step, main_program
from bot.command.project import DIALOGUE_PYTHON, LOGS, ROOT, child_environment
from bot.command.quiet import run_quietly, said_by
from bot.command.setup import set_up

LOG = LOGS / "evaluation.log"
POLITE = ("nice", "-n", "10")
"""Minutes of work: whoever else uses the machine goes first."""


def evaluation(*arguments: str) -> list[str]:
    """The command that measures, in the dialogue environment."""
    return [*POLITE, str(DIALOGUE_PYTHON), "-W", "ignore", "-m", "bot.evaluation", *arguments]


def hear_by_baseline(model: Path, arguments: Sequence[str]) -> None:
    """Have Rasa's default pipeline learn and hear its tasks; what was learnt before is kept."""
    for task in said_by(evaluation(str(model), *arguments, "--tasks")).split():
        _hear(task)


def _hear(task: str) -> None:
    step = Step("Training and hearing Rasa's default pipeline", usual="up to half an hour, once")
    program = [str(baseline().python), "-W", "ignore", "-m", "bot.evaluation.stock_rasa", task]
    outcome = run_quietly([*POLITE, *program], LOG, step, _epoch)
    if outcome.code:
        raise Failure(f"Rasa's default pipeline failed; its log: {LOG}", Exit.FAILED)
    step.done("heard")


def _epoch(line: str) -> str:
    """The newest state of a bar of progress, which a program draws over and over in one line."""
    return line.strip().rpartition("\r")[2][:60]


def main() -> int:
    """Set up, train, let the baseline hear where it is asked for, and measure."""
    arguments = sys.argv[1:]
    set_up()
    model = train.trained_model()
    if "--baseline" in arguments:
        set_up_baseline()
        hear_by_baseline(model, arguments)
    outcome = subprocess.run(
        evaluation(str(model), *arguments), cwd=ROOT, env=child_environment(), check=False
    )
    return outcome.returncode


if __name__ == "__main__":
    main_program(main)

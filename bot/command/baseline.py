"""The environment of Rasa's own default pipeline, for a comparison: ``make baseline``.

It is installed only when the comparison is asked for, and nothing else uses it.
"""

from __future__ import annotations

from bot.command import environments, pythons
from bot.command.console import Step, main_program
from bot.command.environments import Environment
from bot.command.project import ENVIRONMENTS
from bot.command.setup import alone, check_disk, python_for_dialogue

LOCKS = ("baseline.txt", "build.txt")


def baseline() -> Environment:
    """Stock Rasa with TensorFlow, on Rasa's newest Python."""
    return Environment(ENVIRONMENTS / "baseline", LOCKS, pythons.RELEASE)


def set_up_baseline() -> None:
    """Make the environment, or bring it to its lock; does nothing when it is as it should be."""
    wanted = baseline()
    if wanted.is_current():
        return
    with alone(ENVIRONMENTS):
        check_disk(ENVIRONMENTS)
        uv = environments.bootstrap()
        base = python_for_dialogue(uv)
        step = Step(
            f"Set-up of Rasa's default pipeline, {wanted.packages()} packages with TensorFlow",
            usual="2 to 5 minutes",
        )
        environments.make(wanted, base, uv, step)
        step.done("installed and compiled")


def main() -> int:
    """Set up the environment of the comparison."""
    set_up_baseline()
    return 0


if __name__ == "__main__":
    main_program(main)

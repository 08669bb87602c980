"""Measures this project beside Rasa's default: ``make bench``, ``make bench ARGS=--as-trained``.

Rasa's default is trained once for what there is to learn now, which takes an hour or two and is
kept; the measuring itself is bot.bench, in the service's environment.
"""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

from bot.command import train
from bot.command.baseline import baseline, set_up_baseline
from bot.command.console import Exit, Failure, Step, main_program, say
from bot.command.evaluate import POLITE
from bot.command.project import DIALOGUE_PYTHON, ROOT, SERVICE_PYTHON, child_environment
from bot.command.quiet import said_by
from bot.command.setup import set_up

PROJECTS = ROOT / "var" / "bench" / "stock"
TRAINED = "training.json"
"""Stands in a project's folder once it is trained."""


def newest_project() -> Path:
    """The project of Rasa's default that was trained last; a Failure where none was."""
    trained = sorted(PROJECTS.glob(f"*/{TRAINED}"), key=lambda note: note.stat().st_mtime)
    if not trained:
        raise Failure("Rasa's default has not been trained yet: make bench", Exit.FAILED)
    return trained[-1].parent


def present_project(epochs: int) -> Path:
    """The project of Rasa's default for what there is to learn now, trained if it was not."""
    program = [str(DIALOGUE_PYTHON), "-W", "ignore", "-m", "bot.evaluation.stock_project"]
    written = said_by([*program, str(PROJECTS), "--epochs", str(epochs)])
    project = Path(written.split()[-1])
    if not (project / TRAINED).is_file():
        step = Step("Training Rasa's default", usual="an hour or two with all epochs, once")
        _run([*POLITE, str(SERVICE_PYTHON), "-m", "bot.bench.training", str(project), _python()])
        step.done("trained")
    return project


def _python() -> str:
    return str(baseline().python)


def _run(command: list[str]) -> None:
    if code := subprocess.run(command, cwd=ROOT, env=child_environment(), check=False).returncode:
        raise SystemExit(code)


def main() -> int:
    """Set up, train what is not trained, and measure."""
    parser = argparse.ArgumentParser(prog="python3 -m bot.command.bench", description=__doc__)
    parser.add_argument(
        "--as-trained",
        action="store_true",
        help="take Rasa's default as it was trained last, whatever has changed since",
    )
    parser.add_argument(
        "--epochs", type=int, default=100, help="fewer: a sample; a full training is estimated"
    )
    given, others = parser.parse_known_args()
    set_up()
    train.trained_model()
    set_up_baseline()
    project = newest_project() if given.as_trained else present_project(given.epochs)
    say(f"Rasa's default: {project}")
    _run([str(SERVICE_PYTHON), "-m", "bot.bench", str(project), _python(), *others])
    return 0


if __name__ == "__main__":
    main_program(main)

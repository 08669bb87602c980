"""How long a training takes, from nothing: this project's, and that of Rasa's default."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.command.console import Exit, Failure, main_program
from bot.command.project import ROOT, child_environment
from bot.command.train import training_command

NOTE, COUNTS, MODEL = "training.json", "counts.json", Path("models/stock.tar.gz")
EPOCHS = 100
"""For how many epochs Rasa trains each network by default."""

QUIET = {"RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0"}
"""Nothing is sent, and nothing is taken from an earlier training."""

_EPOCHS_DONE = re.compile(r"Epochs: 100%\|[^|]*\| (\d+)/\1 \[(?:(\d+):)?(\d+):(\d+)<")


@dataclass(frozen=True)
class Spent:
    """What a program took: seconds by the clock, and seconds of processor time."""

    seconds: float
    processor_seconds: float


@dataclass(frozen=True)
class StockTraining:
    """How Rasa's default was trained, and what that took.

    `epoch_seconds` are the seconds of all epochs of all networks.
    """

    examples: int
    epochs: int
    spent: Spent
    epoch_seconds: float
    day: str

    @property
    def full_seconds(self) -> float:
        """The seconds of a training with all epochs: estimated, where it had fewer."""
        return self.spent.seconds + self.epoch_seconds * (EPOCHS / self.epochs - 1)

    @property
    def full_processor_seconds(self) -> float:
        """The same of processor time, taken to be spread as the seconds are."""
        return self.full_seconds * self.spent.processor_seconds / self.spent.seconds


def run_measured(
    command: Sequence[str], folder: Path, log: Path, variables: Mapping[str, str]
) -> Spent:
    """Run a program in a folder to its end, its output into `log`; a Failure if it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with log.open("wb") as output:
        program = subprocess.Popen(
            command,
            cwd=folder,
            env=child_environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _, status, used = os.wait4(program.pid, 0)
        except BaseException:
            program.terminate()
            program.wait()
            raise
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise Failure(f"A training failed; its log: {log}", Exit.FAILED)
    return Spent(time.perf_counter() - began, used.ru_utime + used.ru_stime)


def train_here() -> Spent:
    """Train this project's model from nothing, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as name:
        folder = Path(name)
        variables = {**QUIET, "SIGNPOST_VAR": name, "TQDM_DISABLE": "1"}
        command = training_command(folder / "models", "bench.tar.gz")
        return run_measured(command, ROOT, folder / "training.log", variables)


def train_stock(project: Path, python: Path) -> StockTraining:
    """Train Rasa's default by its own command line, and note what it took beside the model."""
    log = project / "training.log"
    rasa = [str(python.with_name("rasa")), "train", "--force", "--fixed-model-name", MODEL.name]
    spent = run_measured(rasa, project, log, {**QUIET, "STOCK_ACTIONS": "http://127.0.0.1"})
    counts = json.loads((project / COUNTS).read_text(encoding="utf-8"))
    epochs = epoch_seconds(log.read_text(encoding="utf-8", errors="replace"))
    day = time.strftime("%Y-%m-%d")
    training = StockTraining(**counts, spent=spent, epoch_seconds=epochs, day=day)
    (project / NOTE).write_text(json.dumps(asdict(training)), encoding="utf-8")
    return training


def epoch_seconds(log: str) -> float:
    """The seconds of all networks' epochs, from the bars of progress in a log of Rasa's."""
    ends: dict[int, float] = {}
    for number, bar in enumerate(re.split(r"Epochs:   0%", log)):
        for _, hours, minutes, seconds in _EPOCHS_DONE.findall(bar):
            ends[number] = 3600 * int(hours or 0) + 60 * int(minutes) + int(seconds)
    return sum(ends.values())


def read_stock_training(project: Path) -> StockTraining | None:
    """How the project was trained; None if it was not."""
    if not (project / NOTE).is_file() or not (project / MODEL).is_file():
        return None
    note = json.loads((project / NOTE).read_text(encoding="utf-8"))
    return StockTraining(**{**note, "spent": Spent(**note["spent"])})


def main() -> int:
    """Train Rasa's default: ``python -m bot.bench.training PROJECT PYTHON``."""
    project, python = (Path(argument).absolute() for argument in sys.argv[1:])
    train_stock(project, python)
    return 0


if __name__ == "__main__":
    main_program(main)

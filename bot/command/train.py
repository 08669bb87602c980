"""Trains the dialogue engine's model when what it is made from has changed: ``make train``.

A model's file is named after the digest of all that it is made from, so a look at the file's name
tells whether it is the right one. Knowledge is not among that: the model holds nothing of a pack.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import Iterable

from bot.command.console import Exit, Failure, Step, main_program
from bot.command.digest import digest_of
from bot.command.project import DIALOGUE_PYTHON, LOGS, MODELS, REQUIREMENTS, ROOT
from bot.command.quiet import run_quietly
from bot.command.setup import alone, set_up

LOG = LOGS / "training.log"
MODELS_KEPT = 3
_IMPORTED = re.compile(r"^\s*(?:from bot\.|from bot import |import bot\.)(\w+)", re.MULTILINE)


def sources() -> list[Path]:
    """What a model is made from: how people ask, the domain, the pipeline's settings and code."""
    rooms = [ROOT / "bot" / "components", ROOT / "bot" / "engine"]
    settings = [ROOT / "config.yml", ROOT / "domain.yml", REQUIREMENTS / "dialogue.txt"]
    code = [*rooms, *core_modules_of(rooms)]
    return [path for path in [ROOT / "data", *settings, *code] if path.exists()]


def core_modules_of(rooms: Iterable[Path]) -> set[Path]:
    """The modules of core that some rooms import, themselves or by one another."""
    found: set[Path] = set()
    pending = [path for room in rooms for path in room.rglob("*.py")]
    while pending:
        names = _IMPORTED.findall(pending.pop().read_text(encoding="utf-8"))
        modules = {ROOT / "bot" / f"{name}.py" for name in names} - found
        new = {module for module in modules if module.is_file()}
        found |= new
        pending += new
    return found


def model_path() -> Path:
    """Where the model of the present sources is, or will be."""
    return MODELS / f"signpost-{digest_of(sources(), ROOT)[:16]}.tar.gz"


def training_command(folder: Path, name: str) -> list[str]:
    """The command that trains a model from nothing into a folder."""
    return [
        *(str(DIALOGUE_PYTHON), "-m", "bot.engine", "train", "--force"),
        *("--data", "data/nlu", "data/rules"),
        *("--out", str(folder), "--fixed-model-name", name),
    ]


def train(model: Path) -> None:
    """Train into a folder beside, then move: a model that is there is whole.

    Rasa's cache is passed over and not filled: it overlooks a change in what a component calls.
    """
    step = Step("Training the dialogue engine", usual="under half a minute")
    beside = MODELS / ".training"
    shutil.rmtree(beside, ignore_errors=True)
    outcome = run_quietly(
        training_command(beside, model.name),
        LOG,
        step,
        lambda _line: "",
        {"RASA_TELEMETRY_ENABLED": "false", "RASA_MAX_CACHE_SIZE": "0", "TQDM_DISABLE": "1"},
    )
    trained = beside / model.name
    if outcome.code or not trained.is_file():
        raise Failure(f"Training failed: {_reason(outcome.output)} Its log: {LOG}", Exit.FAILED)
    trained.replace(model)
    shutil.rmtree(beside)
    step.done("trained")


def _reason(output: str) -> str:
    """The last line that tells of an error, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() or "exception" in line.lower()]
    return (errors or lines or ["it said nothing."])[-1]


def prune() -> None:
    """Remove all models but the last used ones."""
    models = sorted(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[MODELS_KEPT:]:
        old.unlink()


def trained_model() -> Path:
    """The model of the present sources, trained first where it is not there yet.

    It becomes the newest file of its folder, which is the one that Rasa's own commands take; where
    nothing may be written, as in an image, it stays what it was there.
    """
    model = model_path()
    if not model.is_file():
        with alone(MODELS):
            if not model.is_file():
                train(model)
                prune()
    with contextlib.suppress(OSError):
        os.utime(model)
    return model


def main() -> int:
    """Set up and train, if need be."""
    set_up()
    trained_model()
    return 0


if __name__ == "__main__":
    main_program(main)

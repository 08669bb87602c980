"""The evaluation is started politely, and the baseline is an environment of its own."""

from __future__ import annotations

import re

from bot.command import environments
from bot.command.baseline import baseline
from bot.command.evaluate import _epoch, evaluation
from bot.command.project import REQUIREMENTS


def test_it_runs_in_the_dialogue_environment_after_everybody_else():
    """The model and the person's own arguments are handed on as they are."""
    command = evaluation("model.tar.gz", "--only", "police_sergeant")
    assert command[0] == "nice"
    assert str(environments.dialogue().python) in command
    assert command[-3:] == ["model.tar.gz", "--only", "police_sergeant"]


def test_the_baseline_is_stock_rasa_with_tensorflow_from_its_own_lock():
    """It shares nothing with the environments that people are served from."""
    environment = baseline()
    assert environment.folder not in {environments.dialogue().folder, environments.service().folder}
    locked = dict(re.findall(r"^([\w-]+)==(\S+)", environment.lock.read_text(), re.MULTILINE))
    assert locked["rasa"] == "3.6.21"
    assert locked["tensorflow-cpu"].startswith("2.12.")
    assert environment.lock.parent == REQUIREMENTS


def test_only_the_newest_state_of_a_bar_of_progress_is_shown():
    """A bar draws itself over and over in one line."""
    assert _epoch("Epochs: 1%\rEpochs: 2%\rEpochs: 3%") == "Epochs: 3%"

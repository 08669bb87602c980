"""How the commands speak."""

import subprocess

import pytest

from bot.command.console import Step, duration
from bot.command.project import ROOT


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.04, "0.0 s"), (4.21, "4.2 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s")],
)
def test_durations_are_words(seconds, words):
    """Short ones with a decimal, long ones in minutes."""
    assert duration(seconds) == words


def test_a_step_shows_signs_of_life(capfd):
    """What it does, at most one line in ten seconds while it does it, and how long it took."""
    now = [0.0]
    step = Step("Working", usual="a minute", clock=lambda: now[0])
    for now[0] in (5.0, 11.0, 15.0, 25.0):
        step.alive("half way")
    step.done()
    assert capfd.readouterr().out.splitlines() == [
        "Working (usually a minute) …",
        "  … 11 s so far: half way",
        "  … 25 s so far: half way",
        "  done in 25 s",
    ]


def test_help_names_every_command():
    """``make help`` is the Makefile's own comments."""
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    commands = {line.split()[1] for line in said.stdout.splitlines()}
    assert {"run", "test", "check", "train", "locks", "clean", "check-knowledge"} <= commands

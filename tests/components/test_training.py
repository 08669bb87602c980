"""The shipped settings and examples train, the same every time, and learn nothing of a pack."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tarfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.command.train import trained_model
from bot.pack import load
from bot.text import words_of
from tests.support.conversations import conversations
from tests.support.dialogue import Dialogue

ROOT = Path(__file__).parents[2]
RASA_WARNS = re.compile(r"rasa/\S+: UserWarning")
UNUSED_SENTENCE = re.compile(r"The utterance 'utter_\w+' is not used in any story or rule")
SAID = [row.said for conversation in conversations() for row in conversation.rows][::4]


def engine(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Rasa's own command line through the launcher, in a folder."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.engine", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RASA_MAX_CACHE_SIZE": "0"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second model, trained from nothing in a folder without any cache."""
    folder = tmp_path_factory.mktemp("training")
    shutil.copytree(ROOT / "data", folder / "data")
    for settings in ROOT.glob("*.yml"):
        shutil.copy(settings, folder)
    (folder / "knowledge").symlink_to(ROOT / "knowledge")
    options = ("--fixed-model-name", "again", "--data", "data/nlu", "data/rules")
    done = engine(folder, "train", *options)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "models" / "again.tar.gz"


@pytest.mark.timeout(300)
def test_two_trainings_give_the_same_answers(dialogue: Dialogue, again: Path):
    """The same model id, and the same parts with the same chances for every message."""
    other = asyncio.run(Dialogue.of(again))
    for said in SAID:
        first, second = (asyncio.run(one.parse(said)) for one in (dialogue, other))
        assert first["model"] == second["model"]
        assert _rounded(first["parts"]) == _rounded(second["parts"])


def _rounded(value: Any) -> Any:
    """The last digits of a chance may differ between two runs of the linear algebra."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list | tuple) else value


@pytest.mark.timeout(300)
def test_the_domain_examples_and_rules_are_valid():
    """`rasa data validate`, with every warning a failure.

    Rasa looks for the use of sentences in rules and stories only.  Here actions say them, so
    those warnings alone are passed over; tests/test_house_rules.py looks where Rasa does not.
    """
    done = engine(ROOT, "data", "validate", "--data", "data/nlu", "data/rules")
    said = (done.stdout + done.stderr).splitlines()
    warned = [line for line in said if RASA_WARNS.search(line) and not UNUSED_SENTENCE.search(line)]
    assert warned == []
    assert done.returncode == 0, "\n".join(said[-20:])


@cache
def own_names() -> tuple[str, ...]:
    """Names and numbers that only the pack of Kent can have brought in, folded.

    A single word that is everyday English ("Deal") tells nothing.
    """
    pack = load(ROOT / "knowledge" / "kent")
    kinds = {"group", "person", "place", "district", "area", "predecessor"}
    everyday = {word.lower() for word in pack.ordinary_words}
    names = [record.name for kind, record in pack.records() if kind in kinds]
    names += [group.short for group in pack.groups.values() if group.short]
    names += [person.name.split()[-1] for person in pack.people.values()]
    names += [pack.county, *(contact.number for contact in pack.contacts.values())]
    return tuple(folded(name) for name in names if len(name) > 3 and name.lower() not in everyday)


def folded(text: str) -> str:
    """The words of a text as they are compared, with a space before and after each."""
    return f" {' '.join(word.form for word in words_of(text))} "


def named_in(text: str) -> set[str]:
    """The pack's names that a text holds as whole words."""
    said = folded(text)
    return {name for name in own_names() if name in said}


# data/privacy lists names of every kind, to keep them from being kept.
LEARNT_FROM = [
    path
    for room in ("nlu", "rules", "urgency")
    for path in sorted((ROOT / "data" / room).iterdir())
]


@pytest.mark.parametrize("path", LEARNT_FROM, ids=lambda path: path.name)
def test_examples_hold_no_name_of_a_pack(path: Path):
    """How people ask is learnt without whom and what they ask about."""
    assert named_in(path.read_text(encoding="utf-8")) == set()


def test_the_trained_model_holds_no_name_of_a_pack():
    """Nothing of Kent is in any file of the model that is text."""
    held: dict[str, set[str]] = {}
    with tarfile.open(trained_model()) as model:
        for member in model.getmembers():
            file = model.extractfile(member) if member.name.endswith((".json", ".yml")) else None
            if file and (names := named_in(file.read().decode())):
                held[member.name] = names
    assert held == {}

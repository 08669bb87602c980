"""When a model is trained, and what becomes of a training that fails."""

import errno
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.command import quiet, train
from bot.command.console import Exit, Failure

TRAINS = """
import pathlib, sys
out, name = (sys.argv[sys.argv.index(option) + 1] for option in ("--out", "--fixed-model-name"))
pathlib.Path(out).mkdir(parents=True)
pathlib.Path(out, name).write_text("a model")
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of a few files, whose engine trains by writing a file."""
    for name, text in {
        "data/nlu/talk.yml": "hello",
        "config.yml": "pipeline",
        "domain.yml": "intents",
        "bot/__init__.py": "",
        "bot/text.py": "import bot.knowledge",
        "bot/knowledge.py": "",
        "bot/reply.py": "",
        "bot/engine/__init__.py": "",
        "bot/engine/__main__.py": TRAINS,
        "bot/components/linker.py": "from bot.text import fold",
        "knowledge/kent/groups.yaml": "groups",
        "requirements/dialogue.txt": "rasa==3.6.21",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(train, "ROOT", tmp_path)
    monkeypatch.setattr(quiet, "ROOT", tmp_path)
    monkeypatch.setattr(train, "MODELS", tmp_path / "models")
    monkeypatch.setattr(train, "REQUIREMENTS", tmp_path / "requirements")
    monkeypatch.setattr(train, "LOG", tmp_path / "training.log")
    monkeypatch.setattr(train, "DIALOGUE_PYTHON", Path(sys.executable))
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "data/nlu/talk.yml",
        "data/nlu/new.yml",
        "config.yml",
        "domain.yml",
        "bot/text.py",
        "bot/knowledge.py",
        "bot/engine/__main__.py",
        "bot/components/linker.py",
        "requirements/dialogue.txt",
    ],
)
def test_changed_sources_need_another_model(project, name):
    """Each thing that a model is made from leads to another model when it changes."""
    before = train.model_path()
    (project / name).write_text("changed")
    assert train.model_path() != before


@pytest.mark.parametrize(
    "name",
    [
        "knowledge/kent/groups.yaml",
        "bot/reply.py",
        "bot/engine/__pycache__/x.pyc",
        "data/.hidden",
        "README.md",
    ],
)
def test_other_files_do_not(project, name):
    """Neither knowledge nor core that the pipeline does not use, nor what is no source at all."""
    before = train.model_path()
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("changed")
    assert train.model_path() == before


def test_a_model_is_trained_once(project, capfd):
    """The first time it is trained, with one line of result; the second time it is there."""
    model = train.trained_model()
    assert model.read_text() == "a model"
    assert "trained in" in capfd.readouterr().out
    assert train.trained_model() == model
    assert capfd.readouterr().out == ""
    assert {path.name for path in (project / "models").iterdir()} == {model.name, ".lock"}


def test_two_trainings_take_turns(project):
    """Of two commands that need the same model, one trains and the other waits and takes it."""
    (project / "bot/engine/__main__.py").write_text("import time; time.sleep(0.5)\n" + TRAINS)
    with ThreadPoolExecutor() as both:
        models = list(both.map(lambda _each: train.trained_model(), range(2)))
    assert models[0] == models[1]
    assert (project / "training.log").read_text().count("bot.engine train") == 1


def test_a_model_that_is_used_again_is_the_newest(project):
    """Rasa's own commands take the newest file, so that is the one of the present sources."""
    model = train.trained_model()
    os.utime(model, (0, 0))
    other = project / "models" / "other.tar.gz"
    other.touch()
    os.utime(other, (1, 1))
    train.trained_model()
    assert model.stat().st_mtime > other.stat().st_mtime


@pytest.mark.usefixtures("project")
def test_a_model_that_may_not_be_touched_serves_all_the_same(monkeypatch):
    """In an image, which is read-only, the assistant starts with the model that it brings."""
    model = train.trained_model()

    def refuse(_path: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    assert train.trained_model() == model


def test_old_models_are_removed(project):
    """Three models are kept: the newest."""
    folder = project / "models"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.tar.gz").touch()
        os.utime(folder / f"{number}.tar.gz", (number, number))
    train.prune()
    assert sorted(path.name for path in folder.iterdir()) == ["2.tar.gz", "3.tar.gz", "4.tar.gz"]


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("print('ValueError: no intents'); raise SystemExit(1)", "ValueError: no intents"),
        ("print('all is well')", "all is well"),
    ],
)
def test_a_failed_training_is_a_sentence(project, program, reason):
    """Whether it says so or only leaves no model: a sentence, the reason, the log, no model."""
    (project / "bot/engine/__main__.py").write_text(program)
    with pytest.raises(Failure, match=reason) as failure:
        train.trained_model()
    assert failure.value.code == Exit.FAILED
    assert "training.log" in str(failure.value)
    assert not list(project.glob("models/*.tar.gz"))

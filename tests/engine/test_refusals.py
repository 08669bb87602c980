"""What is not right is said in one sentence, with an exit code, before anything starts."""

from __future__ import annotations

import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.engine import refusals
from bot.engine.launcher import main
from bot.engine.refusals import BUSY, MISCONFIGURED, Refusal, refuse_tensorflow
from bot.engine.run import parsed, refuse
from bot.engine.tracker_store import conversation_hours
from tests.engine.process import Engine, free_port

SETTINGS = {"SIGNPOST_WEBHOOK_URL": "http://127.0.0.1:1/webhook", "SIGNPOST_WEBHOOK_SECRET": "s"}
LONGEST_START = 30


def refused(folder: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """Start the engine, which must end by itself; give exit code and its last line."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.engine", *arguments],
        cwd=folder,
        env=Engine.environment(**{**SETTINGS, **settings}),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_START,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr.splitlines()[-1]


def run(folder: Path, *options: str, **settings: str) -> tuple[int, str]:
    """Start `run` on a free port."""
    return refused(folder, "run", "--port", str(free_port()), *options, **settings)


def test_another_release_of_rasa_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence names both releases."""
    monkeypatch.setattr(refusals, "RASA_VERSION", "3.6.99")
    assert main(["run"]) == MISCONFIGURED
    assert "needs Rasa 3.6.99 and found 3.6.21" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(refusals.TENSORFLOW_COMPONENTS))
@pytest.mark.parametrize("module", ["", "rasa.some.module."])
def test_each_tensorflow_component_is_refused(tmp_path: Path, name: str, module: str) -> None:
    """With its short and with its dotted name, in the pipeline and among the policies."""
    config = tmp_path / "config.yml"
    for key, other in (("pipeline", "policies"), ("policies", "pipeline")):
        config.write_text(f"{key}:\n- name: {module}{name}\n  epochs: 1\n{other}:\n- name: X\n")
        with pytest.raises(Refusal, match=rf"config.yml names {name}, which needs TensorFlow"):
            refuse_tensorflow(config)


@pytest.mark.parametrize("text", ["language: en", "pipeline:\npolicies:\n- name: RulePolicy"])
def test_a_config_that_rasa_would_complete_is_refused(tmp_path: Path, text: str) -> None:
    """Rasa's default pipeline and policies need TensorFlow."""
    config = tmp_path / "config.yml"
    config.write_text(text)
    with pytest.raises(Refusal, match="names no pipeline"):
        refuse_tensorflow(config)


@pytest.mark.parametrize("text", ["pipeline: [", "- a list", ""])
def test_a_config_that_is_none_is_left_to_rasa(tmp_path: Path, text: str) -> None:
    """Rasa says itself what is wrong with such a file, or that there is none."""
    config = tmp_path / "config.yml"
    config.write_text(text)
    refuse_tensorflow(config)
    refuse_tensorflow(tmp_path / "nowhere.yml")


@pytest.mark.parametrize("command", [["train"], ["run"], ["data", "validate"], ["shell"]])
def test_a_tensorflow_component_stops_every_command(folder: Path, command: list[str]) -> None:
    """Before Rasa is imported, so within a second or two."""
    begun = time.monotonic()
    (folder / "config.yml").write_text("pipeline:\n- name: DIETClassifier\npolicies:\n- name: X\n")
    code, sentence = refused(folder, *command)
    assert (code, "DIETClassifier" in sentence) == (MISCONFIGURED, True)
    assert time.monotonic() - begun < 5


def test_a_config_named_on_the_command_line_is_looked_at(folder: Path) -> None:
    """`train --config other.yml` is refused for what other.yml names."""
    (folder / "other.yml").write_text("pipeline:\n- name: X\npolicies:\n- name: TEDPolicy\n")
    code, sentence = refused(folder, "train", "--config", "other.yml")
    assert (code, "other.yml names TEDPolicy" in sentence) == (MISCONFIGURED, True)


def test_a_missing_model_is_refused(folder: Path) -> None:
    """The sentence says how to get one."""
    (folder / "models").unlink()
    code, sentence = run(folder)
    assert (code, "no trained model in models" in sentence) == (MISCONFIGURED, True)


def test_a_model_that_does_not_load_ends_the_engine(folder: Path, model: Path) -> None:
    """Half a file: a sentence, where Rasa would serve without a model."""
    broken = folder / "broken.tar.gz"
    broken.write_bytes(model.read_bytes()[:2000])
    code, sentence = run(folder, "--model", "broken.tar.gz")
    assert (code, "broken.tar.gz does not load" in sentence) == (MISCONFIGURED, True)


def test_a_taken_port_is_refused(folder: Path) -> None:
    """The sentence names the port; a restart may help."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, sentence = refused(folder, "run", "--port", str(port))
    assert (code, f"port {port} on 127.0.0.1" in sentence) == (BUSY, True)


@pytest.mark.parametrize("interface", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_an_interface_that_others_can_reach_is_refused(interface: str) -> None:
    """Only loopback is allowed."""
    with pytest.raises(Refusal, match=f"not on {re.escape(interface)}"):
        refuse(parsed(["run", "--interface", interface]))


def test_loopback_is_the_interface_unless_told_otherwise(folder: Path) -> None:
    """Rasa's own default is every interface of the machine."""
    assert parsed(["run"]).interface == "127.0.0.1"
    code, sentence = run(folder, "--interface", "0.0.0.0")
    assert (code, "0.0.0.0" in sentence) == (MISCONFIGURED, True)


@pytest.mark.parametrize(
    "options",
    [["--enable-api"], ["--debug"], ["-v"], ["--log-file", "x"], ["--connector", "rest"]],
)
def test_options_that_would_open_the_engine_are_refused(options: list[str]) -> None:
    """Rasa's API and Rasa's own log are not for this engine."""
    with pytest.raises(Refusal, match=options[0][:2]) as refusal:
        refuse(parsed(["run", *options]))
    assert refusal.value.exit_code == MISCONFIGURED


def test_rasas_action_server_is_refused(folder: Path) -> None:
    """The service runs the actions."""
    code, sentence = refused(folder, "run", "actions")
    assert (code, "the service runs the actions" in sentence) == (MISCONFIGURED, True)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_missing_setting_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The sentence names the setting."""
    for setting, value in SETTINGS.items():
        monkeypatch.setenv(setting, "" if setting == name else value)
    with pytest.raises(Refusal, match=f"^{name} must be set"):
        refuse(parsed(["run"]))


@pytest.mark.parametrize("hours", ["0", "-1", "soon", "nan", "inf", "1e9"])
def test_nonsense_for_the_hours_is_refused(hours: str) -> None:
    """The sentence says what is allowed."""
    with pytest.raises(Refusal, match=r"SIGNPOST_CONVERSATION_HOURS is .*more than 0"):
        conversation_hours({"SIGNPOST_CONVERSATION_HOURS": hours})


def test_hours_are_read_and_have_a_default() -> None:
    """A day, if nothing is set."""
    assert conversation_hours({}) == 24
    assert conversation_hours({"SIGNPOST_CONVERSATION_HOURS": "0.5"}) == 0.5


def test_nonsense_for_the_hours_stops_the_start(folder: Path) -> None:
    """The setting is checked at the start, not at the first conversation."""
    code, sentence = run(folder, SIGNPOST_CONVERSATION_HOURS="soon")
    assert (code, "SIGNPOST_CONVERSATION_HOURS is 'soon'" in sentence) == (MISCONFIGURED, True)


def test_a_locked_file_of_conversations_stops_the_start(folder: Path) -> None:
    """The sentence says which file; a restart may help."""
    (folder / "var").mkdir()
    other = sqlite3.connect(folder / "var" / "conversations.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    code, sentence = run(folder)
    other.close()
    assert (code, "var/conversations.sqlite3 cannot be opened" in sentence) == (BUSY, True)


@pytest.mark.parametrize("missing", ["tracker_store", "lock_store"])
def test_a_store_of_rasas_in_place_of_ours_is_refused(folder: Path, missing: str) -> None:
    """Rasa silently takes a store in memory for a class that it cannot import."""
    file = folder / "endpoints.yml"
    file.write_text(file.read_text().replace(f"{missing}:", f"not_the_{missing}:"))
    code, sentence = run(folder)
    assert (code, missing in sentence) == (MISCONFIGURED, True)


def test_rasas_other_commands_run_through_the_launcher(folder: Path) -> None:
    """`data validate` and `--version` give Rasa's own answer and exit code."""
    for name in ("data", "domain.yml"):
        source = Path(__file__).parent / "assistant" / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    environment = Engine.environment()
    for arguments, words in ((["--version"], "3.6.21"), (["data", "validate"], "No story")):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.engine", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert words in done.stdout + done.stderr

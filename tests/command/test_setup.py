"""What set-up checks before it starts, and what it leaves alone."""

import os
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from bot.command import environments, pythons, setup
from bot.command.console import Exit, Failure
from bot.command.project import DIALOGUE_PYTHON, ROOT


def program(path: Path, *lines: str) -> Path:
    """An executable shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_python_310_is_found_on_path(tmp_path):
    """A working python3.10 on PATH is taken; a shim of that name that only complains is not."""
    program(tmp_path / "shims" / "python3.10", "echo 'not activated' >&2", "exit 127")
    right = program(tmp_path / "bin" / "python3.10", "echo 3.10")
    path = f"{tmp_path / 'shims'}{os.pathsep}{tmp_path / 'bin'}"
    assert pythons.find_python({"PATH": path}, tmp_path) == right


def test_python_310_is_found_under_another_name(tmp_path):
    """A python3 that is a Python 3.10 will do; one of another release will not."""
    program(tmp_path / "new" / "python3", "echo 3.12")
    right = program(tmp_path / "old" / "python3", "echo 3.10")
    path = f"{tmp_path / 'new'}{os.pathsep}{tmp_path / 'old'}"
    assert pythons.find_python({"PATH": path}, tmp_path) == right


@pytest.mark.parametrize("variables", [{}, {"PYENV_ROOT": "elsewhere"}])
def test_python_310_is_found_in_pyenvs_folder(tmp_path, variables):
    """Pythons that pyenv holds are found without being on PATH, the newest first."""
    for version in ("3.10.9", "3.10.13", "3.11.7"):
        binary = tmp_path / ".pyenv" / "versions" / version / "bin" / "python3.10"
        program(binary, f"echo {version[:4]}")
    found = pythons.find_python(variables, tmp_path)
    assert found == tmp_path / ".pyenv" / "versions" / "3.10.13" / "bin" / "python3.10"


def test_no_python_310_is_found(tmp_path):
    """Nothing is found where there is none."""
    assert pythons.find_python({"PATH": str(tmp_path)}, tmp_path) is None


def test_missing_python_310_is_a_sentence(tmp_path, monkeypatch):
    """Where there is none and uv cannot bring one, the sentence says what to install."""
    monkeypatch.setattr(pythons, "find_python", lambda _variables, _home: None)
    uv = program(tmp_path / "uv", "echo 'error: dns error' >&2", "exit 2")
    with pytest.raises(Failure, match=r"Install Python 3\.10 and try again") as failure:
        setup.python_for_dialogue(uv)
    assert failure.value.code == Exit.UNAVAILABLE


def test_uv_brings_python_310(tmp_path, monkeypatch):
    """Where there is none, uv is asked for one, into the project's own folder."""
    monkeypatch.setattr(pythons, "find_python", lambda _variables, _home: None)
    asked = tmp_path / "asked"
    uv = program(
        tmp_path / "uv",
        f'echo "$@ $UV_PYTHON_INSTALL_DIR" >> {asked}',
        '[ "$2" = find ] && echo /brought/python3.10 || true',
    )
    assert setup.python_for_dialogue(uv) == Path("/brought/python3.10")
    assert asked.read_text().splitlines() == [
        f"python install --quiet --no-bin 3.10 {ROOT / 'environments' / 'python'}",
        f"python find 3.10 {ROOT / 'environments' / 'python'}",
    ]


def test_an_old_python_is_refused_in_a_sentence():
    """Started with Python 3.10, set-up says which it needs; no traceback."""
    outcome = subprocess.run(
        [DIALOGUE_PYTHON, "-m", "bot.command.setup"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == Exit.UNAVAILABLE
    assert outcome.stderr.startswith("Signpost needs Python 3.11 or newer;")
    assert len(outcome.stderr.splitlines()) == 1


def test_a_full_disk_is_refused(tmp_path):
    """Where there is too little room, nothing is started; the sentence says how much is needed."""
    with pytest.raises(Failure, match=r"needs 1000000000\.0 GB of disk; .* has .* GB left"):
        setup.check_disk(tmp_path, needed=10**18)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    """A file where the folder should be stands for any folder that cannot be made."""
    (tmp_path / "taken").touch()
    with (
        pytest.raises(Failure, match="cannot be written to"),
        setup.alone(tmp_path / "taken" / "environments"),
    ):
        pass


def test_two_set_ups_take_turns(tmp_path, capfd):
    """The second waits for the first, and says so."""
    order = []

    def second():
        with setup.alone(tmp_path):
            order.append("second")

    with setup.alone(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        order.append("first")
    thread.join(timeout=10)
    assert order == ["first", "second"]
    assert "waiting for it" in capfd.readouterr().out


def test_what_is_current_is_left_alone(monkeypatch):
    """With everything in place nothing is wanted, and set-up neither waits nor asks for uv."""
    assert setup.wanted(development=True) == []
    monkeypatch.setattr(environments, "bootstrap", lambda: pytest.fail("uv was asked for"))
    setup.set_up(development=True)


def test_an_environment_for_tests_also_runs_the_service():
    """``make run`` after ``make test`` does not take the tests' packages away again."""
    assert setup.wanted(development=False) == []


def test_a_second_set_up_takes_no_time():
    """With everything in place, the whole command ends at once and says nothing."""
    start = time.monotonic()
    outcome = subprocess.run(
        [sys.executable, "-m", "bot.command.setup"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert time.monotonic() - start < 2
    assert outcome.stdout == ""

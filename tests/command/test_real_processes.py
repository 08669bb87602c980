"""The real engine and the real service under the real supervisor."""

import os
import signal
from contextlib import contextmanager

import pytest

from bot.command.child import answers
from bot.command.project import ROOT
from tests.support.running import RunningAssistant

from .conftest import runs, wait_for

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]


@contextmanager
def assistant_in(folder):
    """A running assistant; it is ended afterwards."""
    started = RunningAssistant(folder, SIGNPOST_RATE_LIMIT="off")
    try:
        yield started.until_ready()
    finally:
        if started.process.poll() is None:
            started.end()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """An assistant that outlives each test."""
    with assistant_in(tmp_path_factory.mktemp("lasting")) as started:
        yield started


@pytest.fixture
def assistant(tmp_path):
    """An assistant that a test may end."""
    with assistant_in(tmp_path) as started:
        yield started


def test_one_line_says_that_both_are_ready(lasting):
    """When the line with the address is there, both answer; the line is the only one."""
    assert answers(f"{lasting.address}/health/ready")
    (message,) = lasting.ask("hello")
    assert message["custom"]["outcome"] != "apology"
    ready = [line for line in lasting.said().splitlines() if "http://" in line]
    assert len(ready) == 1
    assert f"{lasting.address}/" in ready[0]


@pytest.mark.parametrize("module", ["bot.engine", "bot.service"])
def test_a_process_that_dies_is_replaced(lasting, module):
    """Whichever is killed is started again, and questions are answered again."""
    lasting.ask("hello")
    backs = lasting.said().count("is back after")
    os.kill(lasting.pid_of(module), signal.SIGKILL)
    wait_for(lambda: lasting.said().count("is back after") > backs, patience=60)
    (message,) = lasting.ask("hello")
    assert message["custom"]["outcome"] != "apology"


def test_no_message_text_is_logged(lasting):
    """What people write is in no log of either process, nor on the terminal."""
    lasting.ask("the zyxwvut group in Faversham")
    lasting.end()
    logs = list((lasting.folder / "var" / "log").iterdir())
    assert {log.name for log in logs} >= {"engine.log", "service.log"}
    said = lasting.said() + "".join(log.read_text() for log in logs)
    assert "zyxwvut" not in said


def test_a_second_start_makes_nothing_anew(tmp_path):
    """What is installed and trained stays as it is; how long it takes, `make bench` tells."""
    before = made()
    again = RunningAssistant(tmp_path).until_ready()
    assert again.end() == 0
    assert made() == before
    assert "Set-up" not in again.said()
    assert "Training" not in again.said()


def made():
    """What set-up and training have made: each environment, each model, and when."""
    found = [*(ROOT / "environments").iterdir(), *(ROOT / "models").glob("*.tar.gz")]
    # A model that is used becomes the newest file, so its own time is left out.
    return {path.name: path.is_dir() and path.stat().st_mtime_ns for path in found}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_both_end_cleanly(assistant, number):
    """Ctrl-C and SIGTERM end both, nothing is left, and the exit code is 0."""
    children = [assistant.pid_of("bot.engine"), assistant.pid_of("bot.service")]
    assert all(children)
    assistant.process.send_signal(number)
    assert assistant.process.wait(timeout=60) == 0
    assert not any(runs(pid) for pid in children)
    assert assistant.said().splitlines()[-1] == f"Signpost has ended ({number.name})."


def test_nothing_outlives_a_killed_supervisor(assistant):
    """After ``kill -9`` of the supervisor, both processes end and the port is free again."""
    children = [assistant.pid_of("bot.engine"), assistant.pid_of("bot.service")]
    assistant.process.kill()
    assistant.process.wait()
    wait_for(lambda: not any(runs(pid) for pid in children), patience=30)
    assert not answers(f"{assistant.address}/health/live")

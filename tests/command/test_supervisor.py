"""The supervisor with real processes."""

import os
import re
import signal
import sys
from contextlib import closing

import pytest

from bot.command.child import Child, Program, answers
from bot.command.console import Exit, Failure
from bot.command.supervisor import Supervisor

from .conftest import runs, wait_for


def program(tmp_path, code, **changes):
    """A program that runs some lines of Python; nothing answers at its readiness address."""
    values = {
        "name": "The program",
        "command": [sys.executable, "-c", code],
        "variables": {},
        "ready_urls": ["http://127.0.0.1:9/"],
        "log": tmp_path / "program.log",
    }
    return Program(**{**values, **changes})


def failed_start(tmp_path, code, patience=20.0, **changes):
    """The Failure of starting such a program."""
    try:
        with closing(Supervisor([program(tmp_path, code, **changes)])) as supervisor:
            supervisor.start()
            supervisor.wait_until_ready(patience)
    except Failure as failure:
        return failure
    return pytest.fail("it started")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_both_children(supervised, number):
    """SIGTERM, Ctrl-C and a closed terminal end the supervisor and both children, cleanly."""
    children = supervised.children()
    supervised.process.send_signal(number)
    assert supervised.process.wait(timeout=20) == 0
    assert not any(runs(pid) for pid in children)
    assert number.name in supervised.said()
    assert "Traceback" not in supervised.said()


def test_a_child_that_dies_is_started_again(supervised):
    """A killed child is started again, which is said; the other one is left alone."""
    first, second = supervised.children()
    os.kill(first, signal.SIGKILL)
    supervised.wait_until_it_says(r"The first program ended by the signal SIGKILL; .* in 1 s")
    supervised.wait_until_it_says(r"The first program is back after")
    assert answers(f"http://127.0.0.1:{supervised.ports[0]}/")
    assert runs(second)


def test_no_child_outlives_a_killed_supervisor(supervised):
    """Even after ``kill -9`` of the supervisor, both children end by themselves."""
    children = supervised.children()
    supervised.process.kill()
    supervised.process.wait()
    wait_for(lambda: not any(runs(pid) for pid in children))


def test_a_child_that_keeps_dying_waits_longer_each_time(tmp_path, capfd):
    """The pause doubles from one failing start to the next, so that nothing spins."""
    said = []

    def said_four():
        said.append(capfd.readouterr().out)
        return "in 4 s" in "".join(said)

    with closing(Supervisor([program(tmp_path, "pass")])) as supervisor:
        supervisor.start()
        supervisor.keep(until=said_four)
    pauses = re.findall(r"started again in (\d+) s", "".join(said))
    assert pauses == ["1", "2", "4"]


def test_a_child_that_ends_at_once_is_explained(tmp_path):
    """A program that ends before it is ready: its name, how it ended, its last words, its log."""
    failure = failed_start(tmp_path, "raise SystemExit('no such thing')")
    assert failure.code == Exit.FAILED
    assert "The program ended with exit code 1" in str(failure)
    assert "no such thing" in str(failure)
    assert "program.log" in str(failure)


def test_a_childs_own_sentence_is_passed_on(tmp_path):
    """A program that ends with one of our exit codes has said why: its sentence, its code."""
    code = f"print('The database is locked.'); raise SystemExit({int(Exit.BUSY)})"
    failure = failed_start(tmp_path, code)
    assert (str(failure), failure.code) == ("The database is locked.", Exit.BUSY)


def test_a_silent_child_is_given_up(tmp_path):
    """A program that never gets ready is not waited for without end."""
    failure = failed_start(tmp_path, "import time; time.sleep(60)", patience=0.5)
    assert failure.code == Exit.FAILED
    assert "was not ready after 0.5 s" in str(failure)


def test_a_missing_program_is_a_sentence(tmp_path):
    """A program that is not there is a Failure, not a traceback."""
    failure = failed_start(tmp_path, "", command=[str(tmp_path / "nothing")])
    assert "The program cannot be started" in str(failure)


def test_a_child_that_will_not_end_is_made_to(tmp_path):
    """One that ignores SIGTERM is killed when its grace is over."""
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('on'); time.sleep(60)"
    child = Child(program(tmp_path, code))
    wait_for(lambda: child.program.log.exists() and "on" in child.program.log.read_text())
    child.end(grace=0.3)
    assert child.exit_code == -signal.SIGKILL


def test_output_goes_to_the_log(tmp_path):
    """Standard output and standard error both reach the log, in order."""
    code = "import sys; print('one', flush=True); print('two', file=sys.stderr)"
    child = Child(program(tmp_path, code))
    assert child.last_words() == "two"
    child.end(grace=5)
    assert (tmp_path / "program.log").read_text() == "one\ntwo\n"

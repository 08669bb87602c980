"""Several engines from one loaded model, as real processes: kept running, and ended together."""

from __future__ import annotations

import copy
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.engine.action_server import ActionServer
from tests.engine.process import ROOT, Engine, free_port

PATIENCE = 20.0


@contextmanager
def two_engines(folder: Path) -> Iterator[tuple[Engine, Engine]]:
    """Two engines of one process, as the supervisor starts them."""
    actions, second = ActionServer(), free_port()
    first = Engine(folder, actions.url, SIGNPOST_ENGINE_PORTS="{port}," + str(second))
    other = copy.copy(first)
    other.port = second
    try:
        yield first.until_ready(), other.until_ready()
    finally:
        first.end()
        actions.close()


@pytest.fixture(scope="module")
def both(
    assistant: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Engine]]:
    """Two engines that tests share; SIGTERM to who forked them ends every one, and then it."""
    folder = tmp_path_factory.mktemp("both")
    shutil.copytree(assistant, folder, dirs_exist_ok=True)
    with two_engines(folder) as both:
        yield both
        pids = forked(both[0])
        assert both[0].end() == 0
        assert all(map(is_gone, pids))


def forked(engine: Engine) -> list[int]:
    """The processes that were forked off."""
    children = Path(f"/proc/{engine.process.pid}/task/{engine.process.pid}/children")
    return [int(pid) for pid in children.read_text(encoding="ascii").split()]


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2] == "Z"
    except OSError:
        return True


def test_a_conversation_goes_on_at_the_other_engine(both: tuple[Engine, Engine]) -> None:
    """Both open the same conversations, each by a connection of its own; the log tells which."""
    for turn in range(1, 7):
        engine = both[turn % 2]
        assert engine.texts("first of both", "ask") == [f"answer {turn} about None"]
    until(lambda: all(f'"engine {number}"' in both[0].log() for number in (1, 2)))


def test_a_killed_engine_is_there_again_and_the_other_goes_on(both: tuple[Engine, Engine]) -> None:
    """Nothing is loaded again: the one that is forked off in its place knows the model."""
    first, second = both
    first.texts("cat", "ask")
    before = forked(first)
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(forked(first)) == 2 and forked(first) != before)
    for engine in (first.until_ready(), second.until_ready()):
        assert engine.texts(f"after the kill {engine.port}", "ask") == ["answer 1 about None"]
    assert first.texts("cat", "ask") == ["answer 2 about None"]
    assert set(before) & set(forked(first))


def test_no_engine_outlives_the_process_that_forked_it(folder: Path) -> None:
    """However that one ends: here outright."""
    with two_engines(folder) as (first, _):
        pids = forked(first)
        assert len(pids) == 2
        first.end(signal.SIGKILL)
        until(lambda: all(map(is_gone, pids)))


@pytest.mark.parametrize(("code", "ended_with"), [(78, 78), (0, 0)])
def test_one_that_fails_at_its_start_ends_all_with_its_code(code: int, ended_with: int) -> None:
    """One that ends without a fault is forked off anew, until all are asked to end."""
    program = f"""
import os, signal, sys, threading
from bot.engine.workers import one_of
threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
print("engine", one_of([7001]), flush=True)
os._exit({code})
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == ended_with
    assert done.stdout.count("engine 7001") == 1 if code else 2 <= done.stdout.count("7001") <= 4

"""Stand-ins for the two processes: Python's own file server, under a real supervisor."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.command.ports import free_ports

ROOT = Path(__file__).parents[2]
SUPERVISOR = Path(__file__).with_name("stand_in_supervisor.py")


def wait_for(true, patience=15.0):
    """Look until ``true()`` gives something, and give that; fail after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if found := true():
            return found
        time.sleep(0.05)
    pytest.fail(f"not within {patience} s")


def runs(pid):
    """Whether a process is there and is not merely waiting to be fetched by its parent."""
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(state) and not state.startswith("Z")


class Supervised:
    """A supervisor in a process of its own, over two file servers, with all that it said."""

    def __init__(self, folder):
        """Start it; ``folder`` takes the logs and what it says."""
        self.ports = free_ports(2)
        self._said = folder / "said"
        with self._said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, SUPERVISOR, folder, *map(str, self.ports)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def said(self):
        """All that it has said."""
        return self._said.read_text()

    def wait_until_it_says(self, words):
        """Wait for words, a pattern; gives what they matched."""
        return wait_for(lambda: re.search(words, self.said()))

    def children(self):
        """The process ids of its two children, in the order of their start."""
        return [int(pid) for pid in self.wait_until_it_says(r"children (\d+) (\d+)").groups()]


@pytest.fixture
def supervised(tmp_path):
    """A supervisor that is ready; it and its children are ended afterwards."""
    started = Supervised(tmp_path)
    started.wait_until_it_says("ready")
    yield started
    if started.process.poll() is None:
        started.process.terminate()
        started.process.wait(timeout=30)

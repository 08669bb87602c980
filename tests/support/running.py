"""The whole assistant, started as a person starts it: supervisor, engine and service."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from bot.command.ports import free_ports

ROOT = Path(__file__).parents[2]
READY = re.compile(r"^Signpost is ready: (\S+)/ ", re.MULTILINE)
SECONDS_TO_START = 120.0


class RunningAssistant:
    """`make run` without make, on a port and a folder of data of its own."""

    def __init__(self, folder: Path, root: Path = ROOT, **settings: str) -> None:
        """Start the project at `root`; `folder` takes its data, its logs and what it says."""
        self.port = free_ports(1)[0]
        self.folder = folder
        self._said = folder / "said"
        kept = {name: text for name, text in os.environ.items() if not name.startswith("SIGNPOST_")}
        own = {"SIGNPOST_PORT": str(self.port), "SIGNPOST_VAR": str(folder / "var")}
        with self._said.open("w") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.command.run"],
                cwd=root,
                env={**kept, **own, **settings},
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """All that the supervisor has said."""
        return self._said.read_text(encoding="utf-8")

    def wait_until_it_says(self, pattern: str, patience: float = SECONDS_TO_START) -> re.Match[str]:
        """Wait until the supervisor says something; what it said is in the failure otherwise."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if found := re.search(pattern, self.said(), re.MULTILINE):
                return found
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)
        raise AssertionError(self.said())

    def until_ready(self) -> RunningAssistant:
        """Wait for the line with the address; what does not come so far is ended."""
        try:
            self.wait_until_it_says(READY.pattern)
        except AssertionError:
            self.end()
            raise
        return self

    @property
    def address(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, text: str, sender: str = "visitor", patience: float = 40.0, **headers: str
    ) -> list[Any]:
        """Send a message to the chat API and give the list of messages it answers."""
        request = urllib.request.Request(
            f"{self.address}/webhooks/rest/webhook",
            json.dumps({"sender": sender, "message": text}).encode(),
            {"Content-Type": "application/json", **headers},
        )
        with urllib.request.urlopen(request, timeout=patience) as answer:
            messages: list[Any] = json.load(answer)
        return messages

    def pid_of(self, module: str) -> int | None:
        """The process id of a child, by the module it runs ("bot.engine"), or None."""
        return next(iter(self.pids_of(module)), None)

    def pids_of(self, module: str) -> list[int]:
        """The process ids of the children that run a module, then of those they forked off."""
        children = self._running(module, {self.process.pid})
        return [*children, *self._running(module, set(children))]

    def answering(self, module: str) -> list[int]:
        """The process ids of those that answer: what is forked off, where it is."""
        children = self._running(module, {self.process.pid})
        return self._running(module, set(children)) or children

    def signal(self, module: str, number: signal.Signals) -> None:
        """Send a signal to all that run a module, those that were forked off too."""
        for pid in self.pids_of(module):
            os.kill(pid, number)

    @staticmethod
    def _running(module: str, parents: set[int]) -> list[int]:
        table = subprocess.run(
            ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="],
            capture_output=True,
            text=True,
            check=True,
        )
        lines = [line.split(None, 2) for line in table.stdout.splitlines()]
        return [
            int(pid)
            for pid, parent, arguments in lines
            if int(parent) in parents and f" {module}" in arguments
        ]

    def end(self) -> int:
        """Ask it to end and give its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=60)

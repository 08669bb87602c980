"""A real engine process, started as the supervisor starts it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECRET = "a secret of the two processes"
SECONDS_TO_START = 60


def free_port() -> int:
    """Give a port on loopback that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Engine:
    """`python -m bot.engine run` in `folder`, with its actions at `url`.

    `{port}` in a setting is the engine's own port.
    """

    def __init__(self, folder: Path, url: str, *options: str, **settings: str) -> None:
        self.port = free_port()
        self.log_path = folder / "engine.log"
        self._log = self.log_path.open("ab")
        told = {name: text.format(port=self.port) for name, text in settings.items()}
        variables = {"SIGNPOST_WEBHOOK_URL": url, "SIGNPOST_WEBHOOK_SECRET": SECRET, **told}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.engine", "run", "--port", str(self.port), *options],
            cwd=folder,
            env=self.environment(**variables),
            stdout=self._log,
            stderr=self._log,
        )

    @staticmethod
    def environment(**variables: str) -> dict[str, str]:
        """This process's environment, without settings that the machine may hold."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("SIGNPOST_")}
        return {**kept, "PYTHONPATH": str(ROOT), **variables}

    def until_ready(self) -> Engine:
        """Wait for the readiness probe that the supervisor uses."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log()
            try:
                if self.ask("GET", "/")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self.log())

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
        """Send a request and give status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        result = answer.status, answer.read()
        connection.close()
        return result

    def say(self, sender: str, text: str, **metadata: Any) -> Any:
        """Send a message as the service does and give the replies."""
        body = {"sender": sender, "message": text, "metadata": metadata}
        status, answer = self.ask("POST", "/webhooks/rest/webhook", body)
        assert status == 200, answer
        return json.loads(answer)

    def texts(self, sender: str, text: str, **metadata: Any) -> list[str]:
        """Send a message and give the words of the replies."""
        return [
            (reply.get("custom") or reply)["text"] for reply in self.say(sender, text, **metadata)
        ]

    def processor_seconds(self) -> float:
        """Processor time that the engine has used so far, whatever else the machine does."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def log(self) -> str:
        """All that the engine has written so far."""
        return self.log_path.read_text(encoding="utf-8")

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End the engine and give its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(30)
        finally:
            self._log.close()
        return code

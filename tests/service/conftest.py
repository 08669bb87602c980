"""A real service process, with one tiny action of its own, to be spoken to from outside."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer, unused_port

from tests.support.stand_in_engine import SECRET, StandInEngine

ROOT = Path.cwd()
ACTIONS = """
from rasa_sdk import Action


class Repeat(Action):
    def __init__(self, assistant):
        self.assistant = assistant

    def name(self):
        return "action_repeat"

    def run(self, dispatcher, tracker, domain):
        said = tracker.latest_message["text"]
        if said == "crash":
            raise ValueError(f"cannot say {said}")
        body = f"{self.assistant.frames['utter_repeat'][0]} {said}"
        message = {"text": body, "body": body, "outcome": "talk"}
        dispatcher.utter_message(json_message=message)
        return []


def all_actions(assistant):
    return [Repeat(assistant)]
"""
DOMAIN = "responses:\n  utter_repeat:\n  - text: You said\n"


def call_of(said: str, action: str = "action_repeat") -> dict[str, Any]:
    """What Rasa sends to have an action run, with selective domain on: no domain."""
    return {
        "next_action": action,
        "sender_id": "x",
        "tracker": {"sender_id": "x", "slots": {}, "latest_message": {"text": said}, "events": []},
    }


@dataclass
class ServiceProcess:
    """A service that was started, its ports and everything that it wrote."""

    process: asyncio.subprocess.Process
    port: int
    webhook_port: int
    client: aiohttp.ClientSession
    log: list[str] = field(default_factory=list)

    def url(self, path: str) -> str:
        """An address of the public door."""
        return f"http://127.0.0.1:{self.port}{path}"

    async def send(self, said: str) -> Any:
        """The messages that answer, from the public door."""
        body = {"sender": "a", "message": said}
        async with self.client.post(self.url("/webhooks/rest/webhook"), json=body) as answer:
            assert answer.status == 200
            return await answer.json()

    async def run_action(self, call: Any, secret: str = SECRET) -> tuple[int, Any]:
        """Status and JSON of the webhook, as the engine asks it."""
        headers = {"Authorization": f"Bearer {secret}"}
        url = f"http://127.0.0.1:{self.webhook_port}/webhook"
        async with self.client.post(url, json=call, headers=headers) as answer:
            is_json = answer.content_type == "application/json"
            return answer.status, await answer.json() if is_json else None

    async def read_log(self) -> None:
        """Gather what the process writes, until it ends."""
        assert self.process.stderr
        async for line in self.process.stderr:
            self.log.append(line.decode())

    async def stop(self, number: int = signal.SIGTERM) -> int:
        """End the process; returns its exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 10)


async def started(folder: Path, **settings: str) -> asyncio.subprocess.Process:
    """A service process in a folder with the tiny action, the real pack, and these settings."""
    (folder / "actions").mkdir(exist_ok=True)
    (folder / "actions" / "__init__.py").write_text(ACTIONS, encoding="utf-8")
    (folder / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SIGNPOST_KNOWLEDGE": str(ROOT / "knowledge" / "kent"),
        "SIGNPOST_WEBHOOK_SECRET": SECRET,
        "SIGNPOST_RATE_LIMIT": "off",
        **settings,
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.service"),
        cwd=folder,
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )


@pytest.fixture
async def engine() -> AsyncIterator[tuple[StandInEngine, str]]:
    """A stand-in engine that is served, and its address."""
    stand_in = StandInEngine()
    server = TestServer(stand_in.app())
    await server.start_server()
    yield stand_in, str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
async def service(
    tmp_path: Path, engine: tuple[StandInEngine, str]
) -> AsyncIterator[ServiceProcess]:
    """A service process that is ready."""
    port, webhook_port = unused_port(), unused_port()
    process = await started(
        tmp_path,
        SIGNPOST_PORT=str(port),
        SIGNPOST_WEBHOOK_PORT=str(webhook_port),
        SIGNPOST_ENGINE_URL=engine[1],
    )
    async with aiohttp.ClientSession() as client:
        running = ServiceProcess(process, port, webhook_port, client)
        reader = asyncio.create_task(running.read_log())
        await until_listening(running)
        yield running
        await running.stop(signal.SIGKILL)
        await reader


async def until_listening(running: ServiceProcess) -> None:
    """Wait until the public door answers; fails with what the process wrote when it ends."""
    for _ in range(300):
        assert running.process.returncode is None, "".join(running.log)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", running.port)) == 0:
                return
        await asyncio.sleep(0.1)
    raise AssertionError("the service does not listen: " + "".join(running.log))

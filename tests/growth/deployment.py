"""A deployment as `docs/deployment.md` describes it: PostgreSQL, Redis, several of each process."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.command.child import answers
from tests.support.databases import started
from tests.support.redis_server import running_redis
from tests.support.running import RunningAssistant

DATABASE = "signpost_growth"


@dataclass
class Deployment:
    """The running processes and their database."""

    assistant: RunningAssistant
    database_url: str
    server: Any

    def kill(self, module: str, chance: Random) -> int:
        """Kill one process of a kind ("bot.engine", "bot.service") outright; gives its id."""
        pid: int = chance.choice(self.assistant.answering(module))
        os.kill(pid, signal.SIGKILL)
        return pid

    def is_whole(self, services: int, engines: int) -> bool:
        """Whether all processes run and the last that was killed says that it is back."""
        said = self.assistant.said()
        ended, back = said.count("it is started again in"), said.count("is back after")
        running = [self.assistant.answering(module) for module in ("bot.service", "bot.engine")]
        return ended == back and [len(one) for one in running] == [services, engines]

    def is_ready(self) -> bool:
        """Whether the public door says that it is."""
        return answers(f"{self.assistant.address}/health/ready", patience=5)


@contextmanager
def deployment(folder: Path, services: int = 2, engines: int = 2) -> Iterator[Deployment]:
    """Start everything on this machine and end it; `folder` takes logs and mail."""
    with (
        tempfile.TemporaryDirectory(prefix="signpost-postgresql-") as data,
        running_redis(folder) as redis,
        _variable("XDG_RUNTIME_DIR", data),
    ):
        server = started(Path(data) / "data")
        try:
            server.psql(f"CREATE DATABASE {DATABASE}")
            url = server.get_uri(database=DATABASE)
            running = RunningAssistant(
                folder,
                SIGNPOST_SERVICES=str(services),
                SIGNPOST_ENGINES=str(engines),
                SIGNPOST_DATABASE_URL=url,
                SIGNPOST_REDIS_URL=redis,
                SIGNPOST_RATE_LIMIT="off",
            )
            try:
                yield Deployment(running.until_ready(), url, server)
            finally:
                running.end()
        finally:
            server.cleanup()


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    """Set a variable of the environment while inside."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before

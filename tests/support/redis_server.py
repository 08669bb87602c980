"""A real Redis server, which the tests bring; without one the tests fail, they are not skipped."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.command.ports import free_ports


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """A server of its own, which keeps nothing; gives its address."""
    (port,) = free_ports(1)
    command = ("redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1")
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL) as server:
        try:
            until_it_listens(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def until_it_listens(port: int) -> None:
    """Wait for the server."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("no Redis server")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real Redis server."""
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url

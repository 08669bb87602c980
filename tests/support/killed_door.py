"""A door in a process of its own, which a test kills and starts again on the same port."""

from __future__ import annotations

import asyncio
import multiprocessing
from pathlib import Path

import aiohttp

from bot.command.ports import free_ports
from tests.support.doors import open_door

SECONDS_TO_START = 30.0
# What a door needs is loaded once, so that each start is quick.
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.support.doors"])


class KilledDoor:
    """Serves one folder of data, in front of an engine elsewhere."""

    def __init__(self, var: Path, engine_url: str) -> None:
        """Nothing runs before :meth:`start`."""
        self._port = free_ports(1)[0]
        self._given = (var, self._port, engine_url)
        self.url = f"http://127.0.0.1:{self._port}/"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = PROCESSES.Process(target=_serve, args=self._given, daemon=True)
        self._process.start()
        async with asyncio.timeout(SECONDS_TO_START), aiohttp.ClientSession() as client:
            while not await _answers(client, self.url):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """End it as a failing machine does: nothing is written or said any more."""
        self._process.kill()
        await asyncio.to_thread(self._process.join)


async def _answers(client: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with client.get(f"{url}health/live") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


def _serve(var: Path, port: int, engine_url: str) -> None:
    asyncio.run(_run(var, port, engine_url))


async def _run(var: Path, port: int, engine_url: str) -> None:
    async with open_door(var, port=port, reply_within=20, engine_url=engine_url):
        await asyncio.Event().wait()

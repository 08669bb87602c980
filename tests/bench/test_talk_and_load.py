"""What is said in a benchmark, over real HTTP, and what real processes are found to use."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.bench import processes, talk
from bot.bench.load import Door, play
from bot.command.console import Failure

HELD = 40_000_000


def test_blocks_hold_every_kind_and_differ() -> None:
    """Questions, follow-ups and form steps; the next block asks other questions."""
    first, second = (talk.block(number, 6) for number in (0, 1))
    kinds = {turn.kind for one in first for turn in one}
    assert kinds == {talk.QUESTION, talk.FOLLOW_UP, talk.FORM_STEP, talk.OPENING}
    assert {one for one in first if len(one) == 1}.isdisjoint(second)
    asked = [one for number in range(20) for one in talk.block(number, 24) if len(one) == 1]
    assert len(set(asked)) == len(asked) == 480
    assert len(talk.long_talk(500)) == 500


async def _played(turns: list[talk.Turn], clients: int) -> tuple[list[dict[str, str]], int]:
    """What a REST channel heard that repeats what is said, but for silence; and how much."""
    heard: list[dict[str, str]] = []

    async def repeat(request: web.Request) -> web.Response:
        heard.append(said := await request.json())
        silent = said["message"] == "silence"
        return web.json_response([] if silent else [{"text": said["message"]}])

    app = web.Application()
    app.router.add_post("/webhooks/rest/webhook", repeat)
    async with TestServer(app) as server, ClientSession() as session:
        door = Door(session, str(server.make_url("")).rstrip("/"), opening="/person")
        conversations = [(turns[0], *turns[1:])] * 5
        found = await play(door, conversations, clients)
    return heard, len(found.messages)


@pytest.mark.parametrize("clients", [1, 3])
def test_every_conversation_is_spoken_by_somebody_new(clients: int) -> None:
    """In its order, whoever else speaks; the form is opened in the side's own words."""
    turns = [talk.Turn(talk.OPENING, "I want an advisor"), talk.Turn(talk.FORM_STEP, "Jo")]
    heard, count = asyncio.run(_played(turns, clients))
    assert count == 10
    by_sender: dict[str, list[str]] = {}
    for one in heard:
        by_sender.setdefault(one["sender"], []).append(one["message"])
    assert list(by_sender.values()) == [["/person", "Jo"]] * 5


def test_no_answer_ends_the_benchmark() -> None:
    """A side that says nothing is not quick."""
    with pytest.raises(Failure, match="no answer"):
        asyncio.run(_played([talk.Turn(talk.QUESTION, "silence")], 1))


def test_memory_and_time_of_a_process_and_its_child_are_found() -> None:
    """What a child holds and burns counts for whoever started it."""
    burn = f"held = b'x' * {HELD}; sum(range(3_000_000)); print(flush=True); input()"
    start = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    with subprocess.Popen(
        [sys.executable, "-c", start, burn], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdin
        assert parent.stdout
        parent.stdout.readline()
        assert len(processes.family([parent.pid])) == 2
        assert processes.memory([parent.pid]) > HELD / 1e6
        assert processes.processor_seconds([parent.pid]) > 0.02
        parent.stdin.close()
    assert processes.family([parent.pid]) == set()
    assert os.getpid() in processes.family([os.getpid()])

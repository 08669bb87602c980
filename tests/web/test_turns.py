"""A turn is taken once, one at a time, and always ends in a reply."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from tests.support.doors import Door, open_door
from tests.support.stand_in_engine import StandInEngine, as_engine, fixed, message, slow


def is_apology(messages: list[Any]) -> bool:
    """Whether this is the apology, with the pack's urgent numbers."""
    (only,) = messages
    numbers = ("999", "01632 960411", "01632 960999", "your Area Safeguarding Advisor")
    return only["custom"]["outcome"] == "apology" and all(n in only["text"] for n in numbers)


MALFORMED = {
    "not JSON": lambda: web.Response(text="<html>"),
    "no message": lambda: web.json_response([]),
    "an object": lambda: web.json_response({"text": "hello"}),
    "text without parts": lambda: web.json_response([{"recipient_id": "x", "text": "hello"}]),
    "empty text": lambda: as_engine(message("")),
    "no outcome": lambda: as_engine(message("x", outcome=None)),
    "a list of words as sources": lambda: as_engine(message("x", sources=["page"])),
    "a script as a source": lambda: as_engine(
        message("x", sources=[{"title": "t", "url": "javascript:alert(1)"}])
    ),
    "buttons without words": lambda: as_engine(message("x", buttons=[{"title": "a"}])),
    "an error": lambda: web.Response(status=500, text="Traceback"),
}


@pytest.mark.parametrize("kind", MALFORMED)
async def test_a_malformed_answer_becomes_an_apology_with_the_numbers(
    door: Door, kind: str
) -> None:
    """The person hears neither nonsense nor nothing."""
    door.engine.answer = fixed(MALFORMED[kind])
    status, _, messages = await door.send("hello")
    assert status == 200
    assert is_apology(messages)


async def test_silence_ends_in_an_apology_within_the_limit(tmp_path: Path) -> None:
    """The limit is 30 seconds; here it is set to a fifth of one."""
    engine = StandInEngine(answer=slow(20))
    async with open_door(tmp_path, engine, reply_within=0.2) as door:
        started = time.monotonic()
        status, _, messages = await door.send("hello")
        assert time.monotonic() - started < 2
        assert status == 200
        assert is_apology(messages)


async def test_an_engine_that_dies_ends_in_an_apology_and_is_tried_again(door: Door) -> None:
    """Once it was ready, its absence is an apology (200), not an error."""
    assert (await door.send("hello"))[0] == 200
    await door.engine_server.close()
    status, _, messages = await door.send("hello again")
    assert status == 200
    assert is_apology(messages)


async def test_before_the_engine_was_ever_ready_the_answer_is_503_with_the_numbers(
    tmp_path: Path,
) -> None:
    """Only then: later a failing engine is answered with the apology."""
    async with open_door(tmp_path, engine_url="http://127.0.0.1:1") as door:
        status, headers, answer = await door.send("hello")
        assert status == 503
        assert answer["reason"] == "not_ready"
        assert "999" in answer["error"]
        assert int(headers["Retry-After"]) > 0


async def test_turns_of_a_conversation_are_taken_one_at_a_time_in_order(door: Door) -> None:
    """Two windows of one person cannot make the engine answer both at once (O7)."""
    door.engine.answer = slow(0.05)
    said = [str(number) for number in range(4)]
    tasks = []
    for word in said:
        tasks.append(asyncio.create_task(door.send(word)))
        await asyncio.sleep(0.01)
    answers = await asyncio.gather(*tasks)
    assert door.engine.most_at_once == 1
    assert door.engine.said == said
    assert [messages[0]["text"] for _, _, messages in answers] == [f"You said: {w}" for w in said]


async def test_conversations_do_not_wait_for_each_other(door: Door) -> None:
    """Another sender's slow turn is not mine."""
    door.engine.answer = slow(0.1)
    await asyncio.gather(*(door.send("hello", f"sender {number}") for number in range(4)))
    assert door.engine.most_at_once == 4


async def test_a_flood_in_one_conversation_is_refused(door: Door) -> None:
    """A person waits for an answer; a program that does not is told to (429)."""
    door.engine.answer = slow(0.3)
    answers = await asyncio.gather(*(door.send(str(number)) for number in range(8)))
    statuses = sorted(status for status, _, _ in answers)
    assert statuses == [200] * 5 + [429] * 3


async def test_a_retried_send_is_not_processed_twice(door: Door) -> None:
    """The same key gets the first reply, while it is under way and afterwards."""
    door.engine.answer = slow(0.1)
    key = {"Idempotency-Key": "one"}
    first, second = await asyncio.gather(door.send("hello", **key), door.send("hello", **key))
    third = await door.send("hello", **key)
    assert first[2] == second[2] == third[2]
    assert door.engine.said == ["hello"]


async def test_a_send_whose_connection_broke_is_finished_and_found_again(door: Door) -> None:
    """Nothing is lost and nothing is sent twice (W4)."""
    door.engine.answer = slow(0.2)
    key = {"Idempotency-Key": "one"}
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(door.send("hello", **key), 0.05)
    _, _, messages = await door.send("hello", **key)
    assert messages[0]["text"] == "You said: hello"
    assert door.engine.said == ["hello"]


async def test_a_key_belongs_to_its_words_and_its_conversation(door: Door) -> None:
    """Other words under the same key are refused; another sender may use the same key."""
    key = {"Idempotency-Key": "one"}
    assert (await door.send("hello", **key))[0] == 200
    status, _, answer = await door.send("goodbye", **key)
    assert (status, answer["reason"]) == (422, "other_message")
    assert (await door.send("goodbye", "another", **key))[0] == 200


@pytest.mark.parametrize("key", ["", "a b", "x" * 65, "é"])
async def test_a_wrong_key_is_refused(door: Door, key: str) -> None:
    """A key is short and plain."""
    status, _, answer = await door.send("hello", **{"Idempotency-Key": key})
    assert (status, answer["reason"]) == (400, "wrong_key")


async def test_a_fault_of_our_own_in_a_turn_is_an_apology_too(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong between accepting and answering, there is a reply."""

    def broken(_: str) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.web.chat.as_words", broken)
    status, _, messages = await door.send("hello")
    assert status == 200
    assert is_apology(messages)

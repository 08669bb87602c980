"""Several services behind one address: a conversation is one, whichever of them it comes to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import unused_port

from bot.store.database import sqlite_url
from bot.web import keys, turn_order
from bot.web.news import Event
from bot.web.turn_order import SharedTurnOrder, open_redis
from tests.support.doors import Door, open_door
from tests.support.stand_in_engine import slow

Pair = tuple[Door, Door]


@pytest_asyncio.fixture(loop_scope="session")
async def doors(tmp_path: Path, redis_url: str) -> AsyncIterator[Pair]:
    """Two services with one store, one Redis server and one engine."""
    shared = {"redis_url": redis_url, "database_url": sqlite_url(tmp_path / "both.sqlite3")}
    async with open_door(tmp_path / "one", **shared) as one:
        url = str(one.engine_server.make_url("")).rstrip("/")
        async with open_door(tmp_path / "two", engine_url=url, **shared) as two:
            yield one, two


def conversation_of(door: Door) -> str:
    """The only conversation that its engine was asked in."""
    (found,) = {str(call["sender"]) for call in door.engine.calls}
    return found


async def test_turns_are_one_at_a_time_and_in_order(doors: Pair) -> None:
    """The second message, at the other service, waits for the first one's end."""
    one, two = doors
    one.engine.answer = slow(0.3)
    first = asyncio.create_task(one.send("first"))
    await asyncio.sleep(0.1)
    await asyncio.gather(first, two.send("second"))
    assert one.engine.said == ["first", "second"]
    assert one.engine.most_at_once == 1


async def test_a_retried_send_is_taken_once(doors: Pair) -> None:
    """At both services at once, and afterwards: one turn, one reply; other words are refused."""
    one, two = doors
    one.engine.answer = slow(0.2)
    key = {"Idempotency-Key": "one"}
    answers = await asyncio.gather(one.send("hello", **key), two.send("hello", **key))
    again = [await door.send("hello", **key) for door in doors]
    assert [answer[2] for answer in (*answers, *again)] == [answers[0][2]] * 4
    assert one.engine.said == ["hello"]
    status, _, answer = await two.send("goodbye", **key)
    assert (status, answer["reason"]) == (422, "other_message")


async def test_what_was_said_at_one_is_known_at_the_other(doors: Pair) -> None:
    """In its order, as soon as it was answered; and what is erased is known nowhere."""
    one, two = doors
    for door, said in ((one, "a"), (two, "b"), (one, "c")):
        await door.send(said)
    conversation = conversation_of(one)
    transcripts = [door.app[keys.TRANSCRIPTS] for door in doors]
    known = [await one.recalled(conversation) for one in transcripts]
    assert [[turn.said for turn in turns] for turns in known] == [["a", "b", "c"]] * 2
    assert known[0] == known[1]
    await one.app[keys.CHAT].forget(conversation)
    await transcripts[0].flush()
    assert [await one.recalled(conversation) for one in transcripts] == [(), ()]
    assert one.engine.forgotten == [conversation]
    await two.send("d")
    assert [turn.said for turn in await transcripts[0].recalled(conversation)] == ["d"]


async def test_the_engine_hears_the_name_of_the_turn(doors: Pair) -> None:
    """By it an engine knows a turn that it has saved already."""
    await doors[0].send("hello", **{"Idempotency-Key": "one"})
    assert doors[0].engine.calls[0]["metadata"]["turn"] == "one"


async def test_whoever_died_in_a_turn_holds_up_nobody_for_long(
    doors: Pair, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its ticket counts for nothing once it has not said for a while that it lives."""
    monkeypatch.setattr(turn_order, "LIVES", 0.3)
    await doors[0].send("hello")
    conversation = conversation_of(doors[0])
    dead = SharedTurnOrder(open_redis(redis_url))
    await dead.turn(conversation).__aenter__()
    async with asyncio.timeout(5):
        assert (await doors[1].send("are you there?"))[0] == 200
    assert doors[0].engine.said == ["hello", "are you there?"]
    await dead.close()


async def test_whoever_lives_keeps_its_turn(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long turn is waited for, as long as its service says that it lives."""
    monkeypatch.setattr(turn_order, "LIVES", 0.3)
    monkeypatch.setattr(turn_order, "SAY_EVERY", 0.1)
    first, second = (SharedTurnOrder(open_redis(redis_url)) for _ in range(2))
    living = asyncio.create_task(first.run())
    async with first.turn("long"):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1), second.turn("long"):
                raise AssertionError
    async with asyncio.timeout(1), second.turn("long"):
        pass
    living.cancel()
    await first.close()
    await second.close()


async def test_each_keeps_its_own_order_while_redis_is_away(tmp_path: Path) -> None:
    """People are answered all the same."""
    away = f"redis://127.0.0.1:{unused_port()}/0"
    async with open_door(tmp_path, redis_url=away, reply_within=10) as door:
        door.engine.answer = slow(0.05)
        answers = await asyncio.gather(*(door.send(str(number)) for number in range(3)))
        assert [status for status, _, _ in answers] == [200] * 3
        assert door.engine.most_at_once == 1
        assert len(door.engine.said) == 3


async def test_news_reach_a_page_that_is_open_at_the_other(doors: Pair) -> None:
    """A turn that is taken at one service is told to whoever listens at the other."""
    await doors[0].send("hello")
    conversation = conversation_of(doors[0])
    with doors[1].app[keys.NEWS].listen(conversation, "address", lambda: False) as listener:
        heard: Event | None = None
        for _ in range(40):
            doors[0].app[keys.NEWS].publish(conversation, Event("turn", {"said": "hello"}))
            if heard := await listener.next(0.1):
                break
        assert heard == Event("turn", {"said": "hello"})

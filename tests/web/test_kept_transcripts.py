"""What was said in the chat outlives a restart, and what was erased does not come back."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.store import schema
from bot.store.database import Store, StoreError, open_engine, sqlite_url
from bot.store.person import Sought, erase_person
from bot.web import keys
from bot.web.kept_transcripts import KeptTranscripts
from bot.web.messages import Button, CitedSource, Message
from tests.support.doors import open_door

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
REPLY = (
    Message(
        "Hello. Source: A page",
        "Hello.",
        "answered",
        sources=(CitedSource("A page", "2019", "https://a.example"),),
        buttons=(Button("More", "Tell me more"),),
        reference="FS-7F3K-92QM",
    ),
)


@pytest.fixture
def store(tmp_path):
    """A store with its tables."""
    store = Store(open_engine(sqlite_url(tmp_path / "signpost.sqlite3")))
    schema.upgrade(store.engine)
    yield store
    store.close()


def transcripts(store, now=NOW):
    """Those of a service that has just started."""
    return KeptTranscripts(store, lambda: now, timedelta(hours=24))


async def recalled(store, now=NOW):
    """What a service started later knows of the conversation."""
    later = transcripts(store, now)
    await later.recall("c")
    return later.turns("c")


async def test_a_conversation_outlives_a_restart_whole(store):
    """Words, times, sources, buttons and all, in their order."""
    before = transcripts(store)
    for number in range(3):
        before.begin("c", f"key {number}", f"question {number}")
        before.finish("c", f"key {number}", REPLY)
    await before.flush()
    assert await recalled(store) == before.turns("c")
    assert (await recalled(store))[0].reply == REPLY


async def test_a_turn_that_was_cut_off_is_asked_again(store):
    """Nobody waits for a reply that no process is working on."""
    before = transcripts(store)
    before.begin("c", "key", "question")
    await before.flush()
    assert await recalled(store) == ()
    before.finish("c", "key", REPLY)
    await before.flush()
    assert len(await recalled(store)) == 1


async def test_erased_is_erased(store):
    """Also before it was written, and for whoever comes back in that moment."""
    before = transcripts(store)
    before.begin("c", "key", "question")
    before.finish("c", "key", REPLY)
    await before.flush()
    before.erase("c")
    await before.recall("c")
    assert before.turns("c") == ()
    assert await recalled(store) == ()


async def test_a_reply_to_an_erased_turn_is_not_kept(store):
    """The turn was under way when the person cleared the chat."""
    before = transcripts(store)
    before.begin("c", "key", "question")
    before.erase("c")
    before.finish("c", "key", REPLY)
    await before.flush()
    assert await recalled(store) == ()


async def test_after_its_time_it_is_forgotten(store):
    """By memory, and by the store."""
    before = transcripts(store)
    before.begin("c", "key", "question")
    before.finish("c", "key", REPLY)
    await before.flush()
    assert await recalled(store, NOW + timedelta(hours=25)) == ()
    for hours, left in ((24, 1), (25, 0)):
        later = transcripts(store, NOW + timedelta(hours=hours))
        later.forget_expired()
        await later.flush()
        assert len(await recalled(store)) == left


async def test_turns_are_written_by_themselves(store):
    """A moment after they were said."""
    before = transcripts(store)
    task = asyncio.create_task(before.run())
    before.begin("c", "key", "question")
    before.finish("c", "key", REPLY)
    for _ in range(100):
        await asyncio.sleep(0.05)
        if await recalled(store):
            break
    task.cancel()
    assert len(await recalled(store)) == 1


async def test_a_store_that_is_away_loses_nothing(store, monkeypatch):
    """What could not be written is written when it is back; the chat goes on."""

    async def away(*_arguments):
        raise StoreError("OperationalError")

    before = transcripts(store)
    before.begin("c", "key", "question")
    with monkeypatch.context() as patch:
        patch.setattr(store, "write", away)
        patch.setattr(store, "read", away)
        with pytest.raises(StoreError):
            await before.flush()
        await before.recall("other")
    before.finish("c", "key", REPLY)
    await before.flush()
    assert len(await recalled(store)) == 1


async def test_memory_lets_go_and_the_store_does_not(store, monkeypatch):
    """A conversation that memory had no room for comes back."""
    monkeypatch.setattr("bot.web.transcripts.MOST_TURNS", 1)
    before = transcripts(store)
    for conversation in ("c", "d"):
        before.begin(conversation, "key", "question")
        before.finish(conversation, "key", REPLY)
    await before.flush()
    assert before.turns("c") == ()
    await before.recall("c")
    assert len(before.turns("c")) == 1


@pytest.mark.parametrize("turns", [10, 1000])
async def test_what_is_kept_is_written_together(store, turns):
    """A thousand turns take no more statements than ten: the chat's budget leaves little."""
    before = transcripts(store)
    for number in range(turns):
        before.begin(f"c{number % 5}", f"key {number}", "question")
        before.finish(f"c{number % 5}", f"key {number}", REPLY)
    statements = []
    event.listen(store.engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    await before.flush()
    begin, write = statements
    assert begin.startswith("BEGIN")
    assert write.startswith("INSERT INTO turns")


async def test_what_was_erased_from_outside_is_forgotten_here(tmp_path: Path) -> None:
    """A command erased it in the store; the page of whoever is still looking is empty then."""
    async with open_door(tmp_path) as door:
        await door.send("mine", sender="one")
        await door.send("theirs", sender="two")
        transcripts = door.app[keys.TRANSCRIPTS]
        await transcripts.flush()
        first, second = transcripts._conversations
        door.store.write_now(erase_person, Sought(email="x@y.example"), [first], "mark", NOW)
        await transcripts.forget_erased()
        assert transcripts.turns(first) == ()
        assert [turn.said for turn in transcripts.turns(second)] == ["theirs"]

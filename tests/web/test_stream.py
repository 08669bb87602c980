"""What happens in a conversation is on its open pages at once; nothing is missed or told twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.store import desk, stops
from bot.store.audit import SYSTEM
from bot.web import news, stream
from bot.web.keys import NEWS, SWITCH, TRANSCRIPTS
from tests.support.desk import open_desk, signed_in
from tests.support.doors import REST, Door, open_door
from tests.support.embedded import COUNCIL, Embedded, headers_of
from tests.support.enquirers import NOW, advisor, leave
from tests.support.listener import Stream, listening
from tests.support.stand_in_engine import slow


@pytest_asyncio.fixture(loop_scope="session")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A door that another site's pages may embed."""
    async with open_door(tmp_path, allowed_origins=(COUNCIL,)) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def page(door: Door) -> AsyncIterator[Embedded]:
    """A page that embeds the chat."""
    async with Embedded.begin(door) as opened:
        yield opened


def listen(page: Embedded, last: str | None = "") -> AbstractAsyncContextManager[Stream]:
    """The page's stream, by default from where the page started."""
    known = page.start["last"] if last == "" else last
    headers = headers_of(page.origin, page.token)
    return listening(page.client, page.door.url("/chat/stream"), headers, known)


async def test_a_turn_is_told_when_it_begins_and_when_its_reply_is_there(page: Embedded) -> None:
    """In another window too; each event says where the page then stands."""
    async with listen(page) as first, listen(page) as second:
        await page.say("hello", **{"Idempotency-Key": "one"})
        for window in (first, second):
            begun, done = await window.next(), await window.next()
            assert (begun.brief, done.brief) == (("one", False), ("one", True))
            assert done.data["reply"][0]["text"] == "You said: hello"
            assert begun.id == page.start["last"]
    assert (await page.reload())["last"] == done.id


async def test_what_was_missed_is_told_first_and_once(page: Embedded) -> None:
    """A page that lost its connection in the middle of a turn goes on where it stood."""
    page.door.engine.answer = slow(0.1)
    async with listen(page) as before:
        asking = asyncio.create_task(page.say("one", **{"Idempotency-Key": "one"}))
        begun = await before.next()
    await asking
    await page.say("two", **{"Idempotency-Key": "two"})
    async with listen(page, begun.id) as after:
        assert await after.briefs(2) == [("one", True), ("two", True)]
        last = page.start["last"] = (await page.reload())["last"]
        await page.say("three", **{"Idempotency-Key": "three"})
        assert await after.briefs(2) == [("three", False), ("three", True)]
    async with listen(page, last) as again:
        assert await again.briefs(1) == [("three", True)]
    # Whoever names nothing hears what comes from now on.
    async with listen(page, None) as fresh:
        await page.say("four", **{"Idempotency-Key": "four"})
        assert await fresh.briefs(2) == [("four", False), ("four", True)]


async def test_turns_that_overlap_are_all_settled_before_the_page_stands_behind_them(
    page: Embedded,
) -> None:
    """Two windows speak at once: losing the connection between the replies loses neither."""
    page.door.engine.answer = slow(0.1)
    async with listen(page) as before:
        asking = []
        for key in ("one", "two"):
            asking.append(asyncio.create_task(page.say(key, **{"Idempotency-Key": key})))
            await asyncio.sleep(0.02)
        heard = [await before.next() for _ in range(3)]
    assert [one.brief for one in heard] == [("one", False), ("two", False), ("one", True)]
    await asyncio.gather(*asking)
    async with listen(page, heard[1].id) as after:
        assert await after.briefs(2) == [("one", True), ("two", True)]
    async with listen(page, heard[2].id) as after:
        assert await after.briefs(1) == [("two", True)]


async def test_a_restart_of_the_service_changes_nothing(tmp_path: Path) -> None:
    """The stream ends at once, so that the page comes again; the new process knows where it was."""
    async with AsyncExitStack() as before:
        door = await before.enter_async_context(open_door(tmp_path, allowed_origins=(COUNCIL,)))
        page = await before.enter_async_context(Embedded.begin(door))
        one = await before.enter_async_context(listen(page))
        await page.say("one", **{"Idempotency-Key": "one"})
        await one.next()
        last = (await one.next()).id
        await page.say("two", **{"Idempotency-Key": "two"})
        await one.next()
        await one.next()
        started = time.monotonic()
        ending = asyncio.create_task(door.server.close())
        with pytest.raises(EOFError):
            await one.next()
        await ending
        assert time.monotonic() - started < 5
    async with (
        open_door(tmp_path, allowed_origins=(COUNCIL,)) as after,
        Embedded.begin(after, token=page.token) as page,
        listen(page, last) as two,
    ):
        assert await two.briefs(1) == [("two", True)]
        await page.say("three", **{"Idempotency-Key": "three"})
        assert await two.briefs(2) == [("three", False), ("three", True)]
        # Sent again by a page that never got the answer: it is taken once, and told once.
        await page.say("two", **{"Idempotency-Key": "two"})
        await page.say("four", **{"Idempotency-Key": "four"})
        assert await two.briefs(2) == [("four", False), ("four", True)]
        assert after.engine.said == ["three", "four"]


async def test_an_erased_conversation_is_cleared_on_every_page(page: Embedded) -> None:
    """At once where it is open; a page that was away looks again at what there is (W17)."""
    await page.say("private words", **{"Idempotency-Key": "one"})
    token, last = page.token, (await page.reload())["last"]
    async with listen(page, last) as window:
        await page.clear()
        assert (await window.next()).kind == "cleared"
    page.token = token
    async with listen(page, last) as late:
        assert (await late.next()).kind == "again"
        await page.say("new words", **{"Idempotency-Key": "two"})
        assert await late.briefs(2) == [("two", False), ("two", True)]


async def test_a_conversation_that_has_had_its_time_is_cleared(page: Embedded) -> None:
    """A screen that nobody closed shows it no longer than it is kept."""
    await page.say("hello")
    async with listen(page, None) as window:
        page.door.clock.move(timedelta(hours=25))
        page.door.app[TRANSCRIPTS].forget_expired()
        assert (await window.next()).kind == "cleared"


async def test_an_advisor_s_reply_is_told_as_it_is_written(tmp_path: Path) -> None:
    """At the desk of this process at once; and to nobody else's page."""
    async with (
        open_desk(tmp_path, allowed_origins=(COUNCIL,)) as door,
        signed_in(door) as ash,
        Embedded.begin(door) as page,
        Embedded.begin(door) as other,
    ):
        await page.say("hello")
        await other.say("hello")
        enquiry = leave(door.store, now=door.clock.at, conversation=door.engine.calls[0]["sender"])
        at = f"/desk/enquiries/{enquiry.reference}"
        shown = await ash.get(at)
        async with listen(page, None) as window, listen(other, None) as elsewhere:
            await ash.submit(shown, f"{at}/reply", text="On 3 December.")
            told = await window.next()
            assert (told.kind, told.data["text"]) == ("reply", "On 3 December.")
            assert told.data["reference"] == enquiry.reference
            with pytest.raises(TimeoutError):
                await elsewhere.next(0.2)
        assert [one["text"] for one in (await page.reload())["replies"]] == ["On 3 December."]
        assert page.start["last"] == told.id


async def test_what_another_process_wrote_is_told_with_the_next_beat(
    page: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No news of it reaches this process; the heartbeats also keep proxies from hanging up."""
    monkeypatch.setattr(stream, "BEAT_EVERY", 0.1)
    door = page.door
    await page.say("hello")
    (call,) = door.engine.calls
    enquiry, ash = leave(door.store, conversation=call["sender"]), advisor(door.store)
    async with listen(page, None) as window:
        with pytest.raises(TimeoutError):
            await window.next(0.3)
        door.store.write_now(desk.reply, ash, enquiry.reference, 1, text="Yes.", key="r", now=NOW)
        assert (await window.next()).brief == ("reply", "Yes.")
        assert window.comments > 1


async def test_a_stop_is_told_to_everybody_and_its_end_too(page: Embedded) -> None:
    """With the sentence that says why and whom to call (O6)."""
    door = page.door
    async with listen(page) as window:
        door.store.write_now(stops.stop, SYSTEM, "It is being checked.", door.clock.at)
        await door.app[SWITCH].look()
        told = await window.next()
        assert told.kind == "stopped"
        assert "It is being checked." in told.data["sentence"]
        assert "999" in told.data["sentence"]
        await door.app[SWITCH].look()
        door.store.write_now(stops.resume, SYSTEM, door.clock.at)
        await door.app[SWITCH].look()
        assert (await window.next()).kind == "started"


async def test_a_conversation_has_so_many_windows_and_closed_ones_do_not_count(
    page: Embedded,
) -> None:
    """One more is told to come later; nobody else is held up by it."""
    address, headers = page.door.url("/chat/stream"), headers_of(page.origin, page.token)
    async with AsyncExitStack() as windows:
        for _ in range(news.MOST_OF_A_CONVERSATION):
            await windows.enter_async_context(listen(page))
        async with page.client.get(address, headers=headers) as answer:
            assert (answer.status, (await answer.json())["reason"]) == (429, "too_many_pages")
            assert int(answer.headers["Retry-After"]) > 0
        async with Embedded.begin(page.door) as other, listen(other) as elsewhere:
            await other.say("hello")
            await elsewhere.briefs(2)
    await asyncio.sleep(0.1)
    async with listen(page) as window:
        await page.say("hello")
        await window.briefs(2)


async def test_an_address_has_so_many_windows(
    page: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program cannot take all that there is."""
    monkeypatch.setattr(news, "MOST_OF_AN_ADDRESS", 2)
    async with (
        Embedded.begin(page.door) as second,
        Embedded.begin(page.door) as third,
        listen(page),
        listen(second),
    ):
        sent = headers_of(third.origin, third.token)
        assert (await third.request("GET", "/chat/stream", sent))[0] == 429


async def test_a_window_that_takes_nothing_is_let_go_and_misses_nothing(
    page: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for it, and the memory that it costs is small."""
    monkeypatch.setattr(news, "MOST_WAITING", 1)
    key = {"Idempotency-Key": "one"}
    async with listen(page) as window:
        (listener,) = page.door.app[NEWS]._all()
        for _ in range(3):
            listener.tell(news.Event("started"))
        with pytest.raises(EOFError):
            await window.briefs(3)
        await page.say("hello", **key)
    async with listen(page) as window:
        assert await window.briefs(1) == [("one", True)]


async def test_a_connection_that_is_stuck_is_hung_up(
    page: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that reads nothing, such as on a sleeping machine, holds nothing for ever."""
    monkeypatch.setattr(stream, "SEND_WITHIN", 0.2)
    address = page.door.server.make_url("/chat/stream")
    lines = [f"GET {address.path} HTTP/1.1", f"Host: {address.authority}"]
    lines += [f"{name}: {value}" for name, value in headers_of(page.origin, page.token).items()]
    reader, writer = await asyncio.open_connection(address.host, address.port, limit=1)
    writer.write("\r\n".join([*lines, "", ""]).encode())
    await reader.readexactly(12)
    (listener,) = page.door.app[NEWS]._all()
    for _ in range(news.MOST_WAITING):
        listener.tell(news.Event("started", {"filling": "x" * 200_000}))
    for _ in range(100):
        if not page.door.app[NEWS]._all():
            break
        await asyncio.sleep(0.05)
    assert page.door.app[NEWS]._all() == []
    writer.close()


async def test_without_a_session_there_is_no_stream(door: Door) -> None:
    """There is nothing to be heard; a page asks GET /chat first."""
    async with (
        aiohttp.ClientSession() as fresh,
        fresh.get(door.url("/chat/stream")) as answer,
    ):
        assert (answer.status, (await answer.json())["reason"]) == (403, "no_session")


async def test_our_own_page_listens_by_its_cookie(door: Door) -> None:
    """The same stream, for the session that the browser has."""
    async with door.client.get(door.url("/chat")) as answer:
        start = await answer.json()
    sent = {"X-Signpost-Token": start["token"], "Idempotency-Key": "one"}
    body = {"sender": start["sender"], "message": "hello"}
    async with listening(door.client, door.url("/chat/stream"), {}, start["last"]) as window:
        async with door.client.post(door.url(REST), json=body, headers=sent) as answer:
            assert answer.status == 200
        assert await window.briefs(2) == [("one", False), ("one", True)]


@pytest.mark.parametrize("last", ["nonsense", "..", "x" * 1000, "é.1", "one.9999999999999999999"])
async def test_an_id_that_we_never_gave_is_no_trouble(page: Embedded, last: str) -> None:
    """Whoever says nothing sensible is told everything."""
    await page.say("hello", **{"Idempotency-Key": "one"})
    async with listen(page, last) as window:
        assert await window.briefs(1) == [("one", True)]

"""The chat API is as docs/chat-api.yaml describes it where only a stand-in engine can show it.

What the running assistant shows, tests/whole/test_chat_api_as_described.py holds to it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, get_args

from schemathesis.checks import not_a_server_error

from bot.enquiry_words import FIELDS
from bot.reply import Outcome
from tests.support.described import DESCRIPTION, page_headers
from tests.support.doors import REST, Door, open_door
from tests.support.stand_in_engine import StandInEngine, as_engine, fixed, message

SEND = DESCRIPTION[REST]["POST"]
SOURCES = [{"title": "A page", "date": "May 2019", "url": "https://a.example"}, {"title": "B"}]
FULL = message(
    "Here.",
    sources=SOURCES,
    buttons=[{"title": "More", "payload": "Tell me more"}],
    asking="name",
    reference="FS-7F3K-92QM",
    model="m1",
    knowledge="k1",
)


async def sent(door: Door, said: str = "hello", *, headers: Any = None, **raw: Any) -> int:
    """Send a message, or a raw body, and hold the answer to its description; gives the status."""
    case = SEND.Case(headers=headers or {}, body={"message": said}, media_type="application/json")
    answer = await asyncio.to_thread(case.call, door.url("").rstrip("/"), **raw)
    # A 503 is described, and means what it says.
    case.validate_response(answer, excluded_checks=[not_a_server_error])
    if answer.status_code in {429, 503}:
        assert int(answer.headers["retry-after"][0]) > 0
    return int(answer.status_code)


async def test_a_full_reply_is_as_described(tmp_path: Path) -> None:
    """Every part that a message can have, also with what was left out of the words."""
    engine = StandInEngine(fixed(lambda: as_engine(FULL, message("And this."))))
    async with open_door(tmp_path, engine) as door:
        assert await sent(door, "My pupil Tamsin Quill, 9, has moved") == 200


async def test_a_whole_start_is_as_described(tmp_path: Path) -> None:
    """What a page starts from, with a turn and its reply in it."""
    engine = StandInEngine(fixed(lambda: as_engine(FULL)))
    async with open_door(tmp_path, engine) as door:
        headers = await asyncio.to_thread(page_headers, door.url("").rstrip("/"))
        cookie = {"Cookie": headers["Cookie"]}
        assert await sent(door, headers=headers) == 200
        start = DESCRIPTION["/chat"]["GET"].Case(headers=cookie)
        await asyncio.to_thread(start.call_and_validate, door.url("").rstrip("/"))


async def test_refusals_are_as_described(door: Door) -> None:
    """Too large, of another kind, no JSON, a session without its token, a key used for others."""
    kind = {"Content-Type": "application/json"}
    assert await sent(door, headers=kind, data=b'{"message": "' + b"x" * 70_000) == 413
    assert await sent(door, headers={"Content-Type": "text/plain"}, data=b"hello") == 415
    assert await sent(door, headers=kind, data=b"\xff\xfe") == 400
    assert await sent(door, headers={"X-Signpost-Token": "made up"}) == 403
    statuses = [await sent(door, said, headers={"Idempotency-Key": "a"}) for said in ("a", "b")]
    assert statuses == [200, 422]


async def test_refusals_for_a_time_are_as_described(tmp_path: Path) -> None:
    """No key, and before the engine is ready."""
    async with open_door(tmp_path / "keys", api_keys=("a key of sixteen or more",)) as door:
        assert await sent(door) == 401
    async with open_door(tmp_path / "starting", engine_url="http://127.0.0.1:1") as door:
        assert await sent(door) == 503


def test_the_description_names_every_outcome_and_step() -> None:
    """A new one is a change of the contract."""
    message = DESCRIPTION.raw_schema["components"]["schemas"]["Message"]
    custom = message["properties"]["custom"]["properties"]
    assert set(custom["outcome"]["enum"]) == set(get_args(Outcome))
    assert set(custom["asking"]["enum"]) == {*FIELDS, "check"}

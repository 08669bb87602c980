"""The chat API is as docs/chat-api.yaml describes it, whatever is sent to it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, get_args

import aiohttp
import yaml

from bot.enquiry_words import FIELDS
from bot.reply import Outcome
from tests.support.doors import REST, Door, open_door
from tests.support.schemas import faults, resolved
from tests.support.stand_in_engine import StandInEngine, as_engine, fixed, message

DOCUMENT = yaml.safe_load(Path("docs/chat-api.yaml").read_text(encoding="utf-8"))
POST = DOCUMENT["paths"][REST]["post"]
CASES = 400
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


def described(status: int) -> dict[str, Any]:
    """The schema of an answer with this status; fails for one that nobody described."""
    assert str(status) in POST["responses"], status
    answer = POST["responses"][str(status)]
    if "$ref" in answer:
        answer = resolved(answer["$ref"], DOCUMENT)
    schema: dict[str, Any] = answer["content"]["application/json"]["schema"]
    return schema


async def check(door: Door, body: bytes, **headers: str) -> int:
    """Send a body and hold the answer to its description; gives the status."""
    async with (
        aiohttp.ClientSession() as fresh,
        fresh.post(door.url(REST), data=body, headers=headers) as answer,
    ):
        found = list(faults(await answer.json(), described(answer.status), DOCUMENT))
        assert found == [], (found, body)
        if answer.status in {429, 503}:
            assert int(answer.headers["Retry-After"]) > 0
        return answer.status


async def test_whatever_is_sent_is_answered_as_described(door: Door) -> None:
    """Bodies and headers that are right, nearly right, and nonsense; never an error of ours."""
    chance = random.Random(5)  # noqa: S311 - to be the same each time
    statuses = set()
    for _ in range(CASES):
        headers = {"Content-Type": chance.choice(["application/json"] * 9 + ["text/plain"])}
        headers |= chance.choice(
            [{}, {}, {"Idempotency-Key": chance.choice(["a-1", "ä", "x" * 65])}]
        )
        headers |= chance.choice([{}] * 5 + [{"X-Signpost-Token": "made up"}])
        statuses.add(await check(door, body_of(chance), **headers))
    assert statuses == {200, 400, 403, 413, 415, 422}


def body_of(chance: random.Random) -> bytes:
    """A body: an object with values of all kinds, other JSON, or no JSON at all."""
    values = ["hello", "", " ", "x" * 2001, "é" * 200, "x" * 201, 7, None, True, [], {}, ["a"]]
    kind = chance.randrange(12)
    if kind == 0:
        return chance.choice([b"", b"{", b"\xff\xfe", b"nothing", b'{"message": "' + b"x" * 70_000])
    if kind == 1:
        return json.dumps(chance.choice([[], "text", 3, None, [{"message": "a"}]])).encode()
    body: dict[str, Any] = {"message": chance.choice([*["hello"] * 6, *values])}
    if chance.random() < 0.6:
        body["sender"] = chance.choice(["a", "b", *values])
    if chance.random() < 0.1:
        body["more"] = "is not minded"
    if chance.random() < 0.1:
        del body["message"]
    return json.dumps(body).encode()


async def test_a_full_reply_is_as_described(tmp_path: Path) -> None:
    """Every part that a message can have, also with what was left out of the words."""
    engine = StandInEngine(fixed(lambda: as_engine(FULL, message("And this."))))
    async with open_door(tmp_path, engine) as door:
        said = json.dumps({"message": "My pupil Tamsin Quill, 9, has moved"}).encode()
        assert await check(door, said, **{"Content-Type": "application/json"}) == 200


async def test_refusals_for_a_time_are_as_described(tmp_path: Path) -> None:
    """Too many messages, no key, and before the engine is ready."""
    kind = {"Content-Type": "application/json"}
    body = b'{"message": "hello"}'
    async with open_door(tmp_path / "keys", api_keys=("a key of sixteen or more",)) as door:
        assert await check(door, body, **kind) == 401
    async with open_door(tmp_path / "starting", engine_url="http://127.0.0.1:1") as door:
        assert await check(door, body, **kind) == 503


def test_the_description_names_every_outcome_and_step() -> None:
    """A new one is a change of the contract."""
    custom = DOCUMENT["components"]["schemas"]["Message"]["properties"]["custom"]["properties"]
    assert set(custom["outcome"]["enum"]) == set(get_args(Outcome))
    assert set(custom["asking"]["enum"]) == {*FIELDS, "check"}

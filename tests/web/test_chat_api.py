"""The chat API keeps to its contract (design.md), with good and with bad input."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.web import keys
from tests.support.doors import REST, Door
from tests.support.stand_in_engine import as_engine, fixed, message


async def post(door: Door, body: bytes, content_type: str = "application/json") -> tuple[int, Any]:
    """Status and JSON for a raw body."""
    headers = {"Content-Type": content_type}
    async with (
        aiohttp.ClientSession() as fresh,
        fresh.post(door.url(REST), data=body, headers=headers) as answer,
    ):
        return answer.status, await answer.json()


async def test_a_message_gets_a_list_of_messages_in_rasa_s_shape(door: Door) -> None:
    """The caller's own sender comes back; text holds everything, custom the parts."""
    source = {"title": "KSCMP Sub-Groups", "date": "undated page", "url": "https://example.org/"}
    button = {"title": "Another group", "payload": "Which other group?"}
    reply = message("She chairs it.", sources=[source], buttons=[button], asking="place", model="m")
    door.engine.answer = fixed(lambda: as_engine(reply))
    status, headers, messages = await door.send("Who chairs it?", "me")
    assert status == 200
    assert headers["Content-Type"].startswith("application/json")
    assert messages == [
        {
            "recipient_id": "me",
            "text": "She chairs it.\nKSCMP Sub-Groups",
            "buttons": [button],
            "custom": {
                "body": "She chairs it.",
                "sources": [source],
                "outcome": "answered",
                "asking": "place",
                "model": "m",
            },
        }
    ]


async def test_a_client_that_names_no_sender_is_served_as_by_rasa(door: Door) -> None:
    """Rasa's own clients may leave the sender out."""
    status, messages = await post(door, b'{"message": "hello"}')
    assert (status, messages[0]["recipient_id"]) == (200, "default")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"[]", "not_json"),
        (b'"hello"', "not_json"),
        (b'{"message": "\xff"}', "not_json"),
        (b'{"sender": "a"}', "no_message"),
        (b'{"sender": "a", "message": null}', "no_message"),
        (b'{"sender": "a", "message": 7}', "no_message"),
        (b'{"sender": "a", "message": ["x"]}', "no_message"),
        (b'{"sender": "a", "message": ""}', "no_message"),
        (b'{"sender": "a", "message": " \\n\\t "}', "no_message"),
        (b'{"sender": "a", "message": "\\u0000\\u200b\\u202e"}', "no_message"),
        (b'{"sender": 7, "message": "x"}', "wrong_sender"),
        (b'{"sender": null, "message": "x"}', "wrong_sender"),
        (b'{"sender": "", "message": "x"}', "wrong_sender"),
        (json.dumps({"sender": "s" * 201, "message": "x"}).encode(), "wrong_sender"),
        (json.dumps({"sender": "a", "message": "x" * 2001}).encode(), "too_long"),
        (json.dumps({"sender": "a", "message": "😀" * 2001}).encode(), "too_long"),
    ],
)
async def test_bad_input_is_refused_with_a_sentence(door: Door, body: bytes, reason: str) -> None:
    """400, with what to do about it; the engine never hears of it."""
    status, answer = await post(door, body)
    assert (status, answer["reason"]) == (400, reason)
    assert answer["error"].endswith(".")
    assert door.engine.calls == []


async def test_two_thousand_characters_are_allowed(door: Door) -> None:
    """Characters are counted, not bytes."""
    status, _, _ = await door.send("😀" * 2000)
    assert status == 200
    assert door.engine.said == ["😀" * 2000]


async def test_a_huge_body_is_refused_before_it_is_read(door: Door) -> None:
    """413 above 64 KB."""
    status, answer = await post(door, b'{"message": "' + b"x" * 70_000 + b'"}')
    assert (status, answer["reason"]) == (413, "too_large")


async def test_a_refused_message_still_says_whom_to_call(door: Door) -> None:
    """Whoever writes too much may be in need: the numbers stand in the sentence."""
    numbers = door.app[keys.PACK].numbers()
    for said in ("x" * 2001, "x" * 70_000):
        _, _, answer = await door.send(said)
        assert numbers in answer["error"]


async def test_a_body_that_never_ends_is_refused(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """408 after a while, to the API and to forms: nobody holds a connection open for ever."""
    monkeypatch.setattr("bot.web.bodies.BODY_WITHIN", 0.2)
    for path, kind in ((REST, "application/json"), ("/", "application/x-www-form-urlencoded")):
        reader, writer = await asyncio.open_connection("127.0.0.1", door.server.port)
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
        writer.write(f"{head}Content-Length: 100\r\n\r\nmessage=".encode())
        answer = await asyncio.wait_for(reader.readuntil(b"\r\n"), 5)
        assert b" 408 " in answer
        writer.close()


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
async def test_only_json_is_accepted(door: Door, content_type: str) -> None:
    """415; a form of another site cannot send JSON without asking the browser first."""
    status, answer = await post(door, b'{"sender": "a", "message": "x"}', content_type)
    assert (status, answer["reason"]) == (415, "wrong_type")


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("/restart", "restart"),
        ('/ask{"x":1}', 'ask{"x":1}'),
        ("  /restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\u2060\ufeff /restart", "restart"),
        ("\x00/restart", "restart"),
        ("/ / //restart", "restart"),
        ("\u2028/restart", "restart"),
        ("\u3000/restart", "restart"),
        ("///", "?"),
        ("and/or", "and/or"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("'; DROP TABLE conversation; --", "'; DROP TABLE conversation; --"),
        ("😀", "😀"),
        ("👩‍👧 ok", "👩‍👧 ok"),
        ("one\r\ntwo\ttabs", "one\ntwo tabs"),
        ("be\u202ell\u0007", "bell"),
    ],
)
async def test_whatever_is_typed_reaches_the_engine_as_ordinary_words(
    door: Door, typed: str, heard: str
) -> None:
    """A leading slash is no command, and what is hidden or controls is gone."""
    status, _, _ = await door.send(typed)
    assert status == 200
    assert door.engine.said == [heard]


async def test_a_lone_surrogate_is_refused_or_cleaned_but_never_a_crash(door: Door) -> None:
    """Half a character cannot be written down."""
    status, _ = await post(door, b'{"sender": "a", "message": "\\ud83d"}')
    assert status == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", REST, 405), ("POST", "/nothing", 404), ("PATCH", REST, 405), ("PUT", "/", 405)],
)
async def test_wrong_addresses_and_methods_get_json_too(
    door: Door, method: str, path: str, status: int
) -> None:
    """A client that does not ask for a page gets a sentence in JSON."""
    async with door.client.request(method, door.url(path)) as answer:
        assert answer.status == status
        assert set(await answer.json()) == {"error", "reason", "request"}


async def test_answers_carry_the_security_headers_and_a_request_id(door: Door) -> None:
    """Every answer does, refusals included; nothing tells which software answers."""
    _, good, _ = await door.send("hello")
    status, bad, _ = await door.send("")
    assert status == 400
    for headers in (good, bad):
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Server"] == "Signpost"
        assert len(headers["X-Request-Id"]) == 16

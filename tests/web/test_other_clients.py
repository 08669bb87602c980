"""Clients made for Rasa's REST channel are served as they are: their requests, and how they read.

Each is written down from its own source: what its fetch, axios or jQuery sends, which fields of an
answer it reads. (botfront's rasa-webchat is not among them, since it speaks only socket.io, nor is
Botkit's middleware, which asks for Rasa's /parse.)
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.support.doors import REST, Door, open_door
from tests.support.stand_in_engine import as_engine, message

SITE = "https://www.school.example"
ANSWER = message(
    "Which one?",
    sources=[{"title": "A page", "url": "https://a.example/b"}],
    buttons=[{"title": "Health", "payload": "the health one"}],
    outcome="unsure",
)
Said = dict[str, Any]


@dataclass(frozen=True)
class Client:
    """How a client asks, and what of the answer its person sees and can press."""

    headers: dict[str, str]
    body: Callable[[str], Said]
    texts: Callable[[list[Any]], list[str]]
    payloads: Callable[[list[Any]], list[str]]


def text_of(messages: list[Any]) -> list[str]:
    """Those messages that have a text."""
    return [one["text"] for one in messages if one.get("text") is not None]


def payload_of(messages: list[Any]) -> list[str]:
    """What the buttons send back."""
    return [button["payload"] for one in messages for button in one.get("buttons", [])]


BROWSER = {"Origin": SITE, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
CLIENTS = {
    # scalableminds/chatroom, src/ConnectedChatroom.js: fetch.
    "chatroom": Client(
        {**BROWSER, "Content-Type": "application/json", "Accept": "*/*"},
        lambda words: {"message": words, "sender": "user-1"},
        text_of,
        payload_of,
    ),
    # JiteshGaikwad/Chatbot-Widget, static/js/components/chat.js: jQuery's ajax.
    "chatbot-widget": Client(
        {**BROWSER, "Content-Type": "application/json", "Accept": "*/*"},
        lambda words: {"message": words, "sender": "8b2f5e0c-1f2d-4a57-9a0e-5d2b6f0c7a11"},
        text_of,
        payload_of,
    ),
    # The same, src/utils/helpers.js: axios, which before its version 1 named a character set.
    "chatbot-widget in React": Client(
        {
            **BROWSER,
            "Content-Type": "application/json;charset=utf-8",
            "Accept": "application/json, text/plain, */*",
        },
        lambda words: {"sender": "user-2", "message": words, "metadata": {}},
        text_of,
        payload_of,
    ),
    # deep-chat with the interceptors that its documentation has for services of one's own.
    "deep-chat": Client(
        {**BROWSER, "Content-Type": "application/json"},
        lambda words: {"sender": "deep-chat", "message": words, "messages": [{"role": "user"}]},
        lambda messages: ["\n".join(text_of(messages))],
        payload_of,
    ),
    # Gateways written with requests, such as those in front of messengers.
    "requests": Client(
        {
            "Content-type": "application/json",
            "Accept": "text/plain",
            "User-Agent": "python-requests",
        },
        lambda words: {"sender": "447700900123", "message": words},
        lambda messages: [messages[0]["text"]],
        payload_of,
    ),
    # The example of Rasa's own documentation without a sender.
    "curl": Client(
        {"content-type": "application/json", "User-Agent": "curl/8.5.0", "Accept": "*/*"},
        lambda words: {"message": words},
        text_of,
        payload_of,
    ),
}


async def answer_which(call: Said) -> Any:
    """A question with a button, and the button's words again."""
    words = call["message"]
    return as_engine(ANSWER if words == "who chairs it?" else message(f"You said: {words}"))


@pytest_asyncio.fixture(loop_scope="session")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A door that the site of the browsers' clients may use."""
    async with open_door(tmp_path, allowed_origins=(SITE,)) as opened:
        opened.engine.answer = answer_which
        yield opened


async def post(door: Door, client: Client, body: Said) -> tuple[int, Any, Any]:
    """What the service answers the client: (status, headers, JSON)."""
    data = json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as fresh,
        fresh.post(door.url(REST), data=data, headers=client.headers) as answer,
    ):
        return answer.status, answer.headers, await answer.json()


async def test_every_client_asks_reads_and_presses_a_button(door: Door) -> None:
    """In one conversation each, which its own name for the sender holds together."""
    for name, client in CLIENTS.items():
        heard = len(door.engine.calls)
        status, headers, messages = await post(door, client, client.body("who chairs it?"))
        assert status == 200, name
        assert headers["Content-Type"].startswith("application/json"), name
        assert client.texts(messages) == ["Which one?\nA page"], name
        assert all(one["recipient_id"] for one in messages), name
        (payload,) = client.payloads(messages)
        _, _, messages = await post(door, client, client.body(payload))
        assert client.texts(messages) == ["You said: the health one"], name
        senders = {call["sender"] for call in door.engine.calls[heard:]}
        assert len(senders) == 1, name
    assert len({call["sender"] for call in door.engine.calls}) == len(CLIENTS)


async def test_their_browsers_are_let_through(door: Door) -> None:
    """The preflight before, and the answer after; without cookies, which none of them needs."""
    wanted = {
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    async with (
        aiohttp.ClientSession() as fresh,
        fresh.options(door.url(REST), headers={**BROWSER, **wanted}) as answer,
    ):
        assert answer.status == 204
        assert answer.headers["Access-Control-Allow-Origin"] == SITE
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in answer.headers["Access-Control-Allow-Headers"]
    for client in CLIENTS.values():
        _, headers, _ = await post(door, client, client.body("hello"))
        expected = SITE if "Origin" in client.headers else None
        assert headers.get("Access-Control-Allow-Origin") == expected
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("command", ["/restart", "/get_started", "_restart", "/ask_exam"])
async def test_a_command_of_rasa_s_is_heard_as_words(door: Door, command: str) -> None:
    """Such as the widget's own button for a new beginning sends: it gets a reply, and no power."""
    client = CLIENTS["chatbot-widget"]
    status, _, messages = await post(door, client, client.body(command))
    assert status == 200
    assert client.texts(messages)
    assert not any(said.startswith("/") for said in door.engine.said)


async def test_a_client_without_its_interceptor_is_told_what_is_missing(door: Door) -> None:
    """deep-chat's own shape is another one: the answer is JSON with a sentence."""
    body = {"messages": [{"role": "user", "text": "hello"}]}
    status, _, answer = await post(door, CLIENTS["deep-chat"], body)
    assert (status, answer["reason"]) == (400, "no_message")
    assert "message" in answer["error"]

"""An action server for the engine's tests: what it answers can be changed while it runs."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Call = dict[str, Any]
Answer = dict[str, Any]


def said(text: str, **message: Any) -> Answer:
    """An action's answer that sends one message and sets nothing."""
    return {"events": [], "responses": [{"custom": {"text": text, **message}}]}


def slot(name: str, value: Any) -> dict[str, Any]:
    """The event that sets a slot."""
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def answer_question(call: Call) -> Answer:
    """Count the questions and name the last group asked about, from slots alone."""
    slots = call["tracker"]["slots"]
    asked = (slots.get("asked") or 0) + 1
    text = call["tracker"]["latest_message"]["text"]
    group = text.partition("the ")[2] or slots.get("group")
    events = [slot("asked", asked), slot("group", group)]
    if "angry" in text:
        events.append(slot("mood", "cross"))
    return {**said(f"answer {asked} about {group}", sources=[{"title": "t"}]), "events": events}


def submit(call: Call) -> Answer:
    """Repeat what the form has gathered, and empty it."""
    slots = call["tracker"]["slots"]
    answer = said(f"sent {slots['name']} of {slots['place']}", outcome="enquiry")
    return {**answer, "events": [slot("name", None), slot("place", None)]}


MALFORMED = {
    "list": (200, b"[]", "application/json"),
    "events": (200, b'{"events": 7, "responses": []}', "application/json"),
    "event": (200, b'{"events": [{"event": "nonsense"}], "responses": []}', "application/json"),
    "text": (200, b"sorry", "text/plain"),
    "json": (200, b'{"events": [', "application/json"),
    "nothing": (200, b"", "application/json"),
    "number": (200, b"null", "application/json"),
}


def crash(call: Call) -> tuple[int, bytes, str]:
    """Answer wrongly, in the way that the message's last word names; else with status 500."""
    last = call["tracker"]["latest_message"]["text"].rpartition(" ")[2]
    echo = json.dumps({"error": "crashed", "call": call}).encode()
    return MALFORMED.get(last, (500, echo, "application/json"))


ACTIONS: dict[str, Callable[[Call], Any]] = {
    "action_answer": answer_question,
    "action_cross": lambda _call: {**said("calm down"), "events": [slot("mood", None)]},
    "action_submit": submit,
    "action_stopped": lambda _call: said("stopped"),
    "action_reject": lambda call: (
        400,
        json.dumps({"error": "rejected", "action_name": call["next_action"]}).encode(),
        "application/json",
    ),
    "action_crash": crash,
    "action_reset": lambda _call: {
        **said("reset"),
        "events": [{"event": "reset_slots", "timestamp": None}],
    },
}


class ActionServer:
    """Runs in a thread of the test's process, on a free port unless told, until closed."""

    def __init__(self, port: int = 0) -> None:
        self.actions: dict[str, Callable[[Call], Any]] = dict(ACTIONS)
        self.calls: list[Call] = []
        self.headers: list[dict[str, str]] = []
        self.connections: dict[tuple[str, int], socket.socket] = {}
        self.seconds = 0.0
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = 65536  # one packet an answer

            def do_POST(self) -> None:
                """Answer a call."""
                owner.connections[self.client_address] = self.connection
                owner.headers.append(dict(self.headers))
                call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                owner.calls.append(call)
                time.sleep(owner.seconds)
                status, body, kind = owner.answer(call)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments: Any) -> None:
                """Write nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The webhook's address."""
        return f"http://127.0.0.1:{self.port}/webhook"

    def answer(self, call: Call) -> tuple[int, bytes, str]:
        """Status, body and content type for a call; an action may give all three itself."""
        action = self.actions.get(call["next_action"])
        if action is None:
            return 500, json.dumps({"error": "crashed", "call": call}).encode(), "application/json"
        answer = action(call)
        if isinstance(answer, tuple):
            return answer
        return 200, json.dumps(answer).encode(), "application/json"

    def close(self) -> None:
        """Stop listening and end the connections that callers keep open."""
        self._server.shutdown()
        self._server.server_close()
        for connection in self.connections.values():
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

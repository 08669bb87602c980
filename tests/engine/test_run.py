"""`run`, as a real process: what the supervisor and the service can rely on."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from tests.engine.action_server import ACTIONS, ActionServer
from tests.engine.process import SECRET, Engine

Start = Callable[..., Engine]


@pytest.fixture(scope="module")
def shared_actions() -> Iterator[ActionServer]:
    """The action server of the shared engine."""
    server = ActionServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def engine(
    assistant: Path, tmp_path_factory: pytest.TempPathFactory, shared_actions: ActionServer
) -> Iterator[Engine]:
    """An engine that the tests of this module share; each has people of its own."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(assistant, folder, dirs_exist_ok=True)
    engine = Engine(folder, shared_actions.url).until_ready()
    yield engine
    engine.end()


@pytest.fixture
def called(shared_actions: ActionServer) -> Iterator[ActionServer]:
    """The shared engine's actions, as they were again after the test."""
    yield shared_actions
    shared_actions.actions = dict(ACTIONS)
    shared_actions.seconds = 0.0


def test_messages_of_actions_arrive_unchanged_and_metadata_reaches_them(
    engine: Engine, called: ActionServer
) -> None:
    """`custom` is what the action sent as JSON; the request's metadata is in the tracker."""
    message = {"text": "a\n“b” 🙂", "sources": [{"title": "t", "date": None}], "deep": [[1.5, {}]]}
    called.actions["action_answer"] = lambda _call: {
        "events": [],
        "responses": [{"custom": message, "text": None, "buttons": [], "image": None}],
    }
    assert engine.say("unchanged", "ask", request="r-1") == [
        {"recipient_id": "unchanged", "custom": message}
    ]
    call = called.calls[-1]
    assert call["tracker"]["latest_message"]["metadata"] == {"request": "r-1"}
    assert call["sender_id"] == "unchanged"
    assert "domain" not in call
    assert called.headers[-1]["Authorization"] == f"Bearer {SECRET}"


def test_a_conversation_survives_a_restart(start: Start) -> None:
    """Slots and the active form are there after the engine was stopped and started again."""
    first = start()
    first.say("ann", "ask about the health group")
    first.say("ann", "leave")
    assert first.end() == 0
    second = start()
    assert second.texts("ann", "Ann") == ["Which place?"]
    assert second.texts("ann", "Dover") == ["sent Ann of Dover"]
    assert second.texts("ann", "ask") == ["answer 2 about health group"]


def test_a_killed_engine_keeps_every_turn_that_was_answered(start: Start) -> None:
    """A kill loses nothing that a person has seen."""
    first = start()
    for number in range(1, 6):
        assert first.texts("ann", "ask") == [f"answer {number} about None"]
    first.end(signal.SIGKILL)
    assert start().texts("ann", "ask") == ["answer 6 about None"]


def test_failing_actions_end_in_a_quick_empty_answer(start: Start, actions: ActionServer) -> None:
    """A crash or a malformed answer gives [] at once, and the conversation goes on."""
    engine = start()
    for how in ("", *(f" {name}" for name in ("list", "event", "text", "json", "nothing"))):
        begun = time.monotonic()
        assert engine.say("ann", f"crash{how}") == []
        assert time.monotonic() - begun < 2
    actions.close()
    assert engine.say("ann", "ask") == []
    assert "nobody listens at the webhook's address" in engine.log()


def test_a_silent_action_ends_within_ten_seconds(engine: Engine, called: ActionServer) -> None:
    """An action that does not answer costs its time limit, and others are answered meanwhile."""
    called.actions["action_crash"] = lambda _call: time.sleep(12)
    with ThreadPoolExecutor() as people:
        begun = time.monotonic()
        silent = people.submit(engine.say, "silent", "crash")
        time.sleep(0.2)
        assert engine.texts("silent 2", "ask") == ["answer 1 about None"]
        assert time.monotonic() - begun < 3
        assert silent.result() == []
        assert 9 < time.monotonic() - begun < 12
    assert "no answer within 10 s" in engine.log()


def test_turns_of_one_conversation_keep_their_order_and_none_is_lost(
    engine: Engine, called: ActionServer
) -> None:
    """Twenty messages sent while the first is being answered are answered one after another."""
    called.seconds = 0.05
    with ThreadPoolExecutor(20) as people:
        begun = time.monotonic()
        waiting = []
        for number in range(20):
            waiting.append(people.submit(engine.texts, "ordered", f"ask about the group {number}"))
            time.sleep(0.02)
        answers = [answer.result() for answer in waiting]
    assert answers == [[f"answer {n + 1} about group {n}"] for n in range(20)]
    assert time.monotonic() - begun < 5


def test_a_caller_that_hangs_up_leaves_the_conversation_in_order(
    engine: Engine, called: ActionServer
) -> None:
    """The turn that nobody waits for any more is dropped whole; the next one is answered."""
    assert engine.texts("hung up", "ask") == ["answer 1 about None"]
    called.seconds = 1.0
    body = json.dumps({"sender": "hung up", "message": "ask"}).encode()
    with socket.create_connection(("127.0.0.1", engine.port), timeout=5) as line:
        head = f"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}"
        line.sendall(f"{head}\r\nContent-Type: application/json\r\n\r\n".encode() + body)
        time.sleep(0.3)
    called.seconds = 0.0
    assert engine.texts("hung up", "ask") in (["answer 2 about None"], ["answer 3 about None"])


def test_conversations_are_answered_side_by_side(engine: Engine, called: ActionServer) -> None:
    """Eight people wait for one slow action's time, not for eight."""
    called.seconds = 0.5
    with ThreadPoolExecutor(8) as people:
        begun = time.monotonic()
        for answer in [people.submit(engine.texts, f"p{n}", "ask") for n in range(8)]:
            assert answer.result() == ["answer 1 about None"]
    assert time.monotonic() - begun < 2


def test_actions_are_called_over_kept_connections(engine: Engine, called: ActionServer) -> None:
    """One conversation uses one connection."""
    engine.say("kept", "ask")
    before = len(called.connections)
    for _ in range(10):
        engine.say("kept", "ask")
    assert len(called.connections) == before


def test_a_restarted_service_is_called_at_once(start: Start, actions: ActionServer) -> None:
    """Kept connections to a service that has ended do not cost the next one's first message."""
    engine = start()
    assert engine.texts("ann", "ask") == ["answer 1 about None"]
    actions.close()
    restarted = ActionServer(actions.port)
    assert engine.texts("ann", "ask") == ["answer 2 about None"]
    restarted.close()


@pytest.mark.timeout(240)
def test_a_long_conversation_does_not_become_slower(engine: Engine) -> None:
    """The last 100 of 500 turns cost at most twice the processor time of the first 100."""
    used = [engine.processor_seconds()]
    for turn in range(1, 501):
        assert engine.texts("long", "ask") == [f"answer {turn} about None"]
        if turn % 100 == 0:
            used.append(engine.processor_seconds())
    costs = [later - earlier for earlier, later in pairwise(used)]
    assert costs[-1] <= 2 * costs[0]


def test_a_conversation_is_forgotten_through_the_door(start: Start, folder: Path) -> None:
    """After DELETE with the secret nothing of the conversation is left in the engine's files."""
    engine = start()
    engine.say("ann-1", "ask about the wolframite group")
    engine.say("bob-1", "ask about the basalt group")
    path = "/webhooks/conversations/ann-1"
    assert engine.ask("DELETE", path)[0] == 401
    assert engine.ask("DELETE", path, Authorization="Bearer guess")[0] == 401
    secret = f"Bearer {SECRET}"
    assert engine.ask("DELETE", path, Authorization=secret) == (200, b'{"forgotten":true}')
    assert engine.ask("DELETE", path, Authorization=secret) == (200, b'{"forgotten":false}')
    files = b"".join(file.read_bytes() for file in (folder / "var").iterdir())
    assert b"wolframite" not in files
    assert b"basalt" in files
    assert engine.texts("ann-1", "ask") == ["answer 1 about None"]


def test_a_text_is_heard_for_urgency_only_with_the_secret(start: Start, folder: Path) -> None:
    """And nothing of it is kept: it belongs to no conversation."""
    engine = start()
    path, text = "/webhooks/urgency/judge", {"text": "the wolframite group"}
    assert engine.ask("POST", path, text)[0] == 401
    assert engine.ask("POST", path, text, Authorization="Bearer guess")[0] == 401
    secret = f"Bearer {SECRET}"
    assert engine.ask("POST", path, text, Authorization=secret) == (200, b'{"urgent":null}')
    files = b"".join(file.read_bytes() for file in (folder / "var").iterdir())
    assert b"wolframite" not in files


def test_old_conversations_are_forgotten_without_being_asked_for(
    start: Start, folder: Path
) -> None:
    """The engine forgets by itself what was last used longer ago than the setting says."""
    first = start()
    first.say("ann", "ask about the wolframite group")
    first.end()
    time.sleep(0.5)
    engine = start(SIGNPOST_CONVERSATION_HOURS="0.0001")
    end = time.monotonic() + 10
    while "forgot 1 conversations" not in engine.log() and time.monotonic() < end:
        time.sleep(0.1)
    files = b"".join(file.read_bytes() for file in (folder / "var").iterdir())
    assert b"wolframite" not in files


def test_only_this_machine_can_reach_the_engine(engine: Engine) -> None:
    """The port is open on loopback and on no other address of this machine."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    open_at = {line.split()[1] for line in lines if line.split()[3] == "0A"}
    assert f"0100007F:{engine.port:04X}" in open_at
    assert not [
        address
        for address in open_at
        if address.startswith("00000000:") and int(address.rpartition(":")[2], 16) == engine.port
    ]
    with socket.create_connection(("127.0.0.1", engine.port), timeout=5):
        pass


def test_rasas_api_is_not_there(engine: Engine) -> None:
    """Nobody can read a conversation or change the model over HTTP."""
    engine.say("api", "ask")
    for path in ("/status", "/conversations/ann/tracker", "/domain", "/version"):
        assert engine.ask("GET", path)[0] == 404
    assert engine.ask("PUT", "/model", {})[0] in (404, 405)


def test_both_ways_of_stopping_are_clean(start: Start) -> None:
    """SIGTERM and Ctrl-C end the engine with exit code 0 and no traceback."""
    for how in (signal.SIGTERM, signal.SIGINT):
        engine = start()
        engine.say("ann", "ask")
        assert engine.end(how) == 0
        assert "Traceback" not in engine.log()


def test_a_locked_file_ends_in_an_empty_answer_and_nothing_is_lost(
    start: Start, folder: Path
) -> None:
    """While another process holds the conversations, turns fail; afterwards all is as before."""
    import sqlite3  # noqa: PLC0415 - only here, to be the other process

    engine = start()
    engine.say("ann", "ask about the health group")
    other = sqlite3.connect(folder / "var" / "conversations.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    engine.say("ann", "ask about the new group")
    other.execute("ROLLBACK")
    other.close()
    assert engine.texts("ann", "ask") == ["answer 2 about health group"]
    assert "ConversationsBusyError" in engine.log()


def test_every_line_of_the_log_is_json(start: Start) -> None:
    """Start, failures and end write nothing but lines that a program can read."""
    engine = start()
    engine.say("ann", "crash")
    engine.ask("POST", "/webhooks/rest/webhook", ["no object"])
    engine.end()
    events = [json.loads(line) for line in engine.log().splitlines()]
    assert {"level", "time", "where", "process"} <= set(events[0])
    assert "ready" in [event.get("event") for event in events]

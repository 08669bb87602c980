"""Each fix gives what Rasa's own function gives; test_stock.py holds the whole to it."""

from __future__ import annotations

import ast
import asyncio
import inspect
import itertools
import json
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from bot.engine.action_calls import ActionCalls
from bot.engine.fixes import action_answers, debug_copies, event_types, rule_search
from bot.engine.turn_order import TurnOrder
from tests.engine.action_server import ActionServer

SLOT = {"event": "slot", "name": "a", "value": 1}
ANSWERS: list[Any] = [
    {"events": [], "responses": []},
    {"events": [SLOT, {**SLOT, "timestamp": None}], "responses": [{"custom": {"text": "x"}}]},
    {},
    {"events": [{"event": "user", "text": "x", "parse_data": {"text": "x"}}]},
    {"events": [{"event": "bot", "text": None, "data": {}}]},
    None,
    [],
    "words",
    7,
    {"events": None},
    {"events": 3, "responses": {}},
    {"events": [SLOT, 5], "responses": [None]},
    {"events": [{"event": "slot"}]},
    {"events": [{"event": "nonsense"}], "responses": ["x"]},
    {"events": [{"event": "slot", "name": 3, "value": 1}]},
    {"events": [{"name": "a"}]},
    {"events": [{"event": "followup", "name": None}], "responses": [[]]},
    {"events": [{"event": "followup", "name": "a"}, {"event": "active_loop", "name": None}]},
    {"events": [{"event": "active_loop", "name": None, "timestamp": None}], "responses": []},
    {"events": [{"event": "active_loop", "name": 3}], "responses": []},
    {"events": [{"event": "active_loop", "timestamp": "now"}], "responses": []},
    {"events": [{"event": ["followup"], "name": "a"}], "responses": []},
    {"events": [{"event": "followup", "metadata": 3}], "responses": []},
    {"events": [SLOT, {**SLOT, "timestamp": "now"}], "responses": []},
    {"events": [{**SLOT, "metadata": []}], "responses": []},
    {"events": [{"event": "slot", "name": "a"}], "responses": []},
    {"events": [SLOT], "responses": {}},
    {"events": [SLOT]},
    {"responses": [{}]},
]


def stock_check(answer: Any) -> Any:
    """What Rasa's own `_validate_action_result` does, as it stands in Rasa 3.6.21."""
    try:
        jsonschema.validate(answer, RemoteAction.action_response_format_spec())
    except jsonschema.ValidationError as error:
        return error
    return True


@pytest.mark.parametrize("answer", ANSWERS, ids=repr)
def test_action_answers_are_judged_alike(answer: Any) -> None:
    """Valid is valid; the error is the same one, with Rasa's advice after its message."""
    expected = stock_check(answer)
    if expected is True:
        assert action_answers.check_answer(None, answer)
        return
    with pytest.raises(jsonschema.ValidationError) as error:
        action_answers.check_answer(None, answer)
    assert error.value.message.startswith(f"{expected.message}. Failed to validate Action server")
    assert error.value.path == expected.path
    assert error.value.instance == expected.instance


def test_what_is_plainly_valid_needs_no_validator() -> None:
    """Slots, what follows, the form that goes on, and responses, as the actions here answer."""
    named = [{"event": kind, "name": "a"} for kind in ("followup", "active_loop")]
    plain = {"events": [SLOT, *named], "responses": [{"custom": {}}]}
    assert action_answers.is_plainly_valid(plain)
    assert not action_answers.is_plainly_valid({"events": [{"event": "undo"}], "responses": []})


def test_the_schema_of_answers_is_valid() -> None:
    """What Rasa checks for every answer holds, so once here is enough."""
    jsonschema.Draft202012Validator.check_schema(RemoteAction.action_response_format_spec())


def test_events_are_found_by_the_same_class() -> None:
    """Every name that Rasa knows."""
    for event_class in all_subclasses(Event):
        name = event_class.type_name
        assert event_types.resolve_by_type(name) is event_types.stock(name)


def test_unknown_events_are_treated_alike() -> None:
    """A default is given, `topic` is nothing, and any other name is an error."""
    for name, default in (("nonsense", Event), ("topic", None), ("topic", Event)):
        assert event_types.resolve_by_type(name, default) is event_types.stock(name, default)
    with pytest.raises(ValueError, match="Unknown event name 'nonsense'"):
        event_types.resolve_by_type("nonsense")


def test_an_event_that_is_defined_later_is_found() -> None:
    """The table is made anew for a name that it does not hold."""
    with pytest.raises(ValueError, match="later"):
        event_types.resolve_by_type("later")
    later = type("Later", (SlotSet,), {"type_name": "later"})
    assert event_types.resolve_by_type("later") is later
    assert event_types.stock("later") is later


LISTEN, SAY = ({"action_name": f"action_{name}"} for name in ("listen", "say"))
NOT_SET = rule_search.SHOULD_NOT_BE_SET
RULES: list[list[dict[str, Any]]] = [
    [{"prev_action": LISTEN, "user": {"intent": "greet"}}],
    [{"prev_action": LISTEN, "user": {"intent": "ask"}}],
    [{"prev_action": LISTEN, "user": {"intent": "ask", "entities": ["group"]}}],
    [{"prev_action": LISTEN, "user": {"text": "hello"}}],
    [{"prev_action": LISTEN, "user": {"intent": NOT_SET}}],
    [{"prev_action": LISTEN}],
    [{"prev_action": SAY}],
    [{"prev_action": {"action_text": "said"}}],
    [{"prev_action": SAY, "active_loop": {"name": "form"}}],
    [{"prev_action": SAY, "active_loop": {"name": NOT_SET}}],
    [{"prev_action": LISTEN, "user": {"intent": "ask"}}, {"prev_action": SAY}],
    [{}, {"prev_action": LISTEN, "user": {"intent": "greet"}}],
    [{}],
    [{"slots": {"a": [1.0]}}],
]
LATEST: list[dict[str, Any]] = [
    {},
    *({"prev_action": LISTEN, "user": {"intent": intent}} for intent in ("greet", "ask", "other")),
    {"prev_action": LISTEN, "user": {"intent": "ask", "entities": ("group",)}},
    {"prev_action": LISTEN, "user": {"text": "hello"}},
    {"prev_action": SAY},
    {"prev_action": SAY, "active_loop": {"name": "form"}, "slots": {"a": (1.0,)}},
    {"prev_action": {"action_text": "said"}},
]


def test_the_same_rules_are_found() -> None:
    """After any two states, the first states of a conversation, loops and texts included."""
    lookup = {json.dumps(states): f"action {number}" for number, states in enumerate(RULES)}
    policy = RulePolicy.__new__(RulePolicy)
    found = set()
    for states in [[], *([one] for one in LATEST), *itertools.product(LATEST, LATEST)]:
        keys = rule_search.possible_keys(policy, lookup, states)
        assert keys == rule_search.stock(policy, lookup, list(states)), states
        found |= keys
    assert found == set(lookup)


def test_rules_that_are_added_are_found() -> None:
    """A lookup that has grown is sorted anew."""
    lookup = {json.dumps(RULES[0]): "first"}
    policy = RulePolicy.__new__(RulePolicy)
    rule_search.possible_keys(policy, lookup, [LATEST[2]])
    lookup[json.dumps(RULES[1])] = "second"
    assert rule_search.possible_keys(policy, lookup, [LATEST[2]]) == {json.dumps(RULES[1])}


def test_deep_copies_feed_debug_lines_only() -> None:
    """In the modules whose copies are left out, `deepcopy` stands inside `structlogger.debug`."""
    for module in debug_copies.MODULES:
        tree = ast.parse(inspect.getsource(module))
        in_debug = {
            id(part)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
            for part in ast.walk(call)
        }
        copies = [
            part
            for part in ast.walk(tree)
            if isinstance(part, ast.Attribute) and ast.unparse(part).startswith("copy.")
        ]
        assert copies
        for part in copies:
            assert ast.unparse(part) == "copy.copy" or id(part) in in_debug


STATUSES = [200, 400, 404, 500]
BODIES = [b'{"events": [], "responses": []}', b"{", b"", b"null", "ü".encode()]
KINDS = ["application/json", "text/plain", "application/problem+json"]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", KINDS)
async def test_action_calls_give_what_rasas_own_give(
    actions: ActionServer, status: int, body: bytes, kind: str
) -> None:
    """The same answer or the same class of error with the same words; the same request."""
    actions.actions["action_answer"] = lambda _call: (status, body, kind)
    endpoint = EndpointConfig(actions.url, {"a": "1"}, {"X": "y"}, token="t", store="z")
    call = {"next_action": "action_answer", "tracker": {"ü": [1.5, None]}, 3: "number"}
    results = []
    calls = ActionCalls(endpoint)
    for one in (endpoint, calls):
        try:
            results.append(await one.request(json=call, method="post", timeout=300, compress=False))
        except ValueError:
            results.append(ValueError)
        except Exception as error:  # noqa: BLE001 - whatever it is, both must raise it
            results.append((type(error), str(error)))
    await calls.close()
    assert results[0] == results[1]
    assert actions.calls[0] == actions.calls[1]
    assert calls.kwargs == endpoint.kwargs
    for name in ("X", "Content-Type"):
        assert actions.headers[0][name] == actions.headers[1][name]


async def test_a_call_waits_for_its_time_limit_only(actions: ActionServer) -> None:
    """Whatever limit the caller asks for."""
    actions.seconds = 3
    calls = ActionCalls(EndpointConfig(actions.url), seconds=0.1)
    with pytest.raises(asyncio.TimeoutError):
        await calls.request(json={"next_action": "action_stopped"}, timeout=300)
    await calls.close()


async def test_turns_wait_in_the_order_of_their_coming() -> None:
    """One at a time in a conversation, others meanwhile; a cancelled turn leaves its place."""
    order = TurnOrder()
    log: list[str] = []

    async def turn(name: str, sender: str = "ann") -> None:
        async with order.lock(sender):
            log.append(f"{name} begins")
            await asyncio.sleep(0.01)
            log.append(f"{name} ends")

    tasks = [asyncio.create_task(turn(name)) for name in "abcd"]
    await asyncio.sleep(0)
    tasks[1].cancel()
    tasks.append(asyncio.create_task(turn("other", "bob")))
    await asyncio.gather(*tasks, return_exceptions=True)
    mine = [line for line in log if not line.startswith("other")]
    assert mine == [f"{name} {what}" for name in "acd" for what in ("begins", "ends")]
    assert log.index("other begins") < log.index("a ends")
    assert not order._queues


async def test_a_failing_turn_lets_the_next_one_in() -> None:
    """An error leaves the lock open, and nothing is held for an idle conversation."""
    order = TurnOrder()
    with pytest.raises(KeyError):
        async with order.lock("ann"):
            raise KeyError
    async with order.lock("ann"):
        assert list(order._queues) == ["ann"]
    assert not order._queues

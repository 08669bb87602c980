"""Nothing that a person writes is in what the engine writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.engine.action_server import ActionServer, said
from tests.engine.process import Engine

PLANTED = "Wolframite"

MESSAGES = (
    "ask about the {} group",
    "leave",
    "my name is {}",
    "ask {}",
    "{}",
    "crash {}",
    "malformed {} events",
    "malformed {} event",
    "malformed {} json",
    "malformed {} list",
    "reject {}",
    "/ask{{'{}'",
    '/ask{{"x": "{}"}}',
    "/{}",
    "{} \x00 🙂",
)


@pytest.mark.parametrize("level", ["WARNING", "DEBUG"])
def test_no_words_of_a_person_are_logged(
    start: Callable[..., Engine], actions: ActionServer, level: str
) -> None:
    """Planted words in messages, slots, metadata and failing actions never reach the log."""
    engine = start(LOG_LEVEL=level, LOG_LEVEL_LIBRARIES=level)
    actions.actions["action_cross"] = lambda _call: said(PLANTED)
    for message in MESSAGES:
        engine.say("ann", message.format(PLANTED), note=PLANTED)
    actions.actions["action_answer"] = lambda _call: {
        "events": [{"event": "slot", "name": PLANTED, "value": PLANTED}],
        "responses": [{"response": f"utter_{PLANTED}"}],
    }
    engine.say("ann", "ask")
    for body in (None, PLANTED, {"sender": [PLANTED], "message": {"x": PLANTED}}, {"message": 7}):
        engine.ask("POST", "/webhooks/rest/webhook", body)
    engine.ask("GET", f"/{PLANTED}")
    engine.ask("DELETE", f"/webhooks/conversations/{PLANTED}", Authorization=PLANTED)
    actions.close()
    engine.say("ann", f"ask {PLANTED}")
    engine.end()
    assert PLANTED not in engine.log()
    assert "the action call failed" in engine.log()

"""What is left out of a stored event comes back when it is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from rasa.shared.core.events import ActionExecuted, Event, UserUttered

from bot.engine.stored_events import ORIGIN, lean, packed
from tests.engine.playing import lasting

STOCK = Path(__file__).parent / "stock" / "conversations.json"
PLAYED: dict[str, Any] = json.loads(STOCK.read_text(encoding="utf-8"))
EVENTS = [event for played in PLAYED.values() for event in played[-1]["events"]]
FROM = {"model_id": "a" * 32, "assistant_id": "signpost"}


def read(stored: dict[str, Any]) -> Event:
    """An event as the store reads it."""
    event = Event.from_parameters(json.loads(json.dumps(stored)))
    assert event
    return event


@pytest.mark.parametrize("kind", sorted({event["event"] for event in EVENTS}))
def test_every_kind_of_event_is_read_back_whole(kind: str) -> None:
    """All events that stock Rasa made in the conversations that were recorded."""
    for event in EVENTS:
        if event["event"] == kind:
            full = read({**event, "metadata": {"request": "r", **FROM}}).as_dict()
            again = read(lean(full)).as_dict()
            assert again.pop("metadata") == {"request": "r"}
            del full["metadata"]
            assert lasting(again) == lasting(full)


def test_a_message_reads_its_own_words_back() -> None:
    """Text, number and metadata are written once, and stand in the parse result again."""
    parsed = {"intent": {"name": "ask"}, "entities": [], "parts": [{"text": "Who?", "sure": None}]}
    message = UserUttered("Who?", parse_data=parsed, message_id="7", metadata={"turn": "t"})
    message.metadata = {**message.metadata, **FROM}
    stored = lean(message.as_dict())
    assert set(stored["parse_data"]) == set(parsed)
    again = read(stored)
    assert isinstance(again, UserUttered)
    assert again.parse_data == message.parse_data
    assert again.metadata == {"turn": "t"}


def test_nothing_tells_where_it_came_from_nor_what_it_has_not() -> None:
    """A plain action is its name, its time and who chose it."""
    action = ActionExecuted("action_listen", "RulePolicy", 1.0, timestamp=1.5, metadata=dict(FROM))
    assert orjson.loads(packed([action])) == [
        {
            "event": "action",
            "name": "action_listen",
            "policy": "RulePolicy",
            "confidence": 1.0,
            "timestamp": 1.5,
        }
    ]
    assert set(FROM) == ORIGIN

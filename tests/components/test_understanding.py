"""Whatever is typed, understanding it gives parts that lie inside it and travel as JSON."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.meaning import as_payload, from_payload
from tests.support.dialogue import Dialogue

SEEDS = (
    "who chairs the health forum",
    "and the education one?",
    "Sarah",
    "our school is in Deal",
    "what does UASC stand for",
    "is it true that the board has ended",
    "no, I meant the second one",
)
TYPED = st.text(max_size=200) | st.lists(
    st.sampled_from(SEEDS) | st.text(max_size=12), max_size=6
).map(" ".join)
# The service sends no message without words, and none with space around it.
ANYTHING = TYPED.map(str.strip).filter(bool)
RELAXED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@RELAXED
@given(text=ANYTHING)
def test_mentions_lie_inside_the_message(dialogue: Dialogue, text: str):
    """Each mention is the very characters of its span."""
    understood: dict[str, Any] = asyncio.run(dialogue.parse(text))
    for part in map(from_payload, understood["parts"]):
        for mention in part.mentions:
            assert understood["text"][mention.start : mention.end] == mention.said != ""


@RELAXED
@given(text=ANYTHING)
def test_every_message_has_parts_that_travel_as_json(dialogue: Dialogue, text: str):
    """At least one part; each is a stretch of the message, and comes back from JSON the same."""
    understood: dict[str, Any] = asyncio.run(dialogue.parse(text))
    payloads = json.loads(json.dumps(understood["parts"]))
    assert payloads
    for payload in payloads:
        part = from_payload(payload)
        assert part.text in text
        assert json.loads(json.dumps(as_payload(part))) == payload
        readings = (part.reading, *part.others)
        assert all(0.0 <= reading.confidence <= 1.0 for reading in readings)


@RELAXED
@given(text=ANYTHING)
def test_every_message_is_answered(dialogue: Dialogue, text: str):
    """One reply with words in it, whatever was said before; the words of the reply hold no gap."""
    message = asyncio.run(dialogue.say("anything", text))
    assert message["body"].strip()
    assert "{" in text or "{" not in message["text"]

"""What a person sends through the public API reaches both real processes and is answered."""

from __future__ import annotations

import pytest

from tests.support.conversations import Conversation, conversations
from tests.support.enquiry_book import SCHOOLS
from tests.support.running import RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]

_REGISTER = {school.name for school in SCHOOLS}
SOME = [
    one
    for number, one in enumerate(conversations())
    if number % 7 == 0 and _REGISTER.isdisjoint(row.said for row in one.rows)
]
"""Every seventh: all of them are tried in the dialogue engine alone (tests/conversations).

Those that look a school up are not: no register of schools is imported here.
"""
ODD = {
    "emoji only": "😀👍🏽🎉",
    "markup": "<script>alert('x')</script><b>who</b>",
    "a command to a database": "'; DROP TABLE enquiries; --",
    "control characters": "who\u0007 chairs\u0000 the\u001b[31m health forum",
    "an intent": '/ask{"x":1}',
    "a bare slash": "/",
    "right to left": "\u202eforum health the chairs who",
    "2,000 characters": "who chairs the health forum " * 71,
    "2,000 words of nothing": "a " * 1000,
    "one letter": "x",
    "only punctuation": "?!?!...",
    "another alphabet": "кто председатель?",
}


@pytest.mark.parametrize("conversation", SOME, ids=[one.title for one in SOME])
def test_a_conversation_goes_as_its_table_says(
    assistant: RunningAssistant, conversation: Conversation
):
    """The same answers as in the tables; each is whole and says what it is."""
    for row in conversation.rows:
        (message,) = assistant.ask(row.said, sender=conversation.title)
        custom = message["custom"]
        faults = row.faults({"text": message["text"], "outcome": custom["outcome"]})
        assert not faults, (row.said, custom["body"])
        assert custom["body"] in message["text"]
        # An urgent reply is the numbers and nothing that stands in their way.
        if custom["outcome"] != "urgent":
            assert all(source["title"] in message["text"] for source in custom["sources"])


def test_an_answer_says_its_source_model_and_knowledge(assistant: RunningAssistant):
    """Each answer records the model that heard it and the knowledge that it came from (D13)."""
    (message,) = assistant.ask("Who chairs the Health Representative Forum?", sender="D13")
    custom = message["custom"]
    assert custom["sources"][0]["title"] in message["text"]
    assert custom["sources"][0]["date"] in message["text"]
    assert custom["model"]
    assert custom["knowledge"]


@pytest.mark.parametrize("kind", ODD)
def test_whatever_is_typed_is_answered(assistant: RunningAssistant, kind: str):
    """Nothing that can be typed breaks a turn: each gets one reply, and none is an apology."""
    (message,) = assistant.ask(ODD[kind][:2000], sender=kind)
    assert message["text"].strip()
    assert message["custom"]["outcome"] != "apology"
    assert "<script>" not in message["text"]


def test_a_typed_command_does_not_restart_the_conversation(assistant: RunningAssistant):
    """`/restart` is a word like any other: what was spoken of is still known after it."""
    assistant.ask("Who chairs the Health Representative Forum?", sender="restarting")
    assistant.ask("/restart", sender="restarting")
    (message,) = assistant.ask("and the education one?", sender="restarting")
    assert "Peggy Murphy" in message["text"]


def test_another_caller_s_sender_opens_no_conversation(assistant: RunningAssistant):
    """Two callers who name the same sender have two conversations."""
    mine, another = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}
    assistant.ask("Who chairs the Rapid Review Group?", sender="me", **mine)
    (message,) = assistant.ask("and what does that group do?", sender="me", **another)
    assert "Rapid Review" not in message["custom"]["body"]
    (message,) = assistant.ask("and what does that group do?", sender="me", **mine)
    assert "Practice Review" in message["text"]

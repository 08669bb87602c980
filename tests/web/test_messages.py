"""What the actions send is what the service understands: two rooms, one contract."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reply import Choice, CitedSource, Reply
from bot.web.messages import MalformedReplyError, read_reply

FULL = Reply(
    body="She chairs it.",
    outcome="asked",
    sources=(CitedSource("Sub-Groups", "undated page", "https://example.org/"),),
    choices=(Choice("Another", "Which other?"),),
    lines=("Source: Sub-Groups, undated page",),
    asking="place",
    reference="AB12",
    model="m",
    knowledge="v",
)


def from_engine(reply: Reply) -> list[dict[str, Any]]:
    """The reply as Rasa's channel hands it over."""
    return [{"recipient_id": "x", "custom": reply.as_message()}]


def test_a_reply_of_the_actions_arrives_whole() -> None:
    """Every part of it is in the public message, in the shape of design.md."""
    (message,) = read_reply(from_engine(FULL))
    assert message.as_public("me") == {
        "recipient_id": "me",
        "text": "She chairs it.\n\nSource: Sub-Groups, undated page",
        "buttons": [{"title": "Another", "payload": "Which other?"}],
        "custom": {
            "body": "She chairs it.",
            "sources": [
                {"title": "Sub-Groups", "date": "undated page", "url": "https://example.org/"}
            ],
            "outcome": "asked",
            "asking": "place",
            "reference": "AB12",
            "model": "m",
            "knowledge": "v",
        },
    }


def test_a_bare_reply_has_no_empty_parts() -> None:
    """No buttons where there are none, and nothing that is null."""
    (message,) = read_reply(from_engine(Reply(body="Hello.", outcome="talk")))
    assert message.as_public("me") == {
        "recipient_id": "me",
        "text": "Hello.",
        "custom": {"body": "Hello.", "sources": [], "outcome": "talk"},
    }


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org", "x"])
def test_a_source_leads_only_to_the_web(url: str) -> None:
    """A mistake in a pack cannot become a link that runs something."""
    reply = Reply(body="x", outcome="answered", sources=(CitedSource("t", "d", url),))
    with pytest.raises(MalformedReplyError):
        read_reply(from_engine(reply))

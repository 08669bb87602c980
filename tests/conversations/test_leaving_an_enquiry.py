"""The enquiry form in Rasa: what its table cannot say, since something happens in between."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.dialogue import Dialogue
from tests.support.enquiry_book import BookInMemory

TO_THE_SUMMARY = (
    "I want to speak to my advisor",
    "How long do we keep child protection files?",
    "Jo Bloggs",
    "DSL",
    "Fen Academy in Dover",
    "jo@fen.example",
)
REPLY = "Keep them as agreed."


@pytest.fixture
def book(dialogue: Dialogue) -> Iterator[BookInMemory]:
    """The enquiries that the dialogue keeps; within reach again afterwards."""
    yield dialogue.book
    dialogue.book.is_away = False


async def said_all(dialogue: Dialogue, sender: str, *messages: str) -> dict[str, object]:
    """The answer to the last of the messages."""
    return [await dialogue.say(sender, message) for message in messages][-1]


async def test_a_reply_is_shown_once_to_whoever_comes_back(dialogue: Dialogue, book: BookInMemory):
    """With whatever is asked next; after that only when it is asked for."""
    sender = dialogue.new_sender()
    sent = await said_all(dialogue, sender, *TO_THE_SUMMARY, "Send")
    assert REPLY not in str((await dialogue.say(sender, "hello"))["body"])
    book.replies[str(sent["reference"])] = (REPLY,)
    assert REPLY in str((await dialogue.say(sender, "Which areas are there?"))["body"])
    assert REPLY not in str((await dialogue.say(sender, "hello"))["body"])
    assert REPLY in str((await dialogue.say(sender, "has my advisor replied?"))["body"])
    stranger = dialogue.new_sender()
    assert REPLY not in str((await dialogue.say(stranger, "has my advisor replied?"))["body"])


async def test_what_cannot_be_saved_is_kept_in_the_conversation(
    dialogue: Dialogue, book: BookInMemory
):
    """Nothing is typed again: sending it once more is enough."""
    sender = dialogue.new_sender()
    await said_all(dialogue, sender, *TO_THE_SUMMARY)
    book.is_away = True
    failed = await dialogue.say(sender, "Send")
    assert "reference" not in failed
    assert failed["asking"] == "check"
    assert "Jo Bloggs" in failed["body"]
    assert "cannot look up" in str(
        (await dialogue.say(dialogue.new_sender(), "has my advisor replied?"))["body"]
    )
    book.is_away = False
    assert (await dialogue.say(sender, "Send"))["reference"]

"""Every row of the tables beside this file gets the answer that the table says, from Rasa."""

from __future__ import annotations

import pytest

from tests.support.conversations import OUTCOMES, Conversation, conversations
from tests.support.dialogue import Dialogue

ALL = list(conversations())


def test_the_tables_are_large_enough():
    """At least 150 rows, and every kind of answer but that of a left enquiry among them."""
    rows = [row for conversation in ALL for row in conversation.rows]
    assert len(rows) >= 150
    assert {outcome for row in rows for outcome in row.outcomes} >= {*OUTCOMES} - {"enquiry"}


@pytest.mark.parametrize("conversation", ALL, ids=[one.title for one in ALL])
async def test_a_conversation_goes_as_its_table_says(
    dialogue: Dialogue, conversation: Conversation
):
    """Each reply is of the right kind and holds what it must, and nothing that it must not."""
    sender, wrong = dialogue.new_sender(), []
    for row in conversation.rows:
        message = await dialogue.say(sender, row.said)
        if faults := row.faults(message):
            wrong.append(f"{row.said!r} got {message['body']!r}: {'; '.join(faults)}")
    assert not wrong, "\n".join(wrong)

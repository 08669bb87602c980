"""Another partnership is served by the same model: issue 3, point 5."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation import measures
from bot.evaluation.playing import play_conversations, play_messages
from bot.evaluation.rows import read_set

HERE = Path(__file__).parent
SET = read_set(HERE / "second_pack.yaml")
PACK = "tests/packs/tarnshire"
LEAST = 0.94


@pytest.fixture(scope="module")
def assistant(assistants):
    """The shipped model with the invented pack."""
    return assistants(PACK)


def wrong(exchanges):
    """What was said and not answered rightly, for the failure's message."""
    return "\n".join(f"{one.row.said!r} got {one.verdict}" for one in exchanges if not one.right)


def test_the_set_is_large_enough():
    """At least 70 messages, more than issue 3 asks for."""
    assert len(SET.messages) >= 70


def test_messages_are_answered_as_well_as_at_home(assistant):
    """At least 94 in 100 messages are answered rightly."""
    exchanges = play_messages(assistant, [SET])
    assert measures.count(one.right for one in exchanges).share >= LEAST, wrong(exchanges)


def test_conversations_go_as_well_as_at_home(assistant):
    """At least 94 in 100 turns of conversations are answered rightly."""
    turns = [one for talk in play_conversations(assistant, [SET]) for one in talk.exchanges]
    assert measures.count(one.right for one in turns).share >= LEAST, wrong(turns)


def test_nothing_of_the_shipped_pack_is_left(assistant):
    """No reply holds a name of the pack that the model usually serves."""
    kent = ("Kent", "KSCMP", "KSCB", "Sarah Hammond", "Peggy Murphy", "03000")
    for one in play_messages(assistant, [SET]):
        told = one.reply.as_message()["text"]
        assert not [name for name in kent if name in told], one.row.said

"""What was said is kept for a while, in bounds, and then gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.web import transcripts
from bot.web.messages import Message
from bot.web.transcripts import Transcripts
from tests.support.doors import Clock

REPLY = (Message("Hello.", "Hello.", "talk"),)
DAY = timedelta(hours=24)


def keys_of(kept: Transcripts, conversation: str) -> list[str]:
    """The keys of the turns that are remembered."""
    return [turn.key for turn in kept.turns(conversation)]


def test_a_conversation_is_forgotten_a_day_after_its_last_message() -> None:
    """A new message keeps the whole conversation; silence ends it."""
    clock = Clock()
    kept = Transcripts(clock, DAY)
    kept.begin("a", "1", "first")
    clock.move(timedelta(hours=23))
    kept.begin("a", "2", "second")
    clock.move(timedelta(hours=23))
    assert kept.forget_expired() == 0
    assert keys_of(kept, "a") == ["1", "2"]
    clock.move(timedelta(hours=2))
    assert kept.forget_expired() == 1
    assert kept.turns("a") == ()


def test_a_reply_does_not_bring_back_what_was_erased() -> None:
    """Erased while the turn was under way is erased."""
    kept = Transcripts(Clock(), DAY)
    kept.begin("a", "1", "first")
    kept.erase("a")
    kept.finish("a", "1", REPLY)
    assert kept.turns("a") == ()
    assert kept.turn("a", "1") is None


def test_a_turn_holds_its_reply() -> None:
    """None until it is there."""
    kept = Transcripts(Clock(), DAY)
    assert kept.begin("a", "1", "first").reply is None
    kept.finish("a", "1", REPLY)
    turn = kept.turn("a", "1")
    assert turn is not None
    assert turn.reply == REPLY


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long conversation loses its oldest turns; too many lose the one silent for longest."""
    monkeypatch.setattr(transcripts, "MOST_TURNS_OF_ONE", 3)
    monkeypatch.setattr(transcripts, "MOST_TURNS", 5)
    kept = Transcripts(Clock(), DAY)
    for number in range(4):
        kept.begin("a", str(number), "x")
    assert keys_of(kept, "a") == ["1", "2", "3"]
    for number in range(3):
        kept.begin("b", str(number), "x")
    assert keys_of(kept, "a") == []
    assert keys_of(kept, "b") == ["0", "1", "2"]

"""The store gives back what it was given, for as long as it should."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

from bot.engine.conversation_file import ConversationChangedError
from bot.engine.tracker_store import ConversationStore

HERE = Path(__file__).parent
DOMAIN = HERE / "assistant" / "domain.yml"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    """A store with the test assistant's domain."""
    domain = Domain.load(str(DOMAIN))
    store = ConversationStore(domain, path=str(tmp_path / "c.sqlite3"), hours=1)
    yield store
    store.file.close()


async def begun(store: ConversationStore, sender: str) -> None:
    """Save a conversation of one turn."""
    tracker = await store.get_or_create_tracker(sender)
    parsed = {"intent": {"name": "ask", "confidence": 0.5}, "entities": [], "text": "ask ü 🙂"}
    for event in (
        UserUttered("ask ü 🙂", parsed["intent"], [], parsed, metadata={"request": "r"}),
        ActionExecuted("action_answer", policy="RulePolicy", confidence=1.0),
        SlotSet("group", {"id": "health", "names": ["a", None]}),
        BotUttered("Answer", {"custom": {"sources": [{"date": None}]}}),
    ):
        tracker.update(event)
    await store.save(tracker)


async def test_a_conversation_comes_back_as_it_was(store: ConversationStore) -> None:
    """Events with times and metadata, slots and the latest message."""
    await begun(store, "ann")
    again = await store.retrieve("ann")
    assert again
    assert again.get_slot("group") == {"id": "health", "names": ["a", None]}
    assert again.latest_message.metadata == {"request": "r"}
    twice = await store.retrieve("ann")
    assert twice
    assert [e.as_dict() for e in twice.events] == [e.as_dict() for e in again.events]
    assert list(await store.keys()) == ["ann"]
    assert await store.exists("ann")
    assert not await store.exists("bob")


async def test_two_turns_cannot_both_save(store: ConversationStore) -> None:
    """The second of two that read the same version is told."""
    await begun(store, "ann")
    one, other = await store.retrieve("ann"), await store.retrieve("ann")
    assert one
    assert other
    for tracker in (one, other):
        tracker.update(ActionExecuted("action_listen"))
    await store.save(one)
    with pytest.raises(ConversationChangedError):
        await store.save(other)
    one.update(ActionExecuted("action_answer"))
    await store.save(one)


async def test_a_forgotten_conversation_begins_anew(store: ConversationStore) -> None:
    """`delete` tells whether there was one."""
    await begun(store, "ann")
    assert await store.delete("ann")
    assert not await store.delete("ann")
    assert await store.retrieve("ann") is None
    await begun(store, "ann")


async def test_an_old_conversation_is_not_given_and_not_kept(store: ConversationStore) -> None:
    """Even before the next round of forgetting."""
    await begun(store, "ann")
    store.hours = 1e-9
    assert await store.retrieve("ann") is None
    assert list(await store.keys()) == []


async def test_forgetting_takes_only_the_old(store: ConversationStore) -> None:
    """What was used within the time stays."""
    await begun(store, "ann")
    assert await store.forget_old() == 0
    store.hours = 1e-9
    assert await store.forget_old() == 1

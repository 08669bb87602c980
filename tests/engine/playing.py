"""Plays conversations to an agent of Rasa's and notes all that a person or an action could see."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.utils.endpoints import EndpointConfig

PASSING = ("timestamp", "message_id", "metadata", "model_id", "assistant_id")
"""What differs between two runs of the same conversation."""


async def load(model: Path, url: str, **endpoints: EndpointConfig) -> Agent:
    """Load a model as `rasa run` does, with its actions at `url`."""
    action = EndpointConfig(url, enable_selective_domain=True)
    return await load_agent(str(model), endpoints=AvailableEndpoints(action=action, **endpoints))


async def say(agent: Agent, sender: str, text: str) -> list[dict[str, Any]]:
    """Send one message and give the replies."""
    replies = CollectingOutputChannel()
    metadata = {"request": text}
    await agent.handle_message(UserMessage(text, replies, sender, None, "rest", None, metadata))
    messages: list[dict[str, Any]] = replies.messages
    return messages


async def play(agent: Agent, sender: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Send messages one after another; give replies, slots, form and all events after each."""
    turns = []
    for text in texts:
        replies = await say(agent, sender, text)
        tracker = await agent.tracker_store.retrieve(sender)
        turns.append({"said": text, "replies": replies, **state(tracker)})
    tracker = await agent.tracker_store.retrieve(sender)
    return [*turns, {"events": [lasting(event.as_dict()) for event in tracker.events]}]


def state(tracker: Any) -> dict[str, Any]:
    """Give what a later turn depends on."""
    return {
        "slots": {
            name: value
            for name, value in tracker.current_slot_values().items()
            if name != "session_started_metadata"
        },
        "form": tracker.active_loop_name,
        "rejected": tracker.is_active_loop_rejected,
        "paused": tracker.is_paused(),
        "latest_action": tracker.latest_action_name,
        "latest_text": tracker.latest_message.text,
    }


def lasting(value: Any) -> Any:
    """Give a value without what differs between two runs, and without empty entries."""
    if isinstance(value, dict):
        return {
            key: lasting(item)
            for key, item in value.items()
            if key not in PASSING and item is not None
        }
    return [lasting(item) for item in value] if isinstance(value, list) else value

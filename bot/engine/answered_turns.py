"""A turn that is asked again is answered as before, and taken once.

Whoever asks again (the service that took over from one that died, or that lost its connection to an
engine) does not know whether the turn was saved. So the service names each turn in the message's
metadata ("turn"), a saved conversation holds the names of its last turns with their messages, and
the store looks for the name whenever it reads a conversation for a turn. Only a turn that is
not there, or that nobody answered, is taken.

Two engines may still be in the same turn at once, where one caller took the other for dead: the one
that saves later finds the conversation changed, takes back what it was about to say, and begins
again, which gives the reply of the first.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor

from bot.engine.conversation_file import ConversationChangedError

NAME = "turn"
"""What the turn's name is called in a message's metadata."""

MOST_TRIES = 3

logger = logging.getLogger(__name__)

Event = Mapping[str, Any]
Messages = list[dict[str, Any]]
Take = Callable[[UserMessage], Awaitable[Messages | None]]

_asked: ContextVar[str | None] = ContextVar("asked", default=None)


class AnsweredBeforeError(Exception):
    """The turn was taken and saved before; `messages` are what was said then."""

    def __init__(self, messages: Messages) -> None:
        """Keep the messages as the REST channel gives them."""
        super().__init__("the turn was answered before")
        self.messages = messages


def before_the_turn(events: Sequence[Event], sender: str) -> Sequence[Event]:
    """Give the events on which the turn that is being taken goes on.

    Raise AnsweredBeforeError where it is among them. One that was not answered, since the service
    died in its middle, left nothing but the words: it is taken as if they had not been heard.
    """
    asked = _asked.get()
    if asked is None:
        return events
    for index in range(len(events) - 1, -1, -1):
        if (events[index].get("metadata") or {}).get(NAME) == asked:
            messages, later = messages_after(events[index + 1 :], sender), events[index + 1 :]
            if messages or any(event["event"] == "user" for event in later):
                raise AnsweredBeforeError(messages)
            return events[:index]
    return events


def messages_after(events: Sequence[Event], sender: str) -> Messages:
    """Give the messages that were said up to the next thing that the person said."""
    messages = []
    for event in events:
        if event["event"] == "user":
            break
        if event["event"] == "bot":
            messages.append(message_of(event, sender))
    return messages


def message_of(event: Event, sender: str) -> dict[str, Any]:
    """Give a message as the REST channel gave it."""
    custom = (event.get("data") or {}).get("custom")
    said = {"custom": custom} if custom else {"text": event.get("text")}
    return {"recipient_id": sender, **said}


def take_once(processor: MessageProcessor) -> None:
    """Let the processor of a loaded agent take each named turn once."""
    take: Take = processor.handle_message

    async def handle_message(message: UserMessage) -> Messages | None:
        channel = message.output_channel
        if not isinstance(channel, CollectingOutputChannel):
            return await take(message)
        token = _asked.set((message.metadata or {}).get(NAME))
        try:
            return await _taken(take, message, channel)
        finally:
            _asked.reset(token)

    processor.handle_message = handle_message


async def _taken(
    take: Take, message: UserMessage, channel: CollectingOutputChannel
) -> Messages | None:
    for tries_left in range(MOST_TRIES - 1, -1, -1):
        try:
            return await take(message)
        except AnsweredBeforeError as answered:
            channel.messages = answered.messages
            return answered.messages
        except ConversationChangedError:
            # What was said so far is not so: another turn came first.
            channel.messages = []
            if not tries_left:
                raise
            logger.info("another engine was in the same conversation: the turn is taken again")
        except Exception:
            channel.messages = []
            raise
    raise AssertionError

"""What was said in each conversation: kept in memory, capped, and forgotten after some hours."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.web.messages import Message

# About 2 KB a turn: the whole stays under 100 MB, and one person's under half a megabyte.
MOST_TURNS = 40_000
MOST_TURNS_OF_ONE = 200


@dataclass(frozen=True)
class Turn:
    """One message and its reply; `reply` is None while the turn is under way.

    `key` is the sender's idempotency key, which finds the turn again when a send is retried.
    """

    key: str
    said: str
    at: datetime
    reply: tuple[Message, ...] | None = None


class Transcripts:
    """The turns of each conversation, oldest first, forgotten `kept_for` after the last one."""

    def __init__(self, now: Callable[[], datetime], kept_for: timedelta) -> None:
        self._now = now
        self._kept_for = kept_for
        self._conversations: OrderedDict[str, dict[str, Turn]] = OrderedDict()
        self._count = 0

    def begin(self, conversation: str, key: str, said: str) -> Turn:
        """Note a message before its reply is known; makes room by forgetting the oldest."""
        turns = self._conversations.setdefault(conversation, {})
        self._conversations.move_to_end(conversation)
        turn = turns[key] = Turn(key, said, self._now())
        self._count += 1
        if len(turns) > MOST_TURNS_OF_ONE:
            del turns[next(iter(turns))]
            self._count -= 1
        while self._count > MOST_TURNS:
            self._drop(next(iter(self._conversations)))
        return turn

    def finish(self, conversation: str, key: str, reply: tuple[Message, ...]) -> None:
        """Note the reply; a turn that was erased meanwhile stays erased."""
        turns = self._conversations.get(conversation, {})
        if key in turns:
            turns[key] = replace(turns[key], reply=reply)

    def turn(self, conversation: str, key: str) -> Turn | None:
        """The turn with this idempotency key, if it is remembered."""
        return self._conversations.get(conversation, {}).get(key)

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """Everything remembered of a conversation."""
        return tuple(self._conversations.get(conversation, {}).values())

    def erase(self, conversation: str) -> None:
        """Forget a conversation at once."""
        self._drop(conversation)

    async def recall(self, conversation: str) -> None:
        """Make what is known of a conversation ready to be looked at; here it always is."""

    def _drop(self, conversation: str) -> None:
        self._count -= len(self._conversations.pop(conversation, {}))

    def forget_expired(self) -> int:
        """Forget conversations that were silent for too long; returns how many."""
        oldest_kept = self._now() - self._kept_for
        expired = [
            conversation
            for conversation, turns in self._conversations.items()
            if list(turns.values())[-1].at < oldest_kept
        ]
        for conversation in expired:
            self._drop(conversation)
        return len(expired)

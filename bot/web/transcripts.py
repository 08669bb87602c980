"""What was said in each conversation: kept in memory, capped, and forgotten after some hours."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.web.callers import PAGE_SENDER
from bot.web.messages import Message
from bot.web.news import Event, News

# About 2 KB a turn: the whole stays under 100 MB, and one person's under half a megabyte.
MOST_TURNS = 40_000
MOST_TURNS_OF_ONE = 200


@dataclass(frozen=True)
class Turn:
    """One message and its reply; `reply` is None while the turn is under way.

    `key` is the sender's idempotency key, which finds the turn again when a send is retried;
    `useful` is what the person said of the reply, None where nothing was said.
    """

    key: str
    said: str
    at: datetime
    reply: tuple[Message, ...] | None = None
    useful: bool | None = None

    def as_public(self) -> dict[str, Any]:
        """The turn as our own pages and the widget take it."""
        reply = None
        if self.reply is not None:
            reply = [message.as_public(PAGE_SENDER) for message in self.reply]
        return {
            "key": self.key,
            "said": self.said,
            "at": self.at.isoformat(),
            "reply": reply,
            "useful": self.useful,
        }

    def as_event(self) -> Event:
        """The turn as news for the pages that are open."""
        return Event("turn", self.as_public())


class Transcripts:
    """The turns of each conversation, oldest first, forgotten `kept_for` after the last one."""

    def __init__(
        self, now: Callable[[], datetime], kept_for: timedelta, news: News | None = None
    ) -> None:
        self._now = now
        self._kept_for = kept_for
        self._news = news or News()
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
        self._tell(conversation, turn)
        return turn

    def finish(self, conversation: str, key: str, reply: tuple[Message, ...]) -> None:
        """Note the reply; a turn that was erased meanwhile stays erased."""
        turns = self._conversations.get(conversation, {})
        if key in turns:
            turns[key] = replace(turns[key], reply=reply)
            self._tell(conversation, turns[key])

    def turn(self, conversation: str, key: str) -> Turn | None:
        """The turn with this idempotency key, if it is remembered."""
        return self._conversations.get(conversation, {}).get(key)

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """Everything remembered of a conversation."""
        return tuple(self._conversations.get(conversation, {}).values())

    def note_opinion(self, conversation: str, key: str, *, useful: bool) -> None:
        """Note what a person says of a reply; a turn that was erased meanwhile stays erased."""
        turns = self._conversations.get(conversation, {})
        if key in turns:
            turns[key] = replace(turns[key], useful=useful)

    def erase(self, conversation: str) -> None:
        """Forget a conversation at once."""
        self._forget(conversation)

    async def recall(self, conversation: str) -> bool:  # noqa: ARG002 - for whoever keeps them
        """Make what is known of a conversation ready to be looked at, and say whether it is."""
        return True

    def _tell(self, conversation: str, turn: Turn) -> None:
        if self._news.is_followed(conversation):
            self._news.publish(conversation, turn.as_event())

    def _forget(self, conversation: str) -> None:
        self._drop(conversation)
        self._news.publish(conversation, Event("cleared"))

    async def recalled(self, conversation: str) -> tuple[Turn, ...]:
        """Everything that is known of a conversation."""
        await self.recall(conversation)
        return self.turns(conversation)

    async def known(self, conversation: str, key: str) -> Turn | None:
        """The turn as another service has finished it meanwhile; here there is no other."""
        del conversation, key
        return None

    async def settle(self) -> None:
        """Return when what was finished cannot be lost any more; here at once."""

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
            self._forget(conversation)
        return len(expired)

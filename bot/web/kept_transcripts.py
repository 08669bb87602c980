"""Transcripts that outlive a restart: memory for quick looks, the store for what it forgets.

A turn is written a moment after it was said, many in one transaction: a process that is killed
loses at most that moment of chat, never an enquiry, which is written at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, NoReturn

import structlog

from bot.store.database import Store, StoreError
from bot.store.opinions import opinions_of
from bot.store.person import known_conversations
from bot.store.register_tables import TurnRow
from bot.store.session import Session
from bot.store.turns import Begun, Change, Erased, Finished, Outlived, keep, turns_of
from bot.web.messages import Button, CitedSource, Message
from bot.web.news import News
from bot.web.transcripts import MOST_TURNS_OF_ONE, Transcripts, Turn

# So many turns are said within it on a busy day that writing them together costs next to nothing.
WRITE_EVERY = 0.2
# While the store is away; beyond that the oldest changes are let go, rather than the memory filled.
MOST_CHANGES = 20_000

log = structlog.get_logger()


class KeptTranscripts(Transcripts):
    """Transcripts with a store behind them; :meth:`run` writes, and :meth:`recall` reads."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        kept_for: timedelta,
        news: News | None = None,
    ) -> None:
        super().__init__(now, kept_for, news)
        self._store = store
        self._changes: list[Change] = []
        self._changed = asyncio.Event()
        self._writing = asyncio.Lock()
        # Whether the database's log may hold what was erased.
        self._has_traces = False

    def begin(self, conversation: str, key: str, said: str) -> Turn:
        """As in memory, and written soon."""
        turn = super().begin(conversation, key, said)
        self._note(Begun(conversation, key, said, turn.at))
        return turn

    def finish(self, conversation: str, key: str, reply: tuple[Message, ...]) -> None:
        """As in memory, and written soon; a turn that was erased meanwhile stays erased."""
        super().finish(conversation, key, reply)
        if self.turn(conversation, key):
            self._note(Finished(conversation, key, as_json(reply)))

    def erase(self, conversation: str) -> None:
        """Forget a conversation here at once, and in the store soon (:meth:`flush`: now)."""
        super().erase(conversation)
        self._note(Erased(conversation))

    def forget_expired(self) -> int:
        """Forget conversations that were silent for too long, here now and in the store soon."""
        self._note(Outlived(self._now() - self._kept_for))
        return super().forget_expired()

    async def forget_erased(self) -> None:
        """Forget here what was erased in the store from outside, such as by `make erase`."""
        await self.flush()
        held = {
            conversation
            for conversation, turns in self._conversations.items()
            if all(turn.reply is not None for turn in turns.values())
        }
        known = await self._store.read(known_conversations, held)
        # Whoever speaks just now has turns that are not written yet.
        for conversation in held - known - {_of(one) for one in self._changes}:
            self._forget(conversation)

    async def recall(self, conversation: str) -> bool:
        """Bring a conversation back from the store, where memory has nothing of it.

        Where the store cannot be read, the conversation goes on as a new one.
        """
        if self.turns(conversation):
            return True
        try:
            if Erased(conversation) in self._changes:
                await self.flush()
            rows, opinions = await self._store.read(_kept_of, conversation)
        except StoreError as error:
            log.warning("conversation could not be recalled", failure=str(error))
            return False
        if not self.turns(conversation):
            self._restore(conversation, [turn_of(row, opinions) for row in rows])
        return True

    async def run(self) -> NoReturn:
        """Write what changes until cancelled; no failure ends it."""
        while True:
            await self._changed.wait()
            await asyncio.sleep(WRITE_EVERY)
            try:
                await self.flush()
            except StoreError as error:
                log.warning("transcripts could not be written", failure=str(error))

    async def flush(self) -> None:
        """Write down now what has changed, and leave no trace of what was erased.

        Raises :class:`~bot.store.database.StoreError`, with nothing lost.
        """
        await self._write_down()
        if self._has_traces:
            self._has_traces = False
            await self._store.scrubbed()

    async def _write_down(self) -> None:
        async with self._writing:
            changes, self._changes = self._changes, []
            self._changed.clear()
            try:
                await self._store.write(keep, changes)
            except BaseException:
                self._changes = changes + self._changes
                self._changed.set()
                raise
        self._has_traces |= any(isinstance(change, Erased) for change in changes)

    def _note(self, change: Change) -> None:
        self._changes.append(change)
        if len(self._changes) > MOST_CHANGES:
            del self._changes[0]
        self._changed.set()

    def _restore(self, conversation: str, turns: list[Turn]) -> None:
        if turns and turns[-1].at >= self._now() - self._kept_for:
            self._conversations[conversation] = {turn.key: turn for turn in turns}
            self._count += len(turns)


def _of(change: Change) -> str | None:
    return None if isinstance(change, Outlived) else change.conversation


def _kept_of(session: Session, conversation: str) -> tuple[list[TurnRow], dict[str, bool]]:
    rows = turns_of(session, conversation, MOST_TURNS_OF_ONE)
    return rows, opinions_of(session, conversation) if rows else {}


def turn_of(row: TurnRow, opinions: Mapping[str, bool]) -> Turn:
    """A turn as the store holds it, with what the person said of its use."""
    reply = tuple(_message(part) for part in row.reply or ())
    return Turn(row.key, row.said, row.at, reply, opinions.get(row.key))


def as_json(reply: tuple[Message, ...]) -> list[Any]:
    """A reply as the store holds it."""
    return [asdict(message) for message in reply]


def _message(part: dict[str, Any]) -> Message:
    """A message as :func:`dataclasses.asdict` wrote it."""
    sources = tuple(CitedSource(**source) for source in part["sources"])
    buttons = tuple(Button(**button) for button in part["buttons"])
    return Message(**{**part, "sources": sources, "buttons": buttons})

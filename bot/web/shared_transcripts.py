"""Transcripts that several services share: the store knows, memory only saves a look.

A conversation may have been at another service a moment ago. So what came since is read before each
message, inside the conversation's turn again, and a turn is written down with its reply before the
reply is sent: a service that is killed loses nothing that anybody has heard, and a send that is
repeated elsewhere finds the reply. Turns that end at the same time are written together.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.store.database import Store, StoreError
from bot.store.opinions import opinions_of
from bot.store.register_tables import TurnRow
from bot.store.turns import Begun, Erased, Finished, turns_from, turns_of
from bot.web.kept_transcripts import KeptTranscripts, as_json, turn_of
from bot.web.messages import Message
from bot.web.news import News
from bot.web.transcripts import MOST_TURNS_OF_ONE, Transcripts, Turn

# So long a reply waits for a store that is away, then it is sent, and written when it is back.
SETTLE_WITHIN = 2.0

# Before the row of every turn.
FIRST = 0

log = structlog.get_logger()


@dataclass(frozen=True)
class _Kept:
    """Turns as they lie in the store, and what the person said of their use, by key."""

    rows: Sequence[TurnRow]
    opinions: Mapping[str, bool]


class SharedTranscripts(KeptTranscripts):
    """As :class:`KeptTranscripts`, for several services over one store."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        kept_for: timedelta,
        news: News | None = None,
    ) -> None:
        super().__init__(store, now, kept_for, news)
        # Conversation → the row of the last turn that is known here.
        self._rows: dict[str, int] = {}

    def begin(self, conversation: str, key: str, said: str) -> Turn:
        """As in memory; it is written down with its reply, in the order of turns."""
        return Transcripts.begin(self, conversation, key, said)

    def finish(self, conversation: str, key: str, reply: tuple[Message, ...]) -> None:
        """As in memory, and written down whole at the next :meth:`settle`."""
        Transcripts.finish(self, conversation, key, reply)
        if turn := self.turn(conversation, key):
            self._note(Begun(conversation, key, turn.said, turn.at))
            self._note(Finished(conversation, key, as_json(reply)))

    async def settle(self) -> None:
        """Return when what was finished is in the store, or the store is away."""
        try:
            async with asyncio.timeout(SETTLE_WITHIN):
                await self._write_down()
        except (StoreError, TimeoutError) as error:
            log.warning("a turn is not written yet", failure=type(error).__name__)

    async def known(self, conversation: str, key: str) -> Turn | None:
        """The turn as another service has finished it, which is looked for in the store."""
        await self.recall(conversation)
        turn = self.turn(conversation, key)
        return turn if turn and turn.reply is not None else None

    async def recall(self, conversation: str) -> bool:
        """Take over what other services have written; where the store is away, go on without."""
        try:
            if Erased(conversation) in self._changes:
                await self.flush()
            last = self._rows.get(conversation, FIRST)
            found = await self._store.read(_kept_from, conversation, last)
        except StoreError as error:
            log.warning("conversation could not be recalled", failure=str(error))
            return False
        self._merge(conversation, found, last)
        return True

    def _merge(self, conversation: str, found: _Kept, last: int) -> None:
        """Take over what was found; what is under way here, or not written yet, stays after it."""
        held = self._conversations.get(conversation, {})
        unwritten = {
            one.key
            for one in self._changes
            if isinstance(one, Finished) and one.conversation == conversation
        }
        own = {key: turn for key, turn in held.items() if turn.reply is None or key in unwritten}
        known = {key: turn for key, turn in held.items() if key not in own}
        if not any(row.id == last for row in found.rows):
            # Nothing was known here yet, or what was known is erased.
            known.clear()
        if found.rows and found.rows[-1].at >= self._now() - self._kept_for:
            known |= {row.key: turn_of(row, found.opinions) for row in found.rows}
            self._rows[conversation] = found.rows[-1].id
        known = {key: replace(one, useful=found.opinions.get(key)) for key, one in known.items()}
        merged = {**known, **{key: turn for key, turn in own.items() if key not in known}}
        self._count += len(merged) - len(held)
        self._conversations[conversation] = merged
        if not merged:
            self._drop(conversation)

    def _drop(self, conversation: str) -> None:
        super()._drop(conversation)
        self._rows.pop(conversation, None)


def _kept_from(session: Session, conversation: str, first: int) -> _Kept:
    """The turns from a row on; all of them where that row is not there any more."""
    rows = turns_from(session, conversation, first, MOST_TURNS_OF_ONE)
    if first == FIRST or not rows or rows[0].id != first:
        rows = turns_of(session, conversation, MOST_TURNS_OF_ONE)
    return _Kept(rows, opinions_of(session, conversation) if rows else {})

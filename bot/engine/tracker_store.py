"""Remembers conversations across restarts, for a time, and up to a length.

The store that endpoints.yml names. One row a conversation, in an SQLite file (`conversation_file`)
or, where SIGNPOST_DATABASE_URL names a PostgreSQL server, in a table there (`conversation_table`),
shortened when it grows long (`conversation_length`), forgotten a number of hours after its last
turn (`SIGNPOST_CONVERSATION_HOURS`, default 24) or when asked to (`delete`).

Rasa wraps every store in a FailSafeTrackerStore, which answers an error by going on with an empty
conversation in memory and may later write that over the real one. `bot.engine.server` takes the
wrapper off: an error here ends the turn without a reply, which the service answers with its
apology, and the conversation stays as it was.
"""

from __future__ import annotations

import asyncio
import functools
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import orjson
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine.answered_turns import before_the_turn
from bot.engine.conversation_file import ConversationFile
from bot.engine.conversation_length import shortened
from bot.engine.conversation_table import SETTING, ConversationTable, postgresql_of
from bot.engine.refusals import Refusal
from bot.engine.stored_events import packed

HOURS_SETTING = "SIGNPOST_CONVERSATION_HOURS"
DEFAULT_HOURS = 24.0
MOST_HOURS = 24.0 * 366
NANOSECONDS_AN_HOUR = 3_600_000_000_000

THREADS = 4
"""So many turns of an engine may wait for the database at once; each has a connection."""

Result = TypeVar("Result")

MOST_EVENTS = 60
"""A stored conversation of more events is shortened; a turn makes six to ten.

Measured: a turn after 60 earlier ones costs 3.5 ms of processor time with these two numbers, 6.8 ms
with twice them, and a first turn 3.
"""

KEPT_EVENTS = 30
"""At least so many of the latest events stay when it is shortened: three turns or more."""


class StoredTracker(DialogueStateTracker):
    """A tracker that knows as which version it was read: ns since 1970, None for a new one."""

    read_as: int | None = None


class ConversationStore(TrackerStore):
    """Rasa's door to the file of conversations."""

    def __init__(  # noqa: PLR0917 - Rasa hands over endpoints.yml as named arguments
        self,
        domain: Domain | None,
        host: str | None = None,  # noqa: ARG002 - Rasa gives it
        event_broker: EventBroker | None = None,
        path: str = "var/conversations.sqlite3",
        most_events: int = MOST_EVENTS,
        kept_events: int = KEPT_EVENTS,
        hours: float | None = None,
    ) -> None:
        """Open the table, or the file at `path` (relative: to the working directory).

        Raises Refusal if that fails.

        `domain`, `host` (not used) and `event_broker` are Rasa's; the others can be set under
        `tracker_store` in endpoints.yml. `hours` overrides the setting.
        """
        super().__init__(domain, event_broker)
        self.most_events = most_events
        self.kept_events = kept_events
        self.hours = conversation_hours(os.environ) if hours is None else hours
        self._path = Path(path)
        self.open()

    def open(self) -> None:
        """Open the table or the file, also when it was closed; raise Refusal if that fails."""
        url = postgresql_of(os.environ.get(SETTING))
        # A file answers in a tenth of a millisecond; a server may be a network away, and the other
        # turns go on meanwhile.
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="store") if url else None
        self.file = ConversationTable(url) if url else ConversationFile(self._path)

    async def _called(self, call: Callable[..., Result], *values: object) -> Result:
        if self._threads is None:
            return call(*values)
        call = functools.partial(call, *values)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)

    def close(self) -> None:
        """Close the file or the table, when what is under way is done."""
        if self._threads is not None:
            self._threads.shutdown(wait=True)
        self.file.close()

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """Give an empty tracker with the domain's slots."""
        return StoredTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Save a conversation; raise ConversationChangedError if another turn was in between.

        An empty conversation is not saved: there is nothing to remember.
        """
        await self.stream_events(tracker)
        if not tracker.events:
            return
        events = shortened(tracker.events, self.most_events, self.kept_events, self._replay)
        read_as = getattr(tracker, "read_as", None)
        tracker.read_as = await self._called(
            self.file.write, tracker.sender_id, packed(events), read_as
        )

    def _replay(self, events: Sequence[Event]) -> DialogueStateTracker:
        tracker = self.init_tracker("replay")
        tracker.recreate_from_dialogue(Dialogue(tracker.sender_id, list(events)))
        return tracker

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """Give a conversation as it was saved last, or None if there is none or it is too old.

        Raises AnsweredBeforeError in a turn that is saved already (see `answered_turns`).
        """
        row = await self._called(self.file.read, sender_id)
        if row is None:
            return None
        if row.saved < self._oldest():
            await self.delete(sender_id)
            return None
        tracker = self.init_tracker(sender_id)
        events = before_the_turn(orjson.loads(row.tracker), sender_id)
        tracker.recreate_from_dialogue(
            Dialogue.from_parameters({"name": sender_id, "events": events})
        )
        tracker.read_as = row.saved
        return tracker

    async def keys(self) -> Iterable[str]:
        """Give the ids of all conversations."""
        return await self._called(self.file.senders)

    async def delete(self, sender_id: str) -> bool:
        """Forget a conversation at once; tell whether there was one.

        Call it in the conversation's turn (`bot.engine.turn_order`); a turn that is under way in
        another process then fails to save rather than bring the conversation back.
        """
        return await self._called(self.file.delete, sender_id)

    async def forget_old(self) -> int:
        """Forget the conversations that are too old; give how many."""
        return await self._called(self.file.delete_older, self._oldest())

    def _oldest(self) -> int:
        return time.time_ns() - int(self.hours * NANOSECONDS_AN_HOUR)


def conversation_hours(environment: Mapping[str, str]) -> float:
    """Read how many hours after its last turn a conversation is forgotten; refuse nonsense."""
    written = environment.get(HOURS_SETTING) or str(DEFAULT_HOURS)
    try:
        hours = float(written)
    except ValueError:
        hours = 0.0
    if not 0 < hours <= MOST_HOURS:
        raise Refusal(
            f"{HOURS_SETTING} is {written!r}: give a number of hours, more than 0 and at most "
            f"{MOST_HOURS:g}."
        )
    return hours

"""News of conversations, as it happens, for the pages that are open: publish here, listen here.

Nothing is kept: whoever was away asks for what it missed (:mod:`bot.web.told`). Listeners are this
process's own. Where several serve one assistant, :meth:`News.publish` is the one place from which
an event must travel to the others, whose :meth:`News.deliver` then tells their listeners.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.web.refusals import RefusedError

# Tabs and devices of one person, and people behind one school's address.
MOST_OF_A_CONVERSATION = 5
MOST_OF_AN_ADDRESS = 50
# Events that wait for a page which does not take them; then it is let go, and asks again.
MOST_WAITING = 100
# A page that is refused asks again after so many seconds.
ASK_AGAIN = 30

Kind = Literal["turn", "reply", "cleared", "again", "stopped", "started"]


@dataclass(frozen=True)
class Event:
    """Something that a page shows; `data` is plain JSON, in the shapes of GET /chat."""

    kind: Kind
    data: Mapping[str, Any] = field(default_factory=dict)


class EndedError(Exception):
    """There is no more news here: the service stops, or the listener was too slow."""


class Listener:
    """One open page; `is_gone` tells whether its connection is closed."""

    def __init__(self, conversation: str, address: str, is_gone: Callable[[], bool]) -> None:
        self.conversation = conversation
        self.address = address
        self.is_gone = is_gone
        self._events: asyncio.Queue[Event | None] = asyncio.Queue(MOST_WAITING + 1)
        self._has_ended = False

    def tell(self, event: Event) -> None:
        """Have the page told soon; one that lets too much wait hears no more."""
        if self._events.qsize() < MOST_WAITING:
            self._events.put_nowait(event)
        else:
            self.end()

    def end(self) -> None:
        """Let the page go, when it has been told what waits for it."""
        if not self._has_ended:
            self._has_ended = True
            self._events.put_nowait(None)

    async def next(self, patience: float) -> Event | None:
        """The next event; None after so many seconds of silence. Raises :class:`EndedError`."""
        try:
            async with asyncio.timeout(patience):
                event = await self._events.get()
        except TimeoutError:
            return None
        if event is None:
            raise EndedError
        return event


class News:
    """Tells listeners what happens in their conversation."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, list[Listener]] = defaultdict(list)

    def is_followed(self, conversation: str) -> bool:
        """Whether anybody may listen to the conversation: else nothing need be published."""
        return conversation in self._listeners

    def publish(self, conversation: str, event: Event) -> None:
        """Tell whoever listens to the conversation; returns at once, and never fails."""
        self.deliver(conversation, event)

    async def run(self) -> None:
        """Carry news to and from other services; here there are none."""

    def deliver(self, conversation: str, event: Event) -> None:
        """Tell those who listen to it in this process."""
        for listener in self._listeners.get(conversation, ()):
            listener.tell(event)

    def deliver_to_all(self, event: Event) -> None:
        """Tell everybody who listens in this process."""
        for listener in self._all():
            listener.tell(event)

    @contextmanager
    def listen(
        self, conversation: str, address: str, is_gone: Callable[[], bool]
    ) -> Iterator[Listener]:
        """A listener to the conversation's news from now on.

        Raises :class:`RefusedError` "too_many_pages" where too many listen already.
        """
        self._make_room(conversation, address)
        listener = Listener(conversation, address, is_gone)
        self._listeners[conversation].append(listener)
        try:
            yield listener
        finally:
            self._drop(listener)

    def close(self) -> None:
        """End all listening, when the service stops."""
        for listener in self._all():
            listener.end()

    def _all(self) -> list[Listener]:
        return [one for listeners in self._listeners.values() for one in listeners]

    def _make_room(self, conversation: str, address: str) -> None:
        everybody = self._all()
        for listener in everybody:
            if listener.is_gone():
                listener.end()
                self._drop(listener)
        of_address = sum(one.address == address for one in self._all())
        of_conversation = len(self._listeners.get(conversation, ()))
        if of_conversation >= MOST_OF_A_CONVERSATION or of_address >= MOST_OF_AN_ADDRESS:
            raise RefusedError("too_many_pages", retry_after=ASK_AGAIN)

    def _drop(self, listener: Listener) -> None:
        listeners = self._listeners.get(listener.conversation, [])
        if listener in listeners:
            listeners.remove(listener)
        if not listeners:
            self._listeners.pop(listener.conversation, None)

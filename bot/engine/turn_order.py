"""One turn at a time in a conversation, in the order in which the messages came.

Rasa's own lock has a waiting turn look again once a second, so that a second message sent while
the first is being answered takes a second more; its tickets expire after 60 s, after which two
turns could run side by side. Here the end of a turn wakes the next one at once, and nothing
expires: a turn ends by itself, since every action call has its time limit.

The order holds inside one engine process. Several services keep a conversation in order among
themselves (bot/web/turn_order.py), before any engine is asked; and two engines that are in one
conversation all the same cannot both save (`conversation_table`, `answered_turns`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, LockStore
from rasa.utils.endpoints import EndpointConfig


class Queue:
    """The turns of one conversation: a fair lock, and how many hold it or wait for it."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self.lock = asyncio.Lock()
        self.turns = 0


class TurnOrder(LockStore):
    """The lock store that endpoints.yml names; holds a queue only while turns are in it."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:  # noqa: ARG002
        """Take Rasa's argument for a lock store; there is nothing to configure."""
        self._queues: dict[str, Queue] = {}

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,  # noqa: ARG002 - Rasa's
        wait_time_in_seconds: float = 1,  # noqa: ARG002 - Rasa's
    ) -> AsyncIterator[TicketLock]:
        """Wait for this conversation's earlier turns, then hold it; the times are not used."""
        queue = self._queues.setdefault(conversation_id, Queue())
        queue.turns += 1
        try:
            async with queue.lock:
                yield TicketLock(conversation_id)
        finally:
            queue.turns -= 1
            if not queue.turns:
                del self._queues[conversation_id]

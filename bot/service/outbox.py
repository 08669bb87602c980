"""Sends the mails that were queued with their enquiries: at least once, and never as another.

A mail is taken for a while, handed over, and noted as sent.  Whoever dies in between leaves it to
be taken again, under the Message-ID that it got when it was taken first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NoReturn

import structlog

from bot.service.letters import Letters
from bot.service.transports import MailDelayedError, MailRefusedError, Transport
from bot.store.database import Store, StoreError
from bot.store.mails import Taken, note_dead, note_failed, note_sent, take_due

log = structlog.get_logger()


@dataclass(frozen=True)
class Patience:
    """How the outbox waits.

    It looks every `look_every`, or when woken; takes `together` mails for `lease`, which is
    longer than sending takes; waits `first_delay` after a failure, twice as long after each
    further one up to `longest_delay`, and gives up after `most_tries` (about three days).
    """

    look_every: timedelta = timedelta(seconds=5)
    lease: timedelta = timedelta(minutes=3)
    first_delay: timedelta = timedelta(minutes=1)
    longest_delay: timedelta = timedelta(hours=4)
    most_tries: int = 25
    together: int = 5


class Outbox:
    """The sender of mails; one or several may run on the same store."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        letters: Letters,
        domain: str,
        now: Callable[[], datetime],
        *,
        patience: Patience | None = None,
    ) -> None:
        self._store = store
        self._transport = transport
        self._letters = letters
        self._domain = domain
        self._now = now
        self._patience = patience or Patience()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at once: something was queued."""
        self._woken.set()

    async def run(self) -> NoReturn:
        """Send until cancelled; no failure ends it."""
        while True:
            self._woken.clear()
            try:
                found = await self.send_due()
            except StoreError as error:
                log.warning("outbox cannot reach the store", failure=str(error))
                found = 0
            if not found:
                await self._rest()

    async def send_due(self) -> int:
        """Try some of the mails that are due; returns how many."""
        patience = self._patience
        mails = await self._store.write(
            take_due, self._now(), self._domain, patience.lease, patience.together
        )
        await asyncio.gather(*map(self._send, mails))
        return len(mails)

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience.look_every.total_seconds()):
                await self._woken.wait()

    async def _send(self, mail: Taken) -> None:
        try:
            await self._transport.send(self._letters.message(mail))
        except MailDelayedError as error:
            await self._delay(mail, str(error))
        except MailRefusedError as error:
            await self._give_up(mail, str(error))
        except Exception as error:  # noqa: BLE001 - one mail's fault must not stop the others
            await self._delay(mail, type(error).__name__)
        else:
            await self._store.write(note_sent, mail.id, self._now())
            log.info("mail sent", mail=mail.id, kind=mail.kind, tries=mail.tries)

    async def _delay(self, mail: Taken, failure: str) -> None:
        if mail.tries >= self._patience.most_tries:
            await self._give_up(mail, failure)
            return
        next_try_at = self._now() + delay_after(mail.tries, self._patience)
        await self._store.write(note_failed, mail.id, failure, next_try_at)
        log.warning("mail delayed", mail=mail.id, failure=failure, tries=mail.tries)

    async def _give_up(self, mail: Taken, failure: str) -> None:
        await self._store.write(note_dead, mail.id, failure, self._now())
        log.error("mail could not be sent", mail=mail.id, failure=failure, tries=mail.tries)


def delay_after(tries: int, patience: Patience) -> timedelta:
    """How long to wait after the try of this number, from 1."""
    doubled: int = 2 ** min(tries - 1, 30)
    return min(patience.first_delay * doubled, patience.longest_delay)

"""A service in the small that the tests kill: it leaves enquiries and sends mail until it dies."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing.connection import Connection

import psycopg
import structlog
from sqlalchemy.orm import configure_mappers

from bot.mail_server import MailServer
from bot.service.outbox import Outbox, Patience
from bot.service.transports import SmtpTransport
from bot.store.database import Store, open_engine
from bot.store.mails import backlog
from tests.service.mail.conftest import make_letters
from tests.support.enquirers import leave

# Short, so that what a killed process had taken is sent within the test.
LEASE = timedelta(milliseconds=400)
# Loaded once, before any process is started, so that each starts in milliseconds.
LETTERS = make_letters()
configure_mappers()
psycopg.pq.version()
# So that sending keeps up with leaving, and a process dies now in the one, now in the other.
BETWEEN = 0.02
PATIENCE = Patience(
    look_every=timedelta(milliseconds=5), lease=LEASE, first_delay=timedelta(milliseconds=50)
)


def live(database: str, port: int, told: Connection, begun: int) -> None:
    """Leave enquiries with the keys from `begun` on, and send their mails, until killed.

    `told` hears of each that was acknowledged, as a browser would.
    """
    asyncio.run(_live(database, port, told, begun))


def send_the_rest(database: str, port: int) -> None:
    """Send what is left, and end."""
    asyncio.run(_send_the_rest(database, port))


async def _live(database: str, port: int, told: Connection, begun: int) -> None:
    store, outbox = _parts(database, port)
    sending = asyncio.create_task(outbox.run())
    for number in count(begun):
        await asyncio.to_thread(leave, store, now=_now(), key=f"key {number}")
        told.send(number)
        outbox.wake()
        assert not sending.done()
        await asyncio.sleep(BETWEEN)


async def _send_the_rest(database: str, port: int) -> None:
    store, outbox = _parts(database, port)
    while (await store.read(backlog)).waiting:
        if not await outbox.send_due():
            await asyncio.sleep(0.05)
    store.close()


def _parts(database: str, port: int) -> tuple[Store, Outbox]:
    quiet = structlog.make_filtering_bound_logger(logging.CRITICAL)
    structlog.configure(wrapper_class=quiet)
    store = Store(open_engine(database))
    transport = SmtpTransport(MailServer("127.0.0.1", port, "none"), answer_within=5)
    domain = "fenshire.example"
    return store, Outbox(store, transport, LETTERS, domain, _now, patience=PATIENCE)


def _now() -> datetime:
    return datetime.now(UTC)

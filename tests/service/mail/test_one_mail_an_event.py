"""Everything that happens to an enquiry sends one mail to whom it concerns, and no second one."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest

from bot.mail_server import MailServer
from bot.routing import Owner, Reason, Routed
from bot.service.outbox import Outbox
from bot.service.transports import SmtpTransport
from bot.store import desk, enquiries, queries, staffing
from bot.store.database import Store, open_engine
from tests.support.enquirers import DUE, NEW, NOW, TODAY, advisor, leave
from tests.support.mail_servers import mail_server

REFERENCE = re.compile(r"FS-\w{4}-\w{4}")
ASH, COVER = "ash@desk.example", "bo@desk.example"


@pytest.fixture
def store(database_url):
    """A store on SQLite and on PostgreSQL."""
    store = Store(open_engine(database_url))
    yield store
    store.close()


@pytest.fixture
def mailbox():
    """A willing server's mailbox, with `port` to reach it."""
    with mail_server() as (mailbox, port):
        mailbox.port = port
        yield mailbox


@pytest.fixture
def outboxes(store, letters, clock, mailbox):
    """Two senders on the same store, as two processes would be."""
    server = MailServer("127.0.0.1", mailbox.port, "none")
    return [
        Outbox(store, SmtpTransport(server), letters, "fenshire.example", clock) for _ in range(2)
    ]


def life_of(store):
    """Everything that can happen to an enquiry while its advisor is away on the last day."""
    ash, bo = advisor(store, "Ash Reed"), advisor(store, "Bo Fern")
    reference = leave(store).reference
    later = NOW + timedelta(days=1)
    owner = Routed(Owner(ash.id, ash.name, ASH), Reason("area"), area="west")

    def seen():
        return store.read_now(queries.find, reference).version

    def writes(key, day):
        given = {"text": key, "key": key, "due_at": DUE, "now": later, "today": day}
        store.write_now(enquiries.write, reference, **given)

    def answers(key):
        store.write_now(desk.reply, ash, reference, seen(), text=key, key=key, now=NOW)

    store.write_now(
        desk.reassign, bo, reference, seen(), routed=owner, reason="Ash's school", now=NOW
    )
    store.write_now(desk.claim, ash, reference, seen(), now=NOW)
    store.write_now(desk.note, ash, reference, text="For the desk.", key="note", now=NOW)
    answers("the first reply")
    writes("asks again", TODAY)
    answers("the second reply")
    store.write_now(desk.close, ash, reference, seen(), now=NOW)
    store.write_now(desk.reopen, ash, reference, seen(), due_at=DUE, now=NOW)
    store.write_now(staffing.add_absence, ash.id, later.date(), later.date(), bo.id)
    writes("asks while Ash is away", later.date())


async def test_each_event_is_one_mail_to_whom_it_concerns(store, outboxes, mailbox, clock):
    """To the asker, the advisor or the cover; two senders at once send none twice (R6)."""
    life_of(store)
    clock.after(days=1)
    while any(await asyncio.gather(*[outbox.send_due() for outbox in outboxes])):
        pass
    sent = sorted(
        (message["To"].addresses[0].addr_spec, REFERENCE.sub("…", str(message["Subject"])))
        for message in mailbox.messages
    )
    assert sent == sorted(
        [
            (NEW.email, "We have your enquiry …"),
            (
                "west@advisors.example",
                "New enquiry …, to be answered by Wednesday 25 November 2026 at 09:30",
            ),
            (ASH, "Enquiry … is now yours, to be answered by Wednesday 25 November 2026 at 09:30"),
            (NEW.email, "There is a reply to your enquiry …"),
            (NEW.email, "Your enquiry … is open again"),
            (ASH, "The asker has written again: enquiry …"),
            (NEW.email, "There is a reply to your enquiry …"),
            (NEW.email, "Your enquiry … is closed"),
            (NEW.email, "Your enquiry … is open again"),
            (COVER, "The asker has written again: enquiry …"),
        ]
    )
    assert len(set(mailbox.ids())) == len(sent)

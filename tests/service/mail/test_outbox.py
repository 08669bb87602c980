"""Mail reaches real servers at least once and under one Message-ID, whatever the servers do."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from bot.mail_server import MailServer
from bot.service.outbox import Outbox, Patience, delay_after
from bot.service.transports import FileTransport, MailDelayedError, SmtpTransport, transport_of
from bot.settings import Settings
from bot.store import mails, queries
from bot.store.database import StoreError
from tests.support.enquirers import NEW, NOW, leave
from tests.support.mail_servers import SLOW_SECONDS, certificate, mail_server, only

DOMAIN = "fenshire.example"
PATIENCE = Patience(together=10)


@pytest.fixture
def mailbox():
    """A willing server's mailbox, with `port` to reach it."""
    with mail_server() as (mailbox, port):
        mailbox.port = port
        yield mailbox


@pytest.fixture
def outbox(store, letters, clock, mailbox):
    """An outbox that hands over to the mailbox's server."""
    return outbox_waiting(5, store, letters, clock, mailbox)


@pytest.fixture
def impatient_outbox(store, letters, clock, mailbox):
    """One that gives a slow server up."""
    return outbox_waiting(SLOW_SECONDS / 2, store, letters, clock, mailbox)


def outbox_waiting(seconds, store, letters, clock, mailbox):
    """An outbox that waits so long for the server's answer."""
    server = MailServer("127.0.0.1", mailbox.port, "none")
    transport = SmtpTransport(server, answer_within=seconds)
    return Outbox(store, transport, letters, DOMAIN, clock, patience=PATIENCE)


async def until(happened):
    """Wait until it has, for at most four seconds; looks again and again."""
    for _ in range(200):
        if happened():
            return
        await asyncio.sleep(0.02)


async def test_an_enquiry_is_acknowledged_and_the_advisor_told(store, outbox, mailbox):
    """One mail each, and none when the outbox looks again."""
    leave(store)
    assert [await outbox.send_due(), await outbox.send_due()] == [2, 0]
    assert {message["To"].addresses[0].addr_spec for message in mailbox.messages} == {
        NEW.email,
        "west@advisors.example",
    }
    assert store.read_now(mails.backlog) == mails.Backlog(waiting=0, dead=0)


async def test_a_refused_address_is_a_dead_letter_at_once(store, outbox, mailbox):
    """The desk shows it, and it can be tried again under its own Message-ID."""
    mailbox.refused.add(NEW.email)
    leave(store)
    await outbox.send_due()
    (dead,) = store.read_now(mails.dead_mails)
    assert (dead.kind, dead.failure) == ("received", "SMTPRecipientRefused 550")
    mailbox.refused.clear()
    store.write_now(mails.retry_mail, dead.id, NOW)
    await outbox.send_due()
    assert mailbox.ids()[-1] == dead.message_id
    with pytest.raises(mails.NoMailError):
        store.write_now(mails.retry_mail, dead.id, NOW)


async def test_content_refused_for_good_is_dead_too(store, outbox, mailbox):
    """A server that will not have the mail will not have it tomorrow."""
    mailbox.answers = ["554 no, thank you"] * 2
    leave(store)
    await outbox.send_due()
    assert store.read_now(mails.backlog) == mails.Backlog(waiting=0, dead=2)


@pytest.mark.parametrize("answer", ["451 try later", "slow"])
async def test_a_busy_or_slow_server_is_tried_again(
    store, impatient_outbox, mailbox, clock, answer
):
    """After a minute, and not before."""
    mailbox.answers = [answer]
    leave(store, email=None)
    await impatient_outbox.send_due()
    clock.after(seconds=59)
    assert await impatient_outbox.send_due() == 0
    clock.after(seconds=1)
    if answer == "slow":
        await asyncio.sleep(SLOW_SECONDS)
    assert await impatient_outbox.send_due() == 1
    assert len(mailbox.messages) == 1


async def test_a_server_that_dies_after_taking_it_gets_it_again(store, outbox, mailbox, clock):
    """At least once: and both copies bear the same Message-ID, so that mailboxes show one."""
    mailbox.answers = ["die"]
    leave(store, email=None)
    await outbox.send_due()
    clock.after(minutes=1)
    await outbox.send_due()
    assert len(mailbox.messages) == 2
    assert len(set(mailbox.ids())) == 1
    assert bytes(mailbox.messages[0]) == bytes(mailbox.messages[1])


async def test_no_server_at_all_delays_and_in_the_end_gives_up(store, letters, clock):
    """Some three days of trying; then a person has to look."""
    transport = SmtpTransport(MailServer("127.0.0.1", 1, "none"))
    outbox = Outbox(store, transport, letters, DOMAIN, clock, patience=PATIENCE)
    leave(store, email=None)
    started = clock.now
    while store.read_now(mails.backlog).waiting:
        await outbox.send_due()
        clock.after(minutes=1 if clock.now - started < timedelta(hours=5) else 60)
    (dead,) = store.read_now(mails.dead_mails)
    assert dead.failure == "SMTPConnectError"
    assert dead.tries == PATIENCE.most_tries
    assert timedelta(days=2.5) < dead.dead_at - started < timedelta(days=4)


async def test_a_sender_that_died_leaves_its_mail_to_be_sent(store, outbox, mailbox, clock):
    """Taken, never noted as sent: after the lease it is taken again, as the same mail."""
    leave(store, email=None)
    (taken,) = store.write_now(mails.take_due, clock(), DOMAIN, PATIENCE.lease)
    assert await outbox.send_due() == 0
    clock.after(minutes=3)
    await outbox.send_due()
    assert mailbox.ids() == [taken.message_id]


async def test_one_recipient_s_failure_keeps_nobody_waiting(store, outbox, mailbox):
    """Even one whose address cannot be written into a mail."""
    leave(store, email="not an address")
    await outbox.send_due()
    assert len(mailbox.messages) == 1
    assert store.read_now(mails.backlog).waiting == 1


async def test_it_sends_as_soon_as_it_is_woken(store, outbox, mailbox):
    """Nobody waits for the next look."""
    task = asyncio.create_task(outbox.run())
    await asyncio.sleep(0.2)
    leave(store)
    outbox.wake()
    await until(lambda: len(mailbox.messages) == 2)
    task.cancel()
    assert len(mailbox.messages) == 2


async def test_it_outlives_a_store_that_is_away(store, letters, clock, mailbox, monkeypatch):
    """A locked database ends no outbox."""
    transport = SmtpTransport(MailServer("127.0.0.1", mailbox.port, "none"))
    patience = Patience(look_every=timedelta(milliseconds=20))
    outbox = Outbox(store, transport, letters, DOMAIN, clock, patience=patience)
    leave(store, email=None)
    with monkeypatch.context() as patch:
        patch.setattr("bot.service.outbox.take_due", _locked)
        task = asyncio.create_task(outbox.run())
        await asyncio.sleep(0.1)
    await until(lambda: mailbox.messages)
    task.cancel()
    assert len(mailbox.messages) == 1


def _locked(*_arguments):
    raise StoreError("OperationalError")


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_encrypted_with_a_password(tmp_path, store, letters, clock, security):
    """Both ways of TLS; a wrong password delays the mail, since it is not the mail's fault."""
    server_side, client_side = certificate(tmp_path)
    tls = {"ssl_context": server_side} if security == "tls" else {"tls_context": server_side}
    # A server that speaks TLS from the start does not know it: it would not let anybody sign in.
    asked = {"auth_require_tls": False} if security == "tls" else {"auth_required": True}
    options = {"authenticator": only("us", "right"), **asked, **tls}
    leave(store, email=None)
    with mail_server(**options) as (mailbox, port):
        for password, sent in (("wrong", 0), ("right", 1)):
            server = MailServer("127.0.0.1", port, security, "us", password)
            transport = SmtpTransport(server, answer_within=5, tls=client_side)
            await Outbox(store, transport, letters, DOMAIN, clock).send_due()
            assert len(mailbox.messages) == sent
            clock.after(minutes=1)


async def test_a_certificate_of_somebody_else_is_not_trusted(tmp_path, store, letters, clock):
    """Nobody in between reads the mail."""
    leave(store, email=None)
    with mail_server(ssl_context=certificate(tmp_path)[0]) as (mailbox, port):
        transport = SmtpTransport(MailServer("127.0.0.1", port, "tls"), answer_within=5)
        await Outbox(store, transport, letters, DOMAIN, clock).send_due()
        assert mailbox.messages == []
    assert store.read_now(mails.backlog).waiting == 1


async def test_without_a_server_mail_is_written_into_files(tmp_path, store, letters, clock):
    """Whole files, and the same file when a mail is written again."""
    transport = transport_of(Settings(var=tmp_path))
    assert isinstance(transport, FileTransport)
    reference = leave(store, email=None).reference
    for _ in range(2):
        await Outbox(store, transport, letters, DOMAIN, clock).send_due()
        mail = store.read_now(queries.whole, reference).mails[0]
        store.write_now(mails.note_failed, mail.id, "again", clock())
    (path,) = (tmp_path / "mail").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["Message-ID"] == mail.message_id
    assert reference in message["Subject"]


async def test_a_folder_that_cannot_be_written_delays(tmp_path, letters, store, clock):
    """A full disk loses no mail."""
    (tmp_path / "mail").write_text("in the way")
    leave(store, email=None)
    (taken,) = store.write_now(mails.take_due, clock(), DOMAIN, PATIENCE.lease)
    with pytest.raises(MailDelayedError):
        await FileTransport(tmp_path / "mail").send(letters.message(taken))


def test_delays_double_up_to_four_hours():
    """One minute, two, four, and at most four hours."""
    minutes = [delay_after(tries, Patience()) / timedelta(minutes=1) for tries in (1, 2, 3, 9, 50)]
    assert minutes == [1, 2, 4, 240, 240]

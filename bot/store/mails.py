"""The outbox: mails that wait, are taken for sending, are sent, or could not be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.store.base import AbsentError
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import Enquiry, EnquiryMessage, Mail, MailKind


class NoMailError(AbsentError):
    """No mail has this id."""


_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Taken:
    """A mail taken for sending, with all that its words need; a digest has no enquiry."""

    id: int
    message_id: str
    kind: MailKind
    recipient: str
    recipient_name: str
    queued_at: datetime
    tries: int
    enquiry: Enquiry | None
    text: str | None
    listed: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Backlog:
    """What waits and what could not be sent, for readiness and measures."""

    waiting: int
    dead: int


def queue_mail(
    session: Session,
    kind: MailKind,
    enquiry: Enquiry,
    now: datetime,
    recipient: tuple[str, str],
    *,
    message: EnquiryMessage | None = None,
) -> None:
    """Queue the one mail of an event, to (address, name); to be sent after the transaction."""
    mark = f"message {message.id}" if message else f"version {enquiry.version}"
    mail = _mail(f"{kind}, enquiry {enquiry.id}, {mark}", kind, recipient, now)
    mail.enquiry_id, mail.carries = enquiry.id, message.id if message else None
    session.add(mail)
    session.flush()


def queue_alarm(
    session: Session, kind: MailKind, enquiry: Enquiry, now: datetime, recipient: tuple[str, str]
) -> None:
    """Queue the one mail that tells somebody of this due date, however often it is looked at."""
    due, whom = int(enquiry.due_at.timestamp()), _short_hash(recipient[0])
    mail = _mail(f"{kind}, enquiry {enquiry.id}, due {due}, {whom}", kind, recipient, now)
    mail.enquiry_id = enquiry.id
    session.add(mail)
    session.flush()


def queue_digest(
    session: Session, account: Account, day: date, now: datetime, listed: Mapping[str, Any]
) -> None:
    """Queue somebody's digest of a day, once; it keeps what it lists, so that each try is alike."""
    event = digest_event(account.id, day)
    mail = _mail(event, "digest", (account.email, account.name), now)
    mail.listed = dict(listed)
    session.add(mail)
    session.flush()


def digest_event(account_id: int, day: date) -> str:
    """What names somebody's digest of a day."""
    return f"digest, account {account_id}, {day.isoformat()}"


def events_of(session: Session, events: Sequence[str]) -> frozenset[str]:
    """Those of the events that have their mail already."""
    return frozenset(session.scalars(select(Mail.event).where(Mail.event.in_(events))))


def _mail(event: str, kind: MailKind, recipient: tuple[str, str], now: datetime) -> Mail:
    address, name = recipient
    return Mail(
        event=event,
        kind=kind,
        recipient=address,
        recipient_name=name,
        queued_at=now,
        next_try_at=now,
    )


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def take_due(
    session: Session, now: datetime, domain: str, lease: timedelta, limit: int = 20
) -> list[Taken]:
    """Take mails that are due, oldest first, for as long as `lease`.

    A taker that dies leaves its mails to be taken again after the lease, under the same
    Message-ID, which each gets here when it is taken for the first time.
    """
    due = select(Mail).where(Mail.next_try_at <= now).order_by(Mail.next_try_at, Mail.id)
    mails = session.scalars(due.limit(limit).with_for_update(skip_locked=True)).all()
    enquiries, texts = _enquiries_of(session, mails), _texts_of(session, mails)
    taken = []
    for mail in mails:
        mail.message_id = message_id = mail.message_id or _message_id(mail, domain)
        mail.next_try_at = now + lease
        mail.tries += 1
        text = texts.get(mail.carries or 0)
        enquiry = enquiries[mail.enquiry_id] if mail.enquiry_id is not None else None
        taken.append(_taken(mail, message_id, enquiry, text))
    return taken


def note_sent(session: Session, mail_id: int, now: datetime) -> None:
    """The mail has reached the next server: it is never taken again."""
    _settle(session, mail_id, sent_at=now, next_try_at=None, failure=None)


def note_failed(session: Session, mail_id: int, failure: str, next_try_at: datetime) -> None:
    """The mail could not be sent; it is tried again. `failure` is a kind or code, no text."""
    _settle(session, mail_id, failure=failure, next_try_at=next_try_at)


def note_dead(session: Session, mail_id: int, failure: str, now: datetime) -> None:
    """The mail will not be tried again by itself: the desk shows it."""
    _settle(session, mail_id, failure=failure, dead_at=now, next_try_at=None)


def count_as_sent(session: Session) -> None:
    """Let nothing that waits be sent: for a demonstration, whose people are invented."""
    waiting = update(Mail).where(Mail.sent_at.is_(None))
    session.execute(waiting.values(sent_at=Mail.queued_at, next_try_at=None))


def dead_mails(session: Session) -> Sequence[Mail]:
    """The mails that could not be sent, newest first."""
    dead = select(Mail).where(Mail.dead_at.is_not(None)).order_by(Mail.dead_at.desc())
    return session.scalars(dead).all()


def retry_mail(session: Session, mail_id: int, now: datetime) -> Mail:
    """Try a dead mail again, under its own Message-ID; raises :class:`NoMailError`."""
    mail = session.get(Mail, mail_id)
    if mail is None or mail.dead_at is None:
        raise NoMailError(mail_id)
    mail.dead_at, mail.tries, mail.next_try_at = None, 0, now
    return mail


def backlog(session: Session) -> Backlog:
    """How many mails wait and how many are dead."""
    # "After the first moment of all" is found by the index; "not null" would read every mail.
    waiting = select(func.count(Mail.id)).where(Mail.next_try_at >= _EVER).scalar_subquery()
    dead = select(func.count(Mail.id)).where(Mail.dead_at >= _EVER).scalar_subquery()
    counts = session.execute(select(waiting, dead)).one()
    return Backlog(counts[0], counts[1])


def _settle(session: Session, mail_id: int, **values: object) -> None:
    session.execute(update(Mail).where(Mail.id == mail_id).values(**values))


def _message_id(mail: Mail, domain: str) -> str:
    """The same for the same event, whoever makes it (RFC 5322, 3.6.4)."""
    event = f"{mail.event}, {mail.queued_at.isoformat()}"
    return f"<{hashlib.sha256(event.encode()).hexdigest()[:32]}@{domain}>"


def _enquiries_of(session: Session, mails: Sequence[Mail]) -> dict[int, Enquiry]:
    ids = {mail.enquiry_id for mail in mails if mail.enquiry_id is not None}
    rows = session.scalars(select(Enquiry).where(Enquiry.id.in_(ids)))
    return {enquiry.id: enquiry for enquiry in rows}


def _texts_of(session: Session, mails: Sequence[Mail]) -> dict[int, str]:
    ids = {mail.carries for mail in mails if mail.carries}
    rows = select(EnquiryMessage.id, EnquiryMessage.text).where(EnquiryMessage.id.in_(ids))
    return {row.id: row.text for row in session.execute(rows)}


def _taken(mail: Mail, message_id: str, enquiry: Enquiry | None, text: str | None) -> Taken:
    return Taken(
        id=mail.id,
        message_id=message_id,
        kind=mail.kind,
        recipient=mail.recipient,
        recipient_name=mail.recipient_name,
        queued_at=mail.queued_at,
        tries=mail.tries,
        enquiry=enquiry,
        text=text,
        listed=mail.listed,
    )

"""What the changes of an enquiry are made of; used by :mod:`enquiries` and :mod:`desk` here."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.enquiries import WAITING, MessageKind, MoveName, check_version, status_after
from bot.routing import Owner, stand_in
from bot.store.audit import Actor, record
from bot.store.enquiry_tables import Enquiry, EnquiryMessage
from bot.store.mails import queue_mail
from bot.store.queries import find_to_change
from bot.store.search import add_words
from bot.store.staffing import staffing
from bot.urgency import Kind


def moved(
    session: Session,
    move: MoveName,
    actor: Actor,
    reference: str,
    now: datetime,
    *,
    seen: int | None = None,
    reason: str = "",
) -> Enquiry:
    """The enquiry, locked and in its new status; `seen` is checked first, where it is given."""
    enquiry = find_to_change(session, reference)
    if seen is not None:
        check_version(enquiry.standing, seen)
    enquiry.status = status_after(enquiry.standing, move, actor.role, now, reason)
    enquiry.version += 1
    enquiry.changed_at = now
    if enquiry.status not in WAITING:
        enquiry.urgent = None
    return enquiry


def begin_again(
    session: Session, enquiry: Enquiry, due_at: datetime, now: datetime, actor: Actor
) -> None:
    """What every reopening does: a new date, an audit row, a mail to the asker."""
    enquiry.due_at, enquiry.settled_at = due_at, None
    enquiry.reopenings += 1
    record(session, now, actor, "reopen", ("enquiry", enquiry.id), "due_at", "status")
    if enquiry.email:
        queue_mail(session, "reopened", enquiry, now, (enquiry.email, enquiry.name))


def own(enquiry: Enquiry, owner: Owner) -> None:
    """Give the enquiry to an owner."""
    enquiry.owner_id = owner.id
    enquiry.owner_name, enquiry.owner_email = owner.name, owner.email


def add_message(
    session: Session,
    enquiry: Enquiry,
    kind: MessageKind,
    actor: Actor,
    *,
    text: str,
    key: str,
    now: datetime,
    urgent: Kind | None = None,
) -> EnquiryMessage:
    """Add a message; `key` is the idempotency key with which it was sent.

    With `urgent` it may be about somebody at risk, which marks the enquiry until it is answered.
    """
    name = enquiry.name if actor.role == "asker" else actor.name
    message = EnquiryMessage(
        enquiry_id=enquiry.id,
        kind=kind,
        author_id=actor.id,
        author_name=name,
        text=text,
        at=now,
        key=key,
        urgent=urgent,
    )
    enquiry.urgent = enquiry.urgent or urgent
    session.add(message)
    session.flush()
    add_words(session, enquiry, name, text)
    return message


def keep_reason(
    session: Session, enquiry: Enquiry, actor: Actor, reason: str, now: datetime
) -> None:
    """Keep the reason of a move as a note, where one is given."""
    if reason.strip():
        key = f"reason {enquiry.id} {enquiry.version}"
        add_message(session, enquiry, "note", actor, text=reason, key=key, now=now)


def is_sent(session: Session, key: str) -> bool:
    """Whether a message was sent with this idempotency key already."""
    sent = select(EnquiryMessage.id).where(EnquiryMessage.key == key)
    return session.scalars(sent).first() is not None


def who_is_told(session: Session, enquiry: Enquiry, today: date) -> tuple[str, str]:
    """Address and name of whoever acts for the owner on that day: the owner, or the cover."""
    if enquiry.owner_id is not None:
        colleague = stand_in(enquiry.owner_id, staffing(session), today)
        if colleague:
            return colleague.email, colleague.name
    return enquiry.owner_email, enquiry.owner_name

"""What the asker does: leave an enquiry, and write again; each is one transaction's work."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.enquiries import NewEnquiry
from bot.references import new_reference
from bot.store.audit import ASKER, record
from bot.store.changes import add_message, begin_again, is_sent, moved, own, who_is_told
from bot.store.enquiry_tables import CopiedTurnRow, Enquiry, MailKind
from bot.store.mails import queue_mail
from bot.store.queries import by_key, find_to_change
from bot.urgency import Kind

Choose = Callable[[str], str]


@dataclass(frozen=True)
class Created:
    """The enquiry, and whether this call made it or an earlier one with the same key did."""

    enquiry: Enquiry
    is_new: bool


def create_enquiry(
    session: Session,
    new: NewEnquiry,
    *,
    prefix: str,
    due_at: datetime,
    now: datetime,
    choose: Choose = secrets.choice,
) -> Created:
    """Make the enquiry with its message, copied turns, audit row and mails, once for a key."""
    if existing := by_key(session, new.key):
        return Created(existing, is_new=False)
    enquiry = _enquiry(new, _free_reference(session, prefix, choose), due_at, now)
    try:
        with session.begin_nested():
            session.add(enquiry)
    except IntegrityError:
        # Another process made it between our look and our insert: it has written the rest.
        if existing := by_key(session, new.key):
            return Created(existing, is_new=False)
        raise
    message = add_message(
        session,
        enquiry,
        "asker",
        ASKER,
        text=new.question,
        key=new.key,
        now=now,
        urgent=new.urgent,
    )
    record(session, now, ASKER, "create", ("enquiry", enquiry.id), *_given(new))
    if enquiry.email:
        queue_mail(
            session, "received", enquiry, now, (enquiry.email, enquiry.name), message=message
        )
    kind: MailKind = "at_risk" if new.urgent else "new"
    owner = (enquiry.owner_email, enquiry.owner_name)
    queue_mail(session, kind, enquiry, now, owner, message=message)
    return Created(enquiry, is_new=True)


def write(
    session: Session,
    reference: str,
    *,
    text: str,
    key: str,
    due_at: datetime,
    now: datetime,
    today: date,
    urgent: Kind | None = None,
) -> Enquiry:
    """Keep the asker's further message, once for a key; within 28 days it opens the enquiry again.

    `due_at` counts where it does; the owner, or on `today` the cover, gets a mail. An `urgent` one,
    about somebody who may be at risk, is kept like any other, with its mark: whoever wrote it was
    told whom to ring, and if they did not, it must not be lost as well.
    """
    enquiry = find_to_change(session, reference)
    if is_sent(session, key):
        return enquiry
    before = enquiry.status
    enquiry = moved(session, "write", ASKER, reference, now)
    message = add_message(
        session, enquiry, "asker", ASKER, text=text, key=key, now=now, urgent=urgent
    )
    changed = ("messages", "urgent") if urgent else ("messages",)
    record(session, now, ASKER, "write", ("enquiry", enquiry.id), *changed)
    if enquiry.status == "reopened" != before:
        begin_again(session, enquiry, due_at, now, ASKER)
    recipient = who_is_told(session, enquiry, today)
    kind: MailKind = "at_risk" if urgent else "continued"
    queue_mail(session, kind, enquiry, now, recipient, message=message)
    return enquiry


def _enquiry(new: NewEnquiry, reference: str, due_at: datetime, now: datetime) -> Enquiry:
    enquiry = Enquiry(
        reference=reference,
        key=new.key,
        conversation=new.conversation,
        status="received",
        version=1,
        received_at=now,
        changed_at=now,
        due_at=due_at,
        area=new.route.area,
        district=new.route.district,
        reason=asdict(new.route.reason),
        name=new.name,
        role=new.role,
        setting=new.setting,
        place=new.place,
        email=new.email,
        phone=new.phone,
        topic=new.topic,
        turns=[
            CopiedTurnRow(position=position, said=turn.said, answered=turn.answered, at=turn.at)
            for position, turn in enumerate(new.turns)
        ],
    )
    own(enquiry, new.route.owner)
    return enquiry


def _free_reference(session: Session, prefix: str, choose: Choose) -> str:
    while True:
        reference = new_reference(prefix, choose)
        taken = select(Enquiry.id).where(Enquiry.reference == reference)
        if session.scalars(taken).first() is None:
            return reference


def _given(new: NewEnquiry) -> list[str]:
    """The names of the fields that were filled."""
    return [name for name, value in vars(new).items() if value and name not in {"key", "route"}]

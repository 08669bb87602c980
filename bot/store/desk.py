"""What advisors do to an enquiry: each function is one transaction, with audit row and mail.

`seen` is the version that the page showed: :class:`bot.enquiries.MoveRefusedError` where another
has changed the enquiry since, or where the move is not allowed;
:class:`bot.store.queries.NoEnquiryError` for an unknown reference.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.enquiries import status_after
from bot.routing import Routed
from bot.store.accounts import as_owner, find_account
from bot.store.audit import Actor, record
from bot.store.changes import (
    add_message,
    begin_again,
    is_sent,
    keep_reason,
    moved,
    own,
    who_is_told,
)
from bot.store.enquiry_tables import Enquiry
from bot.store.mails import queue_mail
from bot.store.queries import find_to_change

UK = ZoneInfo("Europe/London")


def claim(session: Session, actor: Actor, reference: str, seen: int, *, now: datetime) -> Enquiry:
    """Take the enquiry: the actor answers it from now on."""
    enquiry = moved(session, "claim", actor, reference, now, seen=seen)
    if actor.id is not None:
        own(enquiry, as_owner(find_account(session, actor.id)))
    record(session, now, actor, "claim", ("enquiry", enquiry.id), "owner", "status")
    return enquiry


def release(session: Session, actor: Actor, reference: str, seen: int, *, now: datetime) -> Enquiry:
    """Put a claimed enquiry back into its queue."""
    enquiry = moved(session, "release", actor, reference, now, seen=seen)
    record(session, now, actor, "release", ("enquiry", enquiry.id), "status")
    return enquiry


def reply(
    session: Session,
    actor: Actor,
    reference: str,
    seen: int,
    *,
    text: str,
    key: str,
    now: datetime,
) -> Enquiry:
    """Answer the asker, once for a key; the mail says that a reply is there."""
    enquiry = find_to_change(session, reference)
    if is_sent(session, key):
        return enquiry
    enquiry = moved(session, "reply", actor, reference, now, seen=seen)
    enquiry.first_replied_at = enquiry.first_replied_at or now
    enquiry.settled_at = now
    message = add_message(session, enquiry, "reply", actor, text=text, key=key, now=now)
    record(session, now, actor, "reply", ("enquiry", enquiry.id), "messages", "status")
    if enquiry.email:
        queue_mail(session, "replied", enquiry, now, (enquiry.email, enquiry.name), message=message)
    return enquiry


def note(
    session: Session, actor: Actor, reference: str, *, text: str, key: str, now: datetime
) -> Enquiry:
    """Keep an internal note, once for a key; it changes nothing and is never mailed."""
    enquiry = find_to_change(session, reference)
    if not is_sent(session, key):
        status_after(enquiry.standing, "note", actor.role, now)
        add_message(session, enquiry, "note", actor, text=text, key=key, now=now)
        record(session, now, actor, "note", ("enquiry", enquiry.id), "messages")
    return enquiry


def close(
    session: Session, actor: Actor, reference: str, seen: int, *, now: datetime, reason: str = ""
) -> Enquiry:
    """Close the enquiry; a reason is needed, and kept as a note, where an answer is owed."""
    enquiry = moved(session, "close", actor, reference, now, seen=seen, reason=reason)
    enquiry.settled_at = now
    keep_reason(session, enquiry, actor, reason, now)
    record(session, now, actor, "close", ("enquiry", enquiry.id), "status")
    if enquiry.email:
        queue_mail(session, "closed", enquiry, now, (enquiry.email, enquiry.name))
    return enquiry


def reopen(
    session: Session, actor: Actor, reference: str, seen: int, *, due_at: datetime, now: datetime
) -> Enquiry:
    """Open a settled enquiry again, from the desk; a new answer is due at `due_at`."""
    enquiry = moved(session, "reopen", actor, reference, now, seen=seen)
    begin_again(session, enquiry, due_at, now, actor)
    return enquiry


def reassign(
    session: Session,
    actor: Actor,
    reference: str,
    seen: int,
    *,
    routed: Routed,
    reason: str,
    now: datetime,
) -> Enquiry:
    """Give the enquiry to another owner, who gets a mail, or the cover does; so does who had it.

    The reason is kept as a note; whoever passes on their own enquiry knows it already.
    """
    enquiry = moved(session, "reassign", actor, reference, now, seen=seen, reason=reason)
    before = (enquiry.owner_id, enquiry.owner_email, enquiry.owner_name)
    own(enquiry, routed.owner)
    enquiry.area, enquiry.district = routed.area, routed.district
    enquiry.reason = asdict(routed.reason)
    keep_reason(session, enquiry, actor, reason, now)
    record(session, now, actor, "reassign", ("enquiry", enquiry.id), "area", "owner", "status")
    if before[0] not in {None, actor.id, routed.owner.id}:
        queue_mail(session, "passed_on", enquiry, now, before[1:])
    recipient = who_is_told(session, enquiry, now.astimezone(UK).date())
    queue_mail(session, "reassigned", enquiry, now, recipient)
    return enquiry

"""A further question after an enquiry was settled for too long: a new enquiry, linked to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.enquiries import MoveRefusedError, NewEnquiry, is_too_late
from bot.routing import Routed
from bot.store.audit import Actor, record
from bot.store.enquiries import create_enquiry
from bot.store.enquiry_tables import Enquiry
from bot.store.queries import find_to_change
from bot.urgency import Kind


def follow(
    session: Session,
    actor: Actor,
    reference: str,
    *,
    text: str,
    key: str,
    route: Routed,
    prefix: str,
    due_at: datetime,
    now: datetime,
    urgent: Kind | None = None,
) -> Enquiry:
    """Leave a new enquiry after a settled one, for the same asker, once for a key.

    Raises :class:`bot.enquiries.MoveRefusedError` where the first can still be opened again,
    :class:`bot.store.queries.NoEnquiryError` for an unknown reference.
    """
    first = find_to_change(session, reference)
    if not is_too_late(first.standing, now):
        raise MoveRefusedError("status")
    new = NewEnquiry(
        key=key,
        name=first.name,
        role=first.role,
        setting=first.setting,
        place=first.place,
        question=text,
        route=route,
        email=first.email,
        phone=first.phone,
        conversation=first.conversation,
        topic=first.topic,
        urgent=urgent,
    )
    created = create_enquiry(session, new, prefix=prefix, due_at=due_at, now=now)
    if created.is_new:
        created.enquiry.follows_id = first.id
        record(session, now, actor, "follow", ("enquiry", first.id), "follows")
    return created.enquiry


def linked(session: Session, enquiry: Enquiry) -> tuple[str | None, list[str]]:
    """The reference of the enquiry before it, if it is still there, and of those after it."""
    before = select(Enquiry.reference).where(Enquiry.id == enquiry.follows_id)
    after = select(Enquiry.reference).where(Enquiry.follows_id == enquiry.id).order_by(Enquiry.id)
    return session.scalars(before).first(), list(session.scalars(after))

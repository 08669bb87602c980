"""Reading enquiries: by reference, by conversation, and as the queues of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from bot.alarms import Mark, Watch
from bot.enquiries import WAITING, Status
from bot.store.base import AbsentError
from bot.store.enquiry_tables import AuditRow, Enquiry


class NoEnquiryError(AbsentError):
    """No enquiry has this reference."""


def find(session: Session, reference: str) -> Enquiry:
    """The enquiry, without its messages; raises :class:`NoEnquiryError`."""
    return _one(session, select(Enquiry).where(_is(reference)), reference)


def find_to_change(session: Session, reference: str) -> Enquiry:
    """The enquiry, locked until the transaction ends; raises :class:`NoEnquiryError`."""
    query = select(Enquiry).where(_is(reference)).with_for_update()
    # Waiting for the lock takes time: what was read before it may be old by now.
    return _one(session, query.execution_options(populate_existing=True), reference)


def whole(session: Session, reference: str) -> Enquiry:
    """The enquiry with messages, copied turns and mails; raises :class:`NoEnquiryError`."""
    query = select(Enquiry).where(_is(reference))
    related = (Enquiry.messages, Enquiry.turns, Enquiry.mails)
    return _one(session, query.options(*map(selectinload, related)), reference)


def _is(reference: str) -> ColumnElement[bool]:
    """A reference is read aloud and typed in small letters too; it is kept in capitals."""
    return Enquiry.reference == reference.upper()


def references_of(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """The reference of each enquiry with one of these ids."""
    rows = select(Enquiry.id, Enquiry.reference).where(Enquiry.id.in_(sorted(set(ids))))
    return {row.id: row.reference for row in session.execute(rows)}


def by_key(session: Session, key: str) -> Enquiry | None:
    """The enquiry that was made with this idempotency key, if any was."""
    return session.scalars(select(Enquiry).where(Enquiry.key == key)).one_or_none()


def of_conversation(session: Session, conversation: str) -> Sequence[Enquiry]:
    """The enquiries left in a conversation of the chat, newest first, with their messages."""
    query = select(Enquiry).where(Enquiry.conversation == conversation)
    newest = query.order_by(Enquiry.received_at.desc(), Enquiry.id.desc())
    return session.scalars(newest.options(selectinload(Enquiry.messages))).all()


def queue(
    session: Session,
    area: str | None = None,
    statuses: Iterable[Status] = WAITING,
    *,
    owner: int | None = None,
    due: ColumnElement[bool] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Sequence[Enquiry]:
    """A page of the queue, soonest due first: of an area or all, of one owner or all.

    Before all others stands where somebody may be at risk, which is marked until it is answered.
    `due` narrows it to what is overdue or due soon (:func:`is_marked`).
    """
    shelf = frozenset(statuses)
    narrowed = [due] if due is not None else []
    query = select(Enquiry).where(*_queued(area, shelf, owner), *narrowed)
    at_risk = [Enquiry.urgent.is_(None)] if shelf <= WAITING else []
    page = query.order_by(*at_risk, Enquiry.due_at, Enquiry.id).limit(limit).offset(offset)
    return session.scalars(page).all()


def count_queue(
    session: Session,
    area: str | None = None,
    statuses: Iterable[Status] = WAITING,
    owner: int | None = None,
) -> dict[Status, int]:
    """How many enquiries each of the statuses has; those without any are left out."""
    counted = select(Enquiry.status, func.count(Enquiry.id)).group_by(Enquiry.status)
    rows = session.execute(counted.where(*_queued(area, statuses, owner)))
    return dict(rows.all())


def is_marked(watch: Watch, mark: Mark) -> ColumnElement[bool]:
    """That an enquiry, where it waits, has this mark at that moment."""
    if mark == "overdue":
        return Enquiry.due_at < watch.now
    return (Enquiry.due_at >= watch.now) & (Enquiry.due_at <= watch.soon)


def count_marked(
    session: Session, watch: Watch, area: str | None = None, owner: int | None = None
) -> dict[Mark, int]:
    """How many of those that wait have each mark."""
    marks: tuple[Mark, ...] = get_args(Mark)
    counted = [func.count(Enquiry.id).filter(is_marked(watch, mark)) for mark in marks]
    query = select(*counted).where(*_queued(area, WAITING, owner), Enquiry.due_at <= watch.soon)
    return dict(zip(marks, session.execute(query).one(), strict=True))


def mark_of_queue(session: Session) -> str:
    """What changes whenever the queue does: how many wait, and the last change among them."""
    waits = Enquiry.status.in_(sorted(WAITING))
    query = select(func.count(Enquiry.id), func.max(Enquiry.changed_at)).where(waits)
    count, last = session.execute(query).one()
    return f"{count} {last.timestamp() if last else 0}"


def waiting_by_owner(session: Session) -> dict[int, int]:
    """How many enquiries wait for an answer of each account; those without any are left out."""
    waiting = Enquiry.status.in_(sorted(WAITING)), Enquiry.owner_id.is_not(None)
    counted = select(Enquiry.owner_id, func.count(Enquiry.id)).where(*waiting)
    rows = session.execute(counted.group_by(Enquiry.owner_id))
    return {row.owner_id: row[1] for row in rows if row.owner_id is not None}


def history(session: Session, enquiry_id: int) -> Sequence[AuditRow]:
    """The audit rows of an enquiry, oldest first."""
    rows = select(AuditRow).where(
        AuditRow.subject == "enquiry", AuditRow.subject_id == str(enquiry_id)
    )
    return session.scalars(rows.order_by(AuditRow.number)).all()


def _queued(
    area: str | None, statuses: Iterable[Status], owner: int | None
) -> list[ColumnElement[bool]]:
    # In a fixed order, so that the database meets the same statement again.
    conditions: list[ColumnElement[bool]] = [Enquiry.status.in_(sorted(statuses))]
    if area is not None:
        conditions.append(Enquiry.area == area)
    if owner is not None:
        conditions.append(Enquiry.owner_id == owner)
    return conditions


def _one(session: Session, query: Select[Enquiry], reference: str) -> Enquiry:
    enquiry = session.scalars(query).one_or_none()
    if enquiry is None:
        raise NoEnquiryError(reference)
    return enquiry

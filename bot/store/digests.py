"""The daily digest: what waits for each person of the desk, as references and dates only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.alarms import Watch
from bot.enquiries import WAITING
from bot.store.choices import declined
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import Enquiry
from bot.store.mails import digest_event, events_of, queue_digest

# A mail is read on a telephone: of more, the desk itself tells.
MOST_LISTED = 20
_READERS = ("advisor", "manager", "admin")


def queue_digests(session: Session, watch: Watch, today: date) -> int:
    """Queue the digests of a day that are not queued yet; returns how many.

    Who has nothing that waits gets none.
    """
    queued = 0
    for account in _readers(session, today):
        listed = digest_of(session, account, watch)
        if listed:
            queue_digest(session, account, today, watch.now, listed)
            queued += 1
    return queued


def digest_of(session: Session, account: Account, watch: Watch) -> Mapping[str, Any]:
    """What waits for somebody; a manager also learns how the whole desk stands."""
    rows = _waiting_for(session, account)
    listed: dict[str, Any] = {"overdue": [], "soon": [], "waiting": []}
    for row in rows:
        mark = watch.mark(row.status, row.due_at) or "waiting"
        listed[mark].append([row.reference, row.due_at.isoformat()])
    listed["more"] = {
        name: len(listed[name]) - MOST_LISTED
        for name in ("overdue", "soon", "waiting")
        if len(listed[name]) > MOST_LISTED
    }
    for name in ("overdue", "soon", "waiting"):
        listed[name] = listed[name][:MOST_LISTED]
    if account.role == "manager" and (desk := _whole_desk(session, watch)):
        listed["desk"] = desk
    return listed if rows or "desk" in listed else {}


def _readers(session: Session, today: date) -> Sequence[Account]:
    """Who wants a digest and has not got that of the day."""
    able = Account.disabled_at.is_(None) & Account.totp_confirmed_at.is_not(None)
    query = select(Account).where(able, Account.role.in_(_READERS)).order_by(Account.id)
    people, unwilling = session.scalars(query).all(), declined(session, "digest")
    told = events_of(session, [digest_event(one.id, today) for one in people])
    return [
        one
        for one in people
        if one.email not in unwilling and digest_event(one.id, today) not in told
    ]


def _waiting_for(session: Session, account: Account) -> Sequence[Enquiry]:
    """What somebody answers, and what nobody answers yet in their area, soonest due first."""
    theirs = Enquiry.owner_id == account.id
    if account.area is not None:
        unclaimed = (Enquiry.area == account.area) & (Enquiry.status != "with_advisor")
        theirs = or_(theirs, unclaimed)
    query = select(Enquiry).where(Enquiry.status.in_(sorted(WAITING)), theirs)
    return session.scalars(query.order_by(Enquiry.due_at, Enquiry.id)).all()


def _whole_desk(session: Session, watch: Watch) -> dict[str, int]:
    is_late = Enquiry.due_at < watch.now
    query = select(func.count(Enquiry.id), func.count(Enquiry.id).filter(is_late))
    waiting, overdue = session.execute(query.where(Enquiry.status.in_(sorted(WAITING)))).one()
    return {"waiting": waiting, "overdue": overdue} if waiting else {}

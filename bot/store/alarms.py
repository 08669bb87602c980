"""What is due soon or overdue: who is told, once for each due date, and the managers with them.

Nothing here concerns an enquiry that has its answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.alarms import Watch
from bot.enquiries import WAITING
from bot.store.audit import SYSTEM, record
from bot.store.changes import who_is_told
from bot.store.choices import declined
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import Enquiry
from bot.store.mails import queue_alarm

# So that one look never holds the store for long; the next goes on.
AT_ONCE = 100


@dataclass(frozen=True)
class Alarms:
    """How many enquiries somebody was told of."""

    soon: int
    overdue: int

    def __bool__(self) -> bool:
        """Whether there is mail to send."""
        return bool(self.soon or self.overdue)


def raise_alarms(session: Session, watch: Watch, today: date) -> Alarms:
    """Warn of what is due soon; tell owner and managers of what is overdue, with an audit row."""
    overdue = _due(session, Enquiry.due_at < watch.now, Enquiry.alarmed_for)
    is_soon = (Enquiry.due_at >= watch.now) & (Enquiry.due_at <= watch.soon)
    soon = _due(session, is_soon, Enquiry.warned_for)
    for enquiry in soon:
        enquiry.warned_for = enquiry.due_at
        _tell_owner(session, "due_soon", enquiry, watch, today)
    for enquiry in overdue:
        enquiry.alarmed_for = enquiry.due_at
        _tell_owner(session, "overdue", enquiry, watch, today)
        _escalate(session, enquiry, watch)
    return Alarms(len(soon), len(overdue))


def managers(session: Session) -> Sequence[Account]:
    """Who is told of what is overdue: the managers, and where there is none, the admins."""
    able = Account.disabled_at.is_(None) & Account.totp_confirmed_at.is_not(None)
    leading = able & Account.role.in_(("manager", "admin"))
    found = session.scalars(select(Account).where(leading).order_by(Account.id)).all()
    return [one for one in found if one.role == "manager"] or found


def _due(
    session: Session, when: ColumnElement[bool], told_for: InstrumentedAttribute[object]
) -> Sequence[Enquiry]:
    """What waits, was not told of for this date yet, and is locked until it is."""
    untold = or_(told_for.is_(None), told_for != Enquiry.due_at)
    query = select(Enquiry).where(Enquiry.status.in_(sorted(WAITING)), when, untold)
    query = query.order_by(Enquiry.due_at, Enquiry.id).limit(AT_ONCE)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def _tell_owner(
    session: Session,
    kind: Literal["due_soon", "overdue"],
    enquiry: Enquiry,
    watch: Watch,
    today: date,
) -> None:
    recipient = who_is_told(session, enquiry, today)
    if recipient[0] not in declined(session, kind):
        queue_alarm(session, kind, enquiry, watch.now, recipient)


def _escalate(session: Session, enquiry: Enquiry, watch: Watch) -> None:
    """Tell the managers, who cannot switch that off; the audit says that they were told."""
    enquiry.escalated_for = enquiry.due_at
    for manager in managers(session):
        queue_alarm(session, "escalated", enquiry, watch.now, (manager.email, manager.name))
    record(session, watch.now, SYSTEM, "escalate", ("enquiry", enquiry.id), "due_at")

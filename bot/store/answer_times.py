"""How long first answers took, in working time: measured once for each, and kept with it."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.enquiry_tables import Enquiry
from bot.working_time import WorkingWeek, working_hours_between


def measure_answers(session: Session, week: WorkingWeek) -> int:
    """Measure what was answered since this was last asked; returns how many enquiries.

    The working time between two moments is no sum that a database can make, and never changes.
    """
    unmeasured = (
        select(Enquiry.id, Enquiry.received_at, Enquiry.first_replied_at)
        .where(Enquiry.answer_minutes.is_(None), Enquiry.first_replied_at.is_not(None))
        .order_by(Enquiry.id)
    )
    measured = [
        {"id": row.id, "answer_minutes": round(hours * 60)}
        for row in session.execute(unmeasured).all()
        for hours in (working_hours_between(row.received_at, row.first_replied_at, week),)
    ]
    if measured:
        session.execute(update(Enquiry), measured)
    return len(measured)

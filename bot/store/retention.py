"""What is forgotten when: each function forgets one kind of data and says how many rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.enquiries import WAITING
from bot.store.audit import SYSTEM, record
from bot.store.desk_tables import AbsenceRow, DeskSession, SignInFailure
from bot.store.enquiry_tables import CopiedTurnRow, Enquiry, EnquiryMessage, Mail
from bot.store.work_tables import Looking, SearchRow


def expire_enquiries(session: Session, before: datetime, now: datetime) -> int:
    """Forget enquiries settled before then, with messages, copied turns and mails.

    Each leaves an audit row. One that still waits for an answer is kept, however old.
    """
    settled = Enquiry.status.not_in(sorted(WAITING)), Enquiry.settled_at < before
    # Locked together and before the first audit row: nobody who holds one of them waits for us.
    due = select(Enquiry.id).where(*settled).order_by(Enquiry.id).with_for_update()
    expired = session.scalars(due).all()
    for enquiry_id in expired:
        forget_enquiry(session, enquiry_id, now)
    return len(expired)


def forget_enquiry(session: Session, enquiry_id: int, now: datetime) -> None:
    """Forget one enquiry with all that belongs to it; an audit row says that it was there."""
    for table in (Mail, CopiedTurnRow, EnquiryMessage, SearchRow, Looking):
        session.execute(delete(table).where(table.enquiry_id == enquiry_id))
    session.execute(delete(Enquiry).where(Enquiry.id == enquiry_id))
    record(session, now, SYSTEM, "forget", ("enquiry", enquiry_id))


def forget_mails(session: Session, before: datetime) -> int:
    """Forget mails that were sent before then; those that wait or are dead are kept."""
    gone = delete(Mail).where(Mail.sent_at < before).returning(Mail.id)
    return len(session.execute(gone).all())


def forget_sign_ins(session: Session, before: datetime) -> int:
    """Forget failed sign-ins, and sessions that were not used since then."""
    failures = delete(SignInFailure).where(SignInFailure.at < before).returning(SignInFailure.id)
    unused = or_(DeskSession.seen_at < before, DeskSession.created_at < before)
    sessions = delete(DeskSession).where(unused).returning(DeskSession.secret_hash)
    return len(session.execute(failures).all()) + len(session.execute(sessions).all())


def forget_absences(session: Session, before: datetime) -> int:
    """Forget absences that ended before that day."""
    gone = delete(AbsenceRow).where(AbsenceRow.last < before.date()).returning(AbsenceRow.id)
    return len(session.execute(gone).all())

"""Who has an enquiry open at this moment, so that two people do not begin the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.desk_tables import Account
from bot.store.enquiry_tables import Enquiry
from bot.store.upsert import upsert
from bot.store.work_tables import Looking

# A page without script says nothing after it was opened, and reading takes its time.
LOOKS_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Colleague:
    """Who else has the enquiry open, and when they were last seen there."""

    name: str
    at: datetime


def look_at(session: Session, enquiry_id: int, account_id: int, now: datetime) -> None:
    """Note that somebody has the enquiry open."""
    row = {"enquiry_id": enquiry_id, "account_id": account_id, "at": now}
    upsert(session, Looking, ["enquiry_id", "account_id"], [row])


def others_looking(
    session: Session, enquiry_id: int, account_id: int, now: datetime
) -> Sequence[Colleague]:
    """The others who have it open, whoever came last first."""
    query = (
        select(Account.name, Looking.at)
        .join(Account, Account.id == Looking.account_id)
        .where(
            Looking.enquiry_id == enquiry_id,
            Looking.account_id != account_id,
            Looking.at > now - LOOKS_FOR,
        )
        .order_by(Looking.at.desc(), Account.name)
    )
    return [Colleague(row.name, row.at) for row in session.execute(query)]


def look_away(session: Session, reference: str, account_id: int) -> None:
    """Forget that somebody has the enquiry open, where they had."""
    meant = select(Enquiry.id).where(Enquiry.reference == reference.upper()).scalar_subquery()
    gone = delete(Looking).where(Looking.account_id == account_id, Looking.enquiry_id == meant)
    session.execute(gone)


def forget_looking(session: Session, before: datetime) -> int:
    """Forget who looked before then; returns how many."""
    return len(
        session.execute(delete(Looking).where(Looking.at < before).returning(Looking.at)).all()
    )

"""Who works on the desk, who is away with which cover, and the duty queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.routing import Absence, Colleague, Staffing
from bot.store.base import AbsentError
from bot.store.desk_tables import AbsenceRow, Account, DeskSetting
from bot.store.upsert import upsert

# Who answers enquiries; editors and auditors do not.
_ANSWERING = ("advisor", "manager", "admin")
_DUTY = "duty"


class NoAbsenceError(AbsentError):
    """No absence has this id."""


def staffing(session: Session) -> Staffing:
    """The staffing as routing needs it, of all accounts that can answer."""
    able = Account.disabled_at.is_(None) & Account.role.in_(_ANSWERING)
    accounts = session.scalars(select(Account).where(able).order_by(Account.id)).all()
    return Staffing(
        tuple(Colleague(one.id, one.name, one.email, one.area) for one in accounts),
        tuple(
            Absence(row.account_id, row.first, row.last, row.cover_id) for row in absences(session)
        ),
        duty(session),
    )


def absences(session: Session) -> Sequence[AbsenceRow]:
    """All absences, the earliest first."""
    return session.scalars(select(AbsenceRow).order_by(AbsenceRow.first, AbsenceRow.id)).all()


def add_absence(
    session: Session, account_id: int, first: date, last: date, cover_id: int | None
) -> AbsenceRow:
    """Note an absence, both days included; raises ValueError for days out of order."""
    if last < first:
        raise ValueError("an absence ends before it begins")
    row = AbsenceRow(account_id=account_id, first=first, last=last, cover_id=cover_id)
    session.add(row)
    session.flush()
    return row


def end_absence(session: Session, absence_id: int) -> AbsenceRow:
    """Forget an absence and say which it was; raises :class:`NoAbsenceError`."""
    row = session.get(AbsenceRow, absence_id, with_for_update=True)
    if row is None:
        raise NoAbsenceError(absence_id)
    session.delete(row)
    return row


def duty(session: Session) -> tuple[int, ...]:
    """The accounts that take what fits nobody, best first."""
    setting = session.get(DeskSetting, _DUTY)
    return tuple(setting.value) if setting else ()


def set_duty(session: Session, account_ids: Sequence[int]) -> None:
    """Set the duty queue."""
    upsert(session, DeskSetting, ["name"], [{"name": _DUTY, "value": list(account_ids)}])

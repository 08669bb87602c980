"""The audit: who did what to what, append-only, each row chained to the one before it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from bot.enquiries import Role
from bot.store.enquiry_tables import AuditHead, AuditRow

Sign = Callable[[str], str]
_HEAD = 1
_PAGE = 1000


@dataclass(frozen=True)
class Actor:
    """Who does something: a role, and the account's id and name for people of the desk."""

    role: Role
    id: int | None = None
    name: str = ""


ASKER = Actor("asker")
SYSTEM = Actor("system")


@dataclass(frozen=True)
class Verified:
    """Whether the chain holds: `first_wrong` is the number of the first row that does not."""

    rows: int
    first_wrong: int | None = None

    @property
    def ok(self) -> bool:
        """Whether every row is as it was written, and none is missing."""
        return self.first_wrong is None


def signer(key: bytes) -> Sign:
    """What signs a checkpoint of the chain, with a key that the database does not hold."""
    return lambda text: hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def record(
    session: Session,
    now: datetime,
    actor: Actor,
    action: str,
    subject: tuple[str, int | str],
    *fields: str,
) -> AuditRow:
    """Append a row about a subject (kind, id).

    `fields` are names; nothing here is content or contact details.
    """
    # Writers queue for this row, so that the chain has one end. It is the last row that a
    # transaction locks, so that two can never wait for each other.
    head = session.get_one(AuditHead, _HEAD, with_for_update=True)
    row = AuditRow(
        number=head.number + 1,
        at=now,
        role=actor.role,
        actor=actor.id,
        action=action,
        subject=subject[0],
        subject_id=str(subject[1]),
        fields=sorted(fields),
        previous=head.hash,
    )
    row.hash = hash_of(row)
    head.number, head.hash = row.number, row.hash
    session.add(row)
    session.flush()
    return row


def hash_of(row: AuditRow | Row[Any]) -> str:
    """SHA-256 of the row, the hash before it included, as hexadecimal digits."""
    parts = [
        *(row.number, row.at.astimezone(UTC).isoformat(), row.role, row.actor, row.action),
        *(row.subject, row.subject_id, row.fields, row.previous),
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def verify(session: Session, sign: Sign) -> Verified:
    """Walk the whole chain, from its signed checkpoint (or its beginning) to its head."""
    head = session.get_one(AuditHead, _HEAD)
    if head.signature and not hmac.compare_digest(head.signature, sign(_checkpoint(head))):
        return Verified(0, head.from_number)
    number, previous = head.from_number, head.from_hash
    while rows := _after(session, number):
        for row in rows:
            if row.number != number + 1 or row.previous != previous or row.hash != hash_of(row):
                return Verified(number - head.from_number, number + 1)
            number, previous = row.number, row.hash
        # Others go on writing: the head that counts is that of after the last row.
        session.refresh(head)
    whole = (number, previous) == (head.number, head.hash)
    return Verified(number - head.from_number, None if whole else number + 1)


def expire_audit(session: Session, before: datetime, sign: Sign) -> int:
    """Forget the rows older than `before` behind a signed checkpoint; returns how many."""
    head = session.get_one(AuditHead, _HEAD, with_for_update=True)
    last = session.scalars(
        select(AuditRow).where(AuditRow.at < before).order_by(AuditRow.number.desc()).limit(1)
    ).first()
    if last is None:
        return 0
    count = last.number - head.from_number
    head.from_number, head.from_hash = last.number, last.hash
    head.signature = sign(_checkpoint(head))
    session.execute(delete(AuditRow).where(AuditRow.number <= last.number))
    return count


def _checkpoint(head: AuditHead) -> str:
    return f"audit checkpoint {head.from_number} {head.from_hash}"


def _after(session: Session, number: int) -> Sequence[Row[Any]]:
    """The next rows, bare: an object for each would take twice the time of a long chain."""
    rows = select(*AuditRow.__table__.columns).where(AuditRow.number > number)
    return session.execute(rows.order_by(AuditRow.number).limit(_PAGE)).all()

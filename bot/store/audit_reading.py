"""Reading the audit: a page of it, newest first, and the seal that a row put on all before it."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.audit import Sign, Verified, verify
from bot.store.enquiry_tables import AuditHead, AuditRow, Enquiry


@dataclass(frozen=True)
class Sought:
    """Which rows: older than `before`, of one account, of one subject (kind, id), changes only."""

    before: int | None = None
    actor: int | None = None
    subject: tuple[str, str] | None = None
    only_changes: bool = False


@dataclass(frozen=True)
class Seal:
    """The number and the hash of a row: whoever notes it down can prove what stood before it.

    Somebody with the database's password could write a whole new chain; not one with this seal.
    """

    number: int
    hash: str


@dataclass(frozen=True)
class Checked:
    """What checking found: the chain in itself, its last seal, and one that was noted before.

    `noted` is None where none was given, or where its row has expired.
    """

    verified: Verified
    last: Seal
    noted: bool | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing is known to be wrong."""
        return self.verified.ok and self.noted is not False


def rows_of(session: Session, sought: Sought, limit: int) -> Sequence[AuditRow]:
    """The newest rows that are sought."""
    rows = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
    if sought.before is not None:
        rows = rows.where(AuditRow.number < sought.before)
    if sought.actor is not None:
        rows = rows.where(AuditRow.actor == sought.actor)
    if sought.subject is not None:
        kind, subject_id = sought.subject
        rows = rows.where(AuditRow.subject == kind, AuditRow.subject_id == subject_id)
    if sought.only_changes:
        rows = rows.where(AuditRow.action != "view")
    return session.scalars(rows).all()


def enquiry_ids(session: Session, reference: str) -> list[int]:
    """The id of the enquiry with this reference; none where it is unknown, or forgotten."""
    return list(session.scalars(select(Enquiry.id).where(Enquiry.reference == reference)))


def check(session: Session, sign: Sign, noted: Seal | None = None) -> Checked:
    """Walk the chain, and look whether a seal that was noted before still stands in it."""
    verified = verify(session, sign)
    head = session.get_one(AuditHead, 1)
    return Checked(verified, Seal(head.number, head.hash), _stands(session, head, noted))


def read_seal(text: str) -> Seal | None:
    """A seal as the page shows it, such as "120:ab12…"; None for what is none."""
    number, _, digest = text.strip().partition(":")
    if not number.isdecimal() or len(number) > 15 or len(digest) != 64:
        return None
    return Seal(int(number), digest.lower())


def names_of(rows: Iterable[AuditRow], kind: str) -> set[int]:
    """The ids of all subjects of this kind in these rows."""
    return {
        int(row.subject_id) for row in rows if row.subject == kind and row.subject_id.isdecimal()
    }


def _stands(session: Session, head: AuditHead, noted: Seal | None) -> bool | None:
    if noted is None or noted.number < head.from_number:
        return None
    if noted.number == head.from_number:
        return hmac.compare_digest(head.from_hash, noted.hash)
    row = session.get(AuditRow, noted.number)
    return row is not None and hmac.compare_digest(row.hash, noted.hash)

"""Sessions of the desk, and the failures that lock an account or an address out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from bot.store.base import AbsentError
from bot.store.desk_tables import Account, DeskSession, SignInFailure


class NoSessionError(AbsentError):
    """Nobody is signed in with this cookie, or not any more."""


@dataclass(frozen=True)
class Failures:
    """How many sign-ins failed of late, for the account named and from the address."""

    by_account: int
    by_address: int


def begin_session(
    session: Session, secret_hash: str, account_id: int, now: datetime
) -> DeskSession:
    """Sign a browser in after its password; its second factor is still asked for."""
    row = DeskSession(secret_hash=secret_hash, account_id=account_id, created_at=now, seen_at=now)
    session.add(row)
    return row


def find_session(
    session: Session, secret_hash: str, now: datetime, idle: timedelta, longest: timedelta
) -> DeskSession:
    """The session with its account; raises :class:`NoSessionError` for one that has ended.

    It ends after `idle` without a request, `longest` after its beginning, and with its account.
    """
    query = (
        select(DeskSession)
        .join(DeskSession.account)
        .where(
            DeskSession.secret_hash == secret_hash,
            DeskSession.seen_at >= now - idle,
            DeskSession.created_at >= now - longest,
            Account.disabled_at.is_(None),
        )
        .options(joinedload(DeskSession.account))
    )
    row = session.scalars(query).one_or_none()
    if row is None:
        raise NoSessionError
    return row


def touch_session(session: Session, secret_hash: str, now: datetime) -> None:
    """Note that the session is in use."""
    if row := session.get(DeskSession, secret_hash):
        row.seen_at = now


def pass_second_factor(
    session: Session, secret_hash: str, new_secret_hash: str, now: datetime
) -> DeskSession:
    """The second factor was right: the session goes on under a new secret.

    A cookie from before it is worth nothing then. Raises :class:`NoSessionError`.
    """
    row = session.get(DeskSession, secret_hash)
    if row is None:
        raise NoSessionError
    row.secret_hash, row.second_factor_at, row.seen_at = new_secret_hash, now, now
    session.flush()
    return row


def end_session(session: Session, secret_hash: str) -> None:
    """Sign a browser out; one that is signed out already stays so."""
    session.execute(delete(DeskSession).where(DeskSession.secret_hash == secret_hash))


def end_sessions_of(session: Session, account_id: int) -> None:
    """Sign an account out everywhere."""
    session.execute(delete(DeskSession).where(DeskSession.account_id == account_id))


def take_turn(session: Session, *hashes: str) -> None:
    """Wait until nobody else counts the failures of these, until the transaction ends.

    On SQLite every writer has its turn anyway. The order is the same for all, so that two never
    wait for each other.
    """
    if session.get_bind().dialect.name == "postgresql":
        for one in sorted(hashes):
            session.execute(select(func.pg_advisory_xact_lock(func.hashtext(one))))


def note_failure(session: Session, account_hash: str, address_hash: str, now: datetime) -> None:
    """Note a sign-in that failed, for an account that need not exist."""
    session.add(SignInFailure(account_hash=account_hash, address_hash=address_hash, at=now))


def failures_since(
    session: Session, account_hash: str, address_hash: str, since: datetime
) -> Failures:
    """How many sign-ins failed since then."""
    counted = select(func.count(SignInFailure.id)).where(SignInFailure.at >= since)
    return Failures(
        session.scalars(counted.where(SignInFailure.account_hash == account_hash)).one(),
        session.scalars(counted.where(SignInFailure.address_hash == address_hash)).one(),
    )


def clear_failures(session: Session, account_hash: str) -> None:
    """Forget an account's failures, after a sign-in with both factors."""
    session.execute(delete(SignInFailure).where(SignInFailure.account_hash == account_hash))

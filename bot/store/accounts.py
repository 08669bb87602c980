"""Accounts of the desk: invitation, password, second factor and its recovery codes.

Secrets come here as hashes, or sealed: the store never sees a password, a code, a link or what an
authenticator app knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.enquiries import Role
from bot.routing import Owner
from bot.store.base import AbsentError
from bot.store.desk_tables import Account, DeskSession, RecoveryCode


class NoAccountError(AbsentError):
    """No account is meant by this id, address or invitation."""


class AddressTakenError(ValueError):
    """There is an account with this address already."""


def create_account(
    session: Session,
    email: str,
    *,
    name: str,
    role: Role,
    area: str | None,
    invitation_hash: str,
    invitation_until: datetime,
    now: datetime,
) -> Account:
    """An account that waits for its invitation; e-mail addresses are unique, case apart.

    Raises :class:`AddressTakenError`, also where another makes it at the same moment.
    """
    account = Account(
        email=email.casefold(),
        name=name,
        role=role,
        area=area,
        created_at=now,
        invitation_hash=invitation_hash,
        invitation_until=invitation_until,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        raise AddressTakenError from None
    return account


def find_account(session: Session, account_id: int) -> Account:
    """The account; raises :class:`NoAccountError`."""
    account = session.get(Account, account_id)
    if account is None:
        raise NoAccountError(account_id)
    return account


def account_by_email(session: Session, email: str) -> Account:
    """The account that may sign in with this address; raises :class:`NoAccountError`."""
    query = select(Account).where(Account.email == email.casefold(), Account.disabled_at.is_(None))
    return _one(session.scalars(query).one_or_none())


def account_by_invitation(
    session: Session, invitation_hash: str, now: datetime, *, to_change: bool = False
) -> Account:
    """The account whose invitation still holds; raises :class:`NoAccountError`.

    It is locked until the transaction ends where it is `to_change`.
    """
    query = select(Account).where(
        Account.invitation_hash == invitation_hash,
        Account.invitation_until >= now,
        Account.disabled_at.is_(None),
    )
    if to_change:
        query = query.with_for_update()
    return _one(session.scalars(query).one_or_none())


def accounts(session: Session) -> Sequence[Account]:
    """All accounts, by name, disabled ones included."""
    return session.scalars(select(Account).order_by(Account.name, Account.id)).all()


def invite(
    session: Session, account_id: int, invitation_hash: str, invitation_until: datetime
) -> Account:
    """Give an account a new one-time link; its old one ends."""
    account = find_account(session, account_id)
    account.invitation_hash, account.invitation_until = invitation_hash, invitation_until
    return account


def set_password(session: Session, account_id: int, password_hash: str) -> Account:
    """Set the password; uses the invitation up and ends every session of the account."""
    account = find_account(session, account_id)
    account.password_hash = password_hash
    account.invitation_hash = account.invitation_until = None
    _end_sessions(session, account_id)
    return account


def set_totp(session: Session, account_id: int, sealed: str) -> Account:
    """Keep a second factor's sealed secret, which still has to be confirmed by a first code."""
    account = find_account(session, account_id)
    account.totp_sealed, account.totp_confirmed_at, account.totp_step = sealed, None, None
    return account


def confirm_totp(
    session: Session, account_id: int, step: int, code_hashes: Iterable[str], now: datetime
) -> Account:
    """The first code was right: the second factor counts, with these recovery codes, no others."""
    account = find_account(session, account_id)
    account.totp_confirmed_at, account.totp_step = now, step
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    session.add_all(RecoveryCode(account_id=account_id, code_hash=code) for code in code_hashes)
    return account


def clear_second_factor(session: Session, account_id: int) -> Account:
    """Forget a lost second factor and its codes; the next sign-in sets up another."""
    account = find_account(session, account_id)
    account.totp_sealed = account.totp_confirmed_at = account.totp_step = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    _end_sessions(session, account_id)
    return account


def use_totp_step(session: Session, account_id: int, step: int) -> bool:
    """Use a time step up; False where it, or a later one, was used already (RFC 6238, 5.2)."""
    fresh = Account.totp_step.is_(None) | (Account.totp_step < step)
    used = update(Account).where(Account.id == account_id, fresh).values(totp_step=step)
    return session.execute(used.returning(Account.id)).first() is not None


def use_recovery_code(session: Session, account_id: int, code_hash: str, now: datetime) -> bool:
    """Use a recovery code up; False where there is none such, or none any more."""
    used = (
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash == code_hash,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
    )
    return session.execute(used.returning(RecoveryCode.id)).first() is not None


def codes_left(session: Session, account_id: int) -> int:
    """How many recovery codes are not used yet."""
    unused = select(RecoveryCode.id).where(
        RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
    )
    return len(session.scalars(unused).all())


def disable_account(session: Session, account_id: int, now: datetime) -> Account:
    """Nobody signs in with the account any more; what it did keeps its name."""
    account = find_account(session, account_id)
    account.disabled_at = now
    _end_sessions(session, account_id)
    return account


def enable_account(session: Session, account_id: int) -> Account:
    """The account may sign in again, as it could before."""
    account = find_account(session, account_id)
    account.disabled_at = None
    return account


def change_account(
    session: Session, account_id: int, *, name: str, role: Role, area: str | None
) -> Account:
    """Change what an account may do and which area is its own; its sessions follow at once."""
    account = find_account(session, account_id)
    account.name, account.role, account.area = name, role, area
    return account


def as_owner(account: Account) -> Owner:
    """The account as the owner of an enquiry."""
    return Owner(account.id, account.name, account.email)


def _one(account: Account | None) -> Account:
    if account is None:
        raise NoAccountError
    return account


def _end_sessions(session: Session, account_id: int) -> None:
    session.execute(delete(DeskSession).where(DeskSession.account_id == account_id))

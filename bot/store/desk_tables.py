"""The tables of the desk: accounts, their second factor, sessions, absences and settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.enquiries import Role
from bot.store.base import Table
from bot.store.enquiry_tables import LongId


class Account(Table):
    """Somebody who signs in at the desk; `area` is the id of the area that they answer.

    `invitation_hash` is of the one-time link that sets the password; `totp_sealed` is the second
    factor's secret, sealed with a key that the store does not hold; `totp_step` is the last time
    step whose code was used, since a code counts once (RFC 6238, 5.2).
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(String(16))
    area: Mapped[str | None] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    password_hash: Mapped[str | None] = mapped_column(String(255))
    invitation_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    invitation_until: Mapped[datetime | None]
    totp_sealed: Mapped[str | None] = mapped_column(String(255))
    totp_confirmed_at: Mapped[datetime | None]
    totp_step: Mapped[int | None] = mapped_column(LongId)

    recovery_codes: Mapped[list[RecoveryCode]] = relationship(
        lazy="raise_on_sql", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def is_ready(self) -> bool:
        """Whether both factors are set, so that the desk may be shown."""
        return self.password_hash is not None and self.totp_confirmed_at is not None


class RecoveryCode(Table):
    """The hash of a code that takes the place of the second factor once."""

    __tablename__ = "recovery_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class SignInFailure(Table):
    """A sign-in that failed, by keyed hashes of the account named and of the address."""

    __tablename__ = "sign_in_failures"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    account_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]

    __table_args__ = (
        Index("ix_sign_in_failures_account_hash_at", "account_hash", "at"),
        Index("ix_sign_in_failures_address_hash_at", "address_hash", "at"),
    )


class DeskSession(Table):
    """A signed-in browser, by the hash of its cookie's secret.

    Before `second_factor_at` is set, it shows nothing but the question for the second factor.
    """

    __tablename__ = "desk_sessions"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class AbsenceRow(Table):
    """That somebody is away from `first` to `last`, both included, and who covers."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    first: Mapped[date]
    last: Mapped[date]
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)


class DeskSetting(Table):
    """A setting that is changed on the desk, such as the duty queue."""

    __tablename__ = "desk_settings"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)

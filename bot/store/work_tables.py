"""The tables of daily work at the desk: search, presence, saved views and replies, choices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table
from bot.store.enquiry_tables import LongId


class SearchRow(Table):
    """The words under which an enquiry is found (:mod:`bot.search`), those of its people apart.

    A table of its own, small beside the messages, so that a look through all of it is quick; and
    with no index of words behind it, so that what is forgotten is gone at once.
    """

    __tablename__ = "enquiry_words"

    enquiry_id: Mapped[int] = mapped_column(
        LongId, ForeignKey("enquiries.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    setting: Mapped[str] = mapped_column(Text)


class Looking(Table):
    """That somebody of the desk has an enquiry open, and when last."""

    __tablename__ = "looking"

    enquiry_id: Mapped[int] = mapped_column(
        LongId, ForeignKey("enquiries.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[datetime]

    __table_args__ = (Index("ix_looking_account_id", "account_id"),)


class SavedView(Table):
    """A search that somebody keeps under a name; `query` is what stands in its address."""

    __tablename__ = "saved_views"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[str] = mapped_column(String(1000))


class SavedReply(Table):
    """A text to begin a reply with: of one person, or of everybody where `account_id` is None."""

    __tablename__ = "saved_replies"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


class Choices(Table):
    """What somebody chose for themselves: which mails they get, and keys on the desk's pages."""

    __tablename__ = "choices"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True
    )
    due_soon: Mapped[bool]
    overdue: Mapped[bool]
    digest: Mapped[bool]
    shortcuts: Mapped[bool]

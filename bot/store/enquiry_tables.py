"""The tables of an enquiry: itself, its messages, its copied conversation, audit and mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.enquiries import MessageKind, Role, Standing, Status
from bot.store.base import Table
from bot.urgency import Kind

# SQLite counts up by itself only in a column that is an INTEGER to it.
LongId = BigInteger().with_variant(Integer, "sqlite")
# To the asker: received, replied, reopened, closed. To the owner: new, reassigned, due_soon,
# overdue, and continued, when the asker has written again, or at_risk, when somebody may be at
# risk in what was written; to the owner before: passed_on; to managers: escalated; to everybody of
# the desk, about no single enquiry: digest.
MailKind = Literal[
    "received",
    "replied",
    "reopened",
    "closed",
    "new",
    "reassigned",
    "continued",
    "at_risk",
    "passed_on",
    "due_soon",
    "overdue",
    "escalated",
    "digest",
]
_CASCADE = "all, delete-orphan"


class Enquiry(Table):
    """A question passed to an advisor.

    `key` is the idempotency key of its creation; `conversation` finds it from the chat;
    `reason` is a :class:`bot.routing.Reason` as a mapping; `owner_email` is where its advisor,
    or the area's default address, gets mail; `version` counts changes, `reopenings` how often it
    was opened again; `answer_minutes` is the working time to the first reply, once the report of
    the board has asked for it (:mod:`bot.store.answer_times`). `warned_for`, `alarmed_for` and
    `escalated_for` are the due dates for which that was done: once each, and again for a later
    date. `follows_id` is the settled enquiry after which this one was left, and which may be
    forgotten before it. `urgent` is of whom the urgency guard has heard in the asker's messages
    since an answer is owed that they may be at risk.
    """

    __tablename__ = "enquiries"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    conversation: Mapped[str | None] = mapped_column(String(64), index=True)
    status: Mapped[Status] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[datetime] = mapped_column(index=True)
    changed_at: Mapped[datetime]
    due_at: Mapped[datetime]
    first_replied_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    area: Mapped[str | None] = mapped_column(String(64))
    district: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[dict[str, Any]]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    owner_name: Mapped[str] = mapped_column(String(200))
    owner_email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(200))
    setting: Mapped[str] = mapped_column(String(300))
    place: Mapped[str] = mapped_column(String(300))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    phone: Mapped[str | None] = mapped_column(String(32))
    topic: Mapped[str | None] = mapped_column(String(64))
    warned_for: Mapped[datetime | None]
    alarmed_for: Mapped[datetime | None]
    escalated_for: Mapped[datetime | None]
    follows_id: Mapped[int | None] = mapped_column(LongId, index=True)
    answer_minutes: Mapped[int | None]
    reopenings: Mapped[int] = mapped_column(default=0, server_default="0")
    urgent: Mapped[Kind | None] = mapped_column(String(16))

    messages: Mapped[list[EnquiryMessage]] = relationship(
        lazy="raise_on_sql", order_by="EnquiryMessage.id", cascade=_CASCADE, passive_deletes=True
    )
    turns: Mapped[list[CopiedTurnRow]] = relationship(
        lazy="raise_on_sql", order_by="CopiedTurnRow.position", cascade=_CASCADE
    )
    mails: Mapped[list[Mail]] = relationship(
        lazy="raise_on_sql", order_by="Mail.id", cascade=_CASCADE, passive_deletes=True
    )

    __table_args__ = (
        # The queue of an area, and all areas, longest waiting first.
        Index("ix_enquiries_area_status_due_at", "area", "status", "due_at"),
        Index("ix_enquiries_status_due_at", "status", "due_at"),
        # The report reads these alone, and what it has not measured yet.
        Index(
            "ix_enquiries_received_at_area_topic",
            *("received_at", "area", "topic", "answer_minutes", "reopenings"),
        ),
        Index("ix_enquiries_answer_minutes_first_replied_at", "answer_minutes", "first_replied_at"),
    )

    @property
    def standing(self) -> Standing:
        """What decides about the moves that are open (:mod:`bot.enquiries`)."""
        return Standing(self.status, self.version, self.settled_at)


class EnquiryMessage(Table):
    """The asker's question or further message, an advisor's reply, or a note of the desk.

    `key` is the idempotency key with which it was sent; `urgent` is of whom the urgency guard has
    heard in it that they may be at risk.
    """

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    enquiry_id: Mapped[int] = mapped_column(
        ForeignKey("enquiries.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[MessageKind] = mapped_column(String(16))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    author_name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    key: Mapped[str] = mapped_column(String(128), unique=True)
    urgent: Mapped[Kind | None] = mapped_column(String(16))


class CopiedTurnRow(Table):
    """A message of the conversation and its reply, copied with the asker's consent."""

    __tablename__ = "copied_turns"

    enquiry_id: Mapped[int] = mapped_column(
        ForeignKey("enquiries.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str] = mapped_column(Text)
    answered: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class AuditRow(Table):
    """Who did what to what, when; ids and names of fields only, never content.

    `hash` covers the row and the hash before it, so that no row can be changed unseen.
    """

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(LongId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    role: Mapped[Role] = mapped_column(String(16))
    actor: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(String(64))
    fields: Mapped[list[Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        Index("ix_audit_subject_subject_id", "subject", "subject_id"),
        Index("ix_audit_actor_number", "actor", "number"),
    )


class AuditHead(Table):
    """The one row that says how the chain ends: writers queue for it, and no end can be cut off.

    `from_number` and `from_hash` say where the chain begins, once the oldest rows have expired.
    """

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(LongId)
    hash: Mapped[str] = mapped_column(String(64))
    from_number: Mapped[int] = mapped_column(LongId)
    from_hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(64))


class Mail(Table):
    """A mail to be sent: the outbox.

    `event` is unique, so that an event has one mail; `message_id` is given when it is first
    taken for sending and stays; `carries` is the message whose text it may carry; `listed` is what
    a digest lists, which is about no single enquiry.
    """

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    event: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[MailKind] = mapped_column(String(16))
    recipient: Mapped[str] = mapped_column(String(254))
    recipient_name: Mapped[str] = mapped_column(String(200))
    enquiry_id: Mapped[int | None] = mapped_column(
        ForeignKey("enquiries.id", ondelete="CASCADE"), index=True
    )
    listed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    carries: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    message_id: Mapped[str | None] = mapped_column(String(254), unique=True)
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(String(120))

    __table_args__ = (
        Index("ix_mails_next_try_at", "next_try_at"),
        Index("ix_mails_dead_at", "dead_at"),
        Index("ix_mails_carries", "carries"),
    )

"""What people say of the use of answers, for the report on gaps in the knowledge."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table
from bot.store.enquiry_tables import LongId


class OpinionRow(Table):
    """Whether one reply was useful, and why not; nothing of the question or of who asked.

    `conversation` and `key` lead to the turn while it is kept, so that an opinion can be changed
    and erased; they are emptied with it. `topic` is the id of the pack's topic that the question
    names, null where it names none.
    """

    __tablename__ = "opinions"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    conversation: Mapped[str | None] = mapped_column(String(64))
    key: Mapped[str | None] = mapped_column(String(160))
    day: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    topic: Mapped[str | None] = mapped_column(String(64))
    useful: Mapped[bool]
    why: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("conversation", "key"),)

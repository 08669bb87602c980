"""When the assistant was stopped, why and by whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table
from bot.store.enquiry_tables import LongId


class Stop(Table):
    """A time without answers; it lasts until `resumed_at`. Nobody is named by a command."""

    __tablename__ = "stops"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    stopped_at: Mapped[datetime]
    stopped_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    resumed_at: Mapped[datetime | None]
    resumed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

"""What is counted by the day for the report of the board, without a word that anybody said."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table


class ReplyCount(Table):
    """How many messages of one outcome (:data:`bot.reply.Outcome`) the assistant sent on a day."""

    __tablename__ = "reply_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]

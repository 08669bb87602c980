"""The register of schools, and the turns of conversations in the chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Table
from bot.store.enquiry_tables import LongId


class SchoolRow(Table):
    """A school of "Get Information About Schools", by its URN.

    `name_key` and `postcode_key` are the forms in which they are compared.
    """

    __tablename__ = "schools"

    urn: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(300))
    name_key: Mapped[str] = mapped_column(String(300))
    postcode: Mapped[str] = mapped_column(String(16))
    postcode_key: Mapped[str] = mapped_column(String(16), index=True)
    district: Mapped[str] = mapped_column(String(120))
    authority: Mapped[str] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(60))
    is_open: Mapped[bool]

    __table_args__ = (Index("ix_schools_is_open_name_key", "is_open", "name_key"),)


class TurnRow(Table):
    """A message in the chat and its reply; `reply` is null while the turn is under way."""

    __tablename__ = "turns"

    id: Mapped[int] = mapped_column(LongId, primary_key=True)
    conversation: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(160))
    said: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(index=True)
    reply: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))

    __table_args__ = (UniqueConstraint("conversation", "key"),)

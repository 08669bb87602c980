"""Saves many rows at once, over those that are there already, on either database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.base import Table


def upsert(
    session: Session, table: type[Table], unique: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert the rows, which all have the same columns; one whose `unique` is there replaces it."""
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in unique}
    session.execute(
        statement.on_conflict_do_update(index_elements=list(unique), set_=changed),
        [dict(row) for row in rows],
    )

"""Fifty thousand enquiries in a minute or two: an invented year, copied many times over.

Each copy has ids, references and days of its own, and its audit is chained as the desk chains it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import yaml
from sqlalchemy import Connection, Table, func, insert, select, update

from bot.command.demo import WORDS, furnish
from bot.command.invented import Year
from bot.knowledge import Knowledge
from bot.references import new_reference
from bot.search import kept_words
from bot.settings import Settings
from bot.store.audit import hash_of
from bot.store.database import Store
from bot.store.enquiry_tables import AuditHead, AuditRow, Enquiry, EnquiryMessage, Mail
from bot.store.work_tables import SearchRow
from bot.web.desk.hashes import Hashes

ORIGINALS = 500
# The ids of a copy are those of the original, so many further on.
_STRIDE = 1_000_000
_AT_ONCE = 5_000
_ENQUIRIES: Table = Enquiry.__table__
_TABLES: tuple[Table, ...] = (_ENQUIRIES, EnquiryMessage.__table__, Mail.__table__)
_WORDS: Table = SearchRow.__table__
_AUDIT: Table = AuditRow.__table__
# One in thirty still waits, far more than a desk that does its work.
_WAITING = {
    **dict.fromkeys(("first_replied_at", "settled_at", "answer_minutes")),
    "status": "received",
}
Row = Mapping[str, Any]


def fill(store: Store, knowledge: Knowledge, settings: Settings, secret: str, many: int) -> None:
    """Fill an empty store with so many enquiries, their messages, mails and audit."""
    chance = random.Random(7)  # noqa: S311
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    year = Year(knowledge, settings, words, datetime.now(UTC), chance)
    store.write_now(furnish, year, Hashes(secret), min(many, ORIGINALS))
    with store.engine.begin() as connection:
        originals = {one.name: _rows(connection, one) for one in (*_TABLES, _WORDS, _AUDIT)}
        references = _references(originals[_ENQUIRIES.name], chance)
        for copy in range(1, many // ORIGINALS):
            by = timedelta(days=-chance.randrange(300), minutes=-chance.randrange(600))
            _copy(connection, originals, copy, by, references)
        _count_on(connection)
    with store.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as bare:
        bare.exec_driver_sql("ANALYZE")


def _references(originals: Iterable[Row], chance: random.Random) -> Iterator[str]:
    """References that nothing has yet: of so many, two may be drawn the same."""
    taken = {row["reference"] for row in originals}
    prefix = next(iter(taken)).partition("-")[0]
    while True:
        drawn = new_reference(prefix, chance.choice)
        if drawn not in taken:
            taken.add(drawn)
            yield drawn


def _copy(
    connection: Connection,
    originals: Mapping[str, list[Row]],
    copy: int,
    by: timedelta,
    references: Iterator[str],
) -> None:
    for table in _TABLES:
        rows = [_copied(row, copy, by, references) for row in originals[table.name]]
        if table is _ENQUIRIES:
            rows = [
                {**row, **_WAITING} if place % 30 == 0 else row for place, row in enumerate(rows)
            ]
        _insert(connection, table, rows)
        if table is _ENQUIRIES:
            called = {row["id"]: row["reference"] for row in rows}
    words = [_found_again(row, copy, called) for row in originals[_WORDS.name]]
    _insert(connection, _WORDS, words)
    head = connection.execute(select(AuditHead.number, AuditHead.hash)).one()
    number, previous = head.number, head.hash
    rows = []
    for row in originals[_AUDIT.name]:
        if row["subject"] == "enquiry":
            number += 1
            subject = str(int(row["subject_id"]) + copy * _STRIDE)
            new = {**row, "number": number, "at": row["at"] + by, "subject_id": subject}
            made = AuditRow(**{**new, "previous": previous})
            previous = hash_of(made)
            rows.append({**new, "previous": made.previous, "hash": previous})
    _insert(connection, _AUDIT, rows)
    connection.execute(update(AuditHead).values(number=number, hash=previous))


def _copied(row: Row, copy: int, by: timedelta, references: Iterator[str]) -> Row:
    changed = dict(row)
    for name, value in row.items():
        if isinstance(value, datetime):
            changed[name] = value + by
        elif name in {"id", "enquiry_id", "carries"} and value is not None:
            changed[name] = value + copy * _STRIDE
        elif name in {"key", "event", "message_id"} and value is not None:
            changed[name] = f"{value} {copy}"
        elif name == "reference":
            changed[name] = next(references)
    return changed


def _found_again(row: Row, copy: int, references: Mapping[int, str]) -> Row:
    """The words of a copy: those of its original, and its own reference."""
    enquiry = row["enquiry_id"] + copy * _STRIDE
    return {**row, "enquiry_id": enquiry, "words": kept_words((references[enquiry],), row["words"])}


def _count_on(connection: Connection) -> None:
    """Let new rows have ids after those of the copies; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        for table in _TABLES:
            most = select(func.max(table.c.id)).scalar_subquery()
            connection.execute(select(func.setval(f"{table.name}_id_seq", most)))


def _rows(connection: Connection, table: Table) -> list[Row]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def _insert(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    every = [dict(row) for row in rows]
    for begin in range(0, len(every), _AT_ONCE):
        connection.execute(insert(table), every[begin : begin + _AT_ONCE])

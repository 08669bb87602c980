"""What the two SQLite databases of a running assistant hold, beside the sizes of their files."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import orjson

ENGINE, SERVICE = "conversations.sqlite3", "signpost.sqlite3"
CONVERSATIONS = "SELECT count(*), min(saved) / 1e9 FROM conversation"
SAVED = "SELECT tracker FROM conversation WHERE saved >= ?"
TURNS = """
SELECT sum(turns), CAST(strftime('%s', min(last)) AS INTEGER), (SELECT count(*) FROM enquiries)
FROM (SELECT count(*) AS turns, max(at) AS last FROM turns GROUP BY conversation)
"""


@dataclass(frozen=True)
class Stored:
    """Rows, and for how many seconds the longest silent conversation has been silent."""

    conversations: int
    conversation_age: float
    turns: int
    turn_age: float
    enquiries: int


def stored(var: Path) -> Stored:
    """Look into both databases, beside the processes that write to them."""
    now = time.time()
    conversations, oldest = _first(var / ENGINE, CONVERSATIONS)
    turns, silent_since, enquiries = _first(var / SERVICE, TURNS)
    ages = [now - (since or now) for since in (oldest, silent_since)]
    return Stored(int(conversations), ages[0], int(turns or 0), ages[1], int(enquiries))


def longest(var: Path, since: float) -> tuple[int, int]:
    """The most events and the most bytes of a conversation saved since then (Unix seconds)."""
    most_events = most_bytes = 0
    with closing(_opened(var / ENGINE)) as database:
        for (tracker,) in database.execute(SAVED, [int(since * 1e9)]):
            most_events = max(most_events, len(orjson.loads(tracker)))
            most_bytes = max(most_bytes, len(tracker))
    return most_events, most_bytes


def megabytes_of_files(var: Path) -> dict[str, float]:
    """The databases and their logs."""
    return {path.name: path.stat().st_size / 1e6 for path in sorted(var.glob("*.sqlite3*"))}


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)


def _first(path: Path, statement: str) -> tuple[float, ...]:
    with closing(_opened(path)) as database:
        row: tuple[float, ...] = database.execute(statement).fetchone()
    return row

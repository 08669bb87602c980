"""The file that holds the conversations: SQLite, one row a conversation.

Rasa's SQLTrackerStore writes a row an event through an object mapper inside the event loop, which
doubles the time of a turn; one row in one statement costs a tenth of a millisecond. Several
processes may have the file open. What is deleted is overwritten with zeros, and its pages are given
back, so that the file is as large as what it holds and not as the most that it ever held.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bot.engine.refusals import BUSY, Refusal

BUSY_SECONDS = 2.0
"""How long a statement waits, in seconds, for another process that is writing."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversation (
    sender TEXT PRIMARY KEY,
    saved INTEGER NOT NULL,
    tracker BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversation_saved ON conversation (saved);
"""

# The first counts only before anything is written.
PRAGMAS = (
    "auto_vacuum=INCREMENTAL",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "secure_delete=ON",
)
INCREMENTAL = 2
"""As SQLite tells the mode (sqlite.org/pragma.html#pragma_auto_vacuum)."""

INSERT = """
INSERT INTO conversation (saved, tracker, sender) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
"""
UPDATE = "UPDATE conversation SET saved = ?, tracker = ? WHERE sender = ? AND saved = ?"


class ConversationsBusyError(Exception):
    """Another process holds the file's lock, or the disk is full or gone."""


class ConversationChangedError(Exception):
    """The conversation was saved or deleted by another turn since this one read it."""


class Row(NamedTuple):
    """A stored conversation: when it was saved (ns since 1970, UTC; unique) and its JSON."""

    saved: int
    tracker: bytes


class ConversationFile:
    """An open file of conversations; use it from one thread."""

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS) -> None:
        """Open or make the file; raise Refusal when that cannot be done."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
            for pragma in PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(SCHEMA)
            self._let_pages_be_given_back()
        except (sqlite3.Error, OSError) as error:
            raise Refusal(
                f"the conversations in {path} cannot be opened ({error}): is another program "
                "holding the file, is the disk full, may this user write there?",
                BUSY,
            ) from error

    def _let_pages_be_given_back(self) -> None:
        """Write a file anew, once, whose pages could not be given back when it was made.

        It takes half a second for 50 MB. Where another process is writing, the next start does it.
        """
        (mode,) = self._connection.execute("PRAGMA auto_vacuum").fetchone()
        if mode != INCREMENTAL:
            with suppress(sqlite3.OperationalError):
                self._connection.execute("VACUUM")

    @contextmanager
    def _busy_named(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection
        except sqlite3.OperationalError as error:
            raise ConversationsBusyError(f"{self.path} cannot be used: {error}") from error

    def read(self, sender: str) -> Row | None:
        """Give a conversation, or None."""
        with self._busy_named() as connection:
            row = connection.execute(
                "SELECT saved, tracker FROM conversation WHERE sender = ?", (sender,)
            ).fetchone()
        return Row(*row) if row else None

    def write(self, sender: str, tracker: bytes, read_as: int | None) -> int:
        """Save a conversation and give the time of saving.

        `read_as` is the time of saving of what the turn read, None if there was nothing. Raises
        ConversationChangedError if that is no longer so: a turn never brings back what was deleted
        meanwhile nor writes over another turn.
        """
        saved = max(time.time_ns(), (read_as or 0) + 1)
        with self._busy_named() as connection:
            if read_as is None:
                done = connection.execute(INSERT, (saved, tracker, sender))
            else:
                done = connection.execute(UPDATE, (saved, tracker, sender, read_as))
        if done.rowcount != 1:
            raise ConversationChangedError("the conversation was changed by another turn")
        return saved

    def delete(self, sender: str) -> bool:
        """Delete a conversation; tell whether there was one."""
        return self._delete("DELETE FROM conversation WHERE sender = ?", sender) > 0

    def delete_older(self, saved_before: int) -> int:
        """Delete what was saved last before `saved_before` (ns since 1970, UTC); give how many."""
        return self._delete("DELETE FROM conversation WHERE saved < ?", saved_before)

    def _delete(self, statement: str, value: str | int) -> int:
        """Delete rows, give back their pages, and empty the log, where their text would stay."""
        with self._busy_named() as connection:
            deleted = connection.execute(statement, (value,))
            if deleted.rowcount:
                # Each step gives back one page. Where another process writes, the next time does.
                with suppress(sqlite3.OperationalError):
                    connection.execute("PRAGMA incremental_vacuum").fetchall()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return deleted.rowcount

    def senders(self) -> list[str]:
        """Give the ids of all conversations."""
        with self._busy_named() as connection:
            return [sender for (sender,) in connection.execute("SELECT sender FROM conversation")]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

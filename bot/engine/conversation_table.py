"""The table that holds the conversations of several engines: PostgreSQL, one row a conversation.

It does what the file does (`conversation_file`), for a deployment that names a PostgreSQL server
in SIGNPOST_DATABASE_URL, so that any engine can go on with any conversation. The version that a
turn has read must be the one that it replaces: that is the fence which keeps two engines apart even
where their callers took each other for dead.

No index holds the time of saving: a row is then written anew in its own page, and forgetting, which
looks through all rows every ten minutes, reads none of the conversations themselves.
"""

from __future__ import annotations

import re
import threading
import time
from typing import Any

import psycopg

from bot.engine.conversation_file import ConversationChangedError, ConversationsBusyError, Row
from bot.engine.refusals import BUSY, Refusal

CONNECT_SECONDS = 3
STATEMENT_MILLISECONDS = 5000

SETTING = "SIGNPOST_DATABASE_URL"
POSTGRESQL = re.compile(r"postgres(ql)?(\+psycopg)?://")

# Any number will do that nothing else in the database locks; two engines may start at once.
MAKING = 7_315_001
SCHEMA = f"""
SELECT pg_advisory_xact_lock({MAKING});
CREATE TABLE IF NOT EXISTS engine_conversations (
    sender TEXT PRIMARY KEY,
    saved BIGINT NOT NULL,
    tracker BYTEA NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
"""
READ = "SELECT saved, tracker FROM engine_conversations WHERE sender = %s"
INSERT = """
INSERT INTO engine_conversations (saved, tracker, sender) VALUES (%s, %s, %s)
ON CONFLICT DO NOTHING
"""
UPDATE = """
UPDATE engine_conversations SET saved = %s, tracker = %s WHERE sender = %s AND saved = %s
"""


def postgresql_of(written: str | None) -> str | None:
    """Give the address of the PostgreSQL server that the setting names, None where it is a file."""
    found = POSTGRESQL.match(written or "")
    return POSTGRESQL.sub("postgresql://", str(written)) if found else None


class ConversationTable:
    """The table, for any number of threads: each has a connection of its own."""

    def __init__(self, url: str) -> None:
        """Open or make the table; raise Refusal when that cannot be done."""
        self._url = url
        self._own = threading.local()
        self._connections: list[psycopg.Connection[Any]] = []
        try:
            with psycopg.connect(self._url, connect_timeout=CONNECT_SECONDS) as connection:
                connection.execute(SCHEMA)
        except psycopg.Error as error:
            raise Refusal(
                f"the database that {SETTING} names cannot be used ({type(error).__name__}): is "
                "the server away, may this user make tables there?",
                BUSY,
            ) from error

    def read(self, sender: str) -> Row | None:
        """Give a conversation, or None."""
        row = self._run(READ, sender).fetchone()
        return Row(*row) if row else None

    def write(self, sender: str, tracker: bytes, read_as: int | None) -> int:
        """Save a conversation and give the time of saving; see ConversationFile.write."""
        saved = max(time.time_ns(), (read_as or 0) + 1)
        if read_as is None:
            done = self._run(INSERT, saved, tracker, sender)
        else:
            done = self._run(UPDATE, saved, tracker, sender, read_as)
        if done.rowcount != 1:
            raise ConversationChangedError("the conversation was changed by another turn")
        return saved

    def delete(self, sender: str) -> bool:
        """Delete a conversation; tell whether there was one."""
        return self._run("DELETE FROM engine_conversations WHERE sender = %s", sender).rowcount > 0

    def delete_older(self, saved_before: int) -> int:
        """Delete what was saved last before `saved_before` (ns since 1970, UTC); give how many."""
        statement = "DELETE FROM engine_conversations WHERE saved < %s"
        return self._run(statement, saved_before).rowcount

    def senders(self) -> list[str]:
        """Give the ids of all conversations."""
        return [sender for (sender,) in self._run("SELECT sender FROM engine_conversations")]

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections:
            connection.close()

    def _run(self, statement: str, *values: object) -> psycopg.Cursor[Any]:
        """Run a statement by itself; again over a new connection where the old one broke.

        It may have been done before the connection broke: a version is then found changed, and the
        turn, which is looked for before it is taken again, is found saved.
        """
        for is_last in (False, True):
            try:
                return self._connection().execute(statement.encode(), values)
            except psycopg.Error as error:
                self._let_go()
                if is_last or not isinstance(error, psycopg.OperationalError):
                    fault = type(error).__name__
                    raise ConversationsBusyError(f"the database cannot be used: {fault}") from error
        raise AssertionError

    def _connection(self) -> psycopg.Connection[Any]:
        connection: psycopg.Connection[Any] | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = psycopg.connect(
                self._url,
                autocommit=True,
                connect_timeout=CONNECT_SECONDS,
                options=f"-c statement_timeout={STATEMENT_MILLISECONDS}",
            )
            self._own.connection = connection
            self._connections.append(connection)
        return connection

    def _let_go(self) -> None:
        connection: psycopg.Connection[Any] | None = getattr(self._own, "connection", None)
        if connection is not None:
            self._own.connection = None
            self._connections.remove(connection)
            connection.close()

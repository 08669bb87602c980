"""The engine's conversations in PostgreSQL: fenced, found again and forgotten from outside."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.command.remembered import Remembered
from bot.engine.conversation_file import ConversationChangedError, ConversationsBusyError
from bot.engine.conversation_table import ConversationTable
from bot.engine.refusals import BUSY, Refusal
from bot.settings import Settings


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """A database of the test's own, as a setting names it."""
    request.getfixturevalue("postgresql").psql("DROP TABLE IF EXISTS engine_conversations")
    written = str(request.getfixturevalue("postgresql").get_uri(database="postgres"))
    return written.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture
def table(url: str) -> Iterator[ConversationTable]:
    """The table, as an engine opens it."""
    opened = ConversationTable(url.replace("+psycopg", ""))
    yield opened
    opened.close()


def test_what_was_written_is_read_and_not_written_over(table: ConversationTable) -> None:
    """The version that a turn has read must be the one that it replaces, or brings nothing back."""
    first = table.write("ann", b"[1]", None)
    second = table.write("ann", b"[2]", first)
    assert second > first
    for read_as in (first, None):
        with pytest.raises(ConversationChangedError):
            table.write("ann", b"[3]", read_as)
    assert table.read("ann") == (second, b"[2]")
    assert table.delete("ann")
    assert not table.delete("ann")
    with pytest.raises(ConversationChangedError):
        table.write("ann", b"[3]", second)
    assert table.read("ann") is None


def test_only_one_of_many_writers_wins(table: ConversationTable) -> None:
    """Eight writers count to 80 in one conversation, each trying until it has written."""
    table.write("ann", b"0", None)

    def count() -> None:
        done = 0
        while done < 10:
            row = table.read("ann")
            assert row
            try:
                table.write("ann", str(int(row.tracker) + 1).encode(), row.saved)
                done += 1
            except ConversationChangedError:
                continue

    with ThreadPoolExecutor(8) as writers:
        for writer in [writers.submit(count) for _ in range(8)]:
            writer.result()
    row = table.read("ann")
    assert row
    assert row.tracker == b"80"


def test_engines_that_start_at_once_make_one_table(url: str, table: ConversationTable) -> None:
    """None of them fails because another was making it."""
    with ThreadPoolExecutor(6) as engines:
        tables = list(engines.map(ConversationTable, [url.replace("+psycopg", "")] * 6))
    for one in tables:
        one.close()
    assert table.senders() == []


def test_a_connection_that_breaks_is_made_anew(table: ConversationTable, postgresql: Any) -> None:
    """A server that was restarted costs no turn."""
    saved = table.write("ann", b"[1]", None)
    postgresql.psql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    )
    assert table.read("ann") == (saved, b"[1]")


def test_a_server_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    """At the start by a sentence, and another start may help."""
    with pytest.raises(Refusal, match="SIGNPOST_DATABASE_URL") as refusal:
        ConversationTable(f"postgresql://signpost:sesame@/x?host={tmp_path}")
    assert refusal.value.exit_code == BUSY
    assert "sesame" not in str(refusal.value)


def test_a_table_that_is_gone_is_an_error_of_ours(
    table: ConversationTable, postgresql: Any
) -> None:
    """The turn ends, and nothing of the database's own words reaches anybody."""
    postgresql.psql("DROP TABLE engine_conversations")
    with pytest.raises(ConversationsBusyError, match="UndefinedTable"):
        table.read("ann")


def test_a_persons_conversations_are_found_and_erased(
    url: str, table: ConversationTable, tmp_path: Path
) -> None:
    """What `make export`, `make erase` and `make forget` ask for, as of the file."""
    events = [{"event": "user", "text": "I am jo@harbour.example", "timestamp": 1.0}]
    table.write("hers", orjson.dumps(events), None)
    table.write("another", b"[]", None)
    remembered = Remembered(Settings(var=tmp_path, database_url=url))
    assert remembered.with_address("Jo@harbour.example") == {"hers"}
    assert [told.text for told in remembered.told("hers")] == ["I am jo@harbour.example"]
    soon = datetime.now(UTC) + timedelta(minutes=1)
    assert remembered.older_than(soon) == {"hers", "another"}
    assert remembered.forget({"hers"}) == 1
    remembered.close()
    assert table.senders() == ["another"]

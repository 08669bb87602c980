"""The file of conversations: whole, safe with several writers, and really emptied."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from bot.engine.conversation_file import (
    SCHEMA,
    ConversationChangedError,
    ConversationFile,
    ConversationsBusyError,
)
from bot.engine.refusals import BUSY, Refusal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A place for a file, in a folder that is not there yet."""
    return tmp_path / "var" / "conversations.sqlite3"


def test_what_was_written_is_read(path: Path) -> None:
    """By another process too, as after a restart."""
    first = ConversationFile(path)
    saved = first.write("ann", b"[1]", None)
    assert ConversationFile(path).read("ann") == (saved, b"[1]")
    assert first.read("bob") is None
    assert first.senders() == ["ann"]


def test_a_turn_does_not_write_over_another(path: Path) -> None:
    """The version that a turn has read must be the one that it replaces."""
    file, other = ConversationFile(path), ConversationFile(path)
    first = file.write("ann", b"[1]", None)
    second = other.write("ann", b"[2]", first)
    assert second > first
    for read_as in (first, None):
        with pytest.raises(ConversationChangedError):
            file.write("ann", b"[3]", read_as)
    assert file.read("ann") == (second, b"[2]")


def test_a_turn_does_not_bring_back_what_was_deleted(path: Path) -> None:
    """A conversation that is deleted during a turn stays deleted."""
    file = ConversationFile(path)
    saved = file.write("ann", b"[1]", None)
    assert file.delete("ann")
    with pytest.raises(ConversationChangedError):
        file.write("ann", b"[2]", saved)
    assert not file.delete("ann")


def test_only_one_of_many_writers_wins(path: Path) -> None:
    """Eight writers count to 200 in one conversation, each trying until it has written."""
    ConversationFile(path).write("ann", b"0", None)

    def count() -> None:
        file = ConversationFile(path, busy_seconds=30)
        done = 0
        while done < 25:
            row = file.read("ann")
            assert row
            try:
                file.write("ann", str(int(row.tracker) + 1).encode(), row.saved)
                done += 1
            except ConversationChangedError:
                continue
        file.close()

    with ThreadPoolExecutor(8) as writers:
        for writer in [writers.submit(count) for _ in range(8)]:
            writer.result()
    row = ConversationFile(path).read("ann")
    assert row
    assert row.tracker == b"200"


def test_old_conversations_go_and_leave_nothing(path: Path) -> None:
    """Neither the file nor the write-ahead log holds a word of what was deleted."""
    file = ConversationFile(path)
    old = file.write("ann", b"wolframite" * 900, None)
    old = file.write("ann", b"wolframite" * 1000, old)
    new = file.write("bob", b"basalt", None)
    assert file.delete_older(new) == 1
    assert file.delete_older(new) == 0
    contents = b"".join(part.read_bytes() for part in path.parent.iterdir())
    assert b"wolframite" not in contents
    assert b"basalt" in contents
    assert file.senders() == ["bob"]


@pytest.mark.parametrize("made_before", [False, True], ids=["new", "of an earlier release"])
def test_what_is_forgotten_leaves_no_empty_pages(path: Path, made_before: bool) -> None:  # noqa: FBT001
    """The file shrinks to what it holds; one that could not shrink is written anew when opened."""
    path.parent.mkdir()
    if made_before:
        with closing(sqlite3.connect(path)) as earlier:
            earlier.executescript("PRAGMA journal_mode=WAL; CREATE TABLE empty (number);")
    file = ConversationFile(path)
    for number in range(100):
        file.write(f"old{number}", b"x" * 9000, None)
    new = file.write("new", b"y" * 9000, None)
    file.close()
    full = path.stat().st_size
    file = ConversationFile(path)
    assert file.delete_older(new) == 100
    assert path.stat().st_size < full / 20
    assert file.senders() == ["new"]


def test_a_file_that_is_in_use_is_written_anew_another_time(path: Path) -> None:
    """The conversations of an earlier release open while another process is writing."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as earlier:
        earlier.executescript(f"PRAGMA journal_mode=WAL; {SCHEMA}")
        earlier.execute("BEGIN IMMEDIATE")
        file = ConversationFile(path, busy_seconds=0.05)
        earlier.execute("ROLLBACK")
    file.write("ann", b"[1]", None)
    assert file.senders() == ["ann"]


def test_a_locked_file_is_named(path: Path) -> None:
    """While another process writes, an error of our own says so; afterwards all works."""
    file = ConversationFile(path, busy_seconds=0.05)
    saved = file.write("ann", b"[1]", None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(ConversationsBusyError, match=r"conversations.sqlite3 cannot be used"):
        file.write("ann", b"[2]", saved)
    assert file.read("ann") == (saved, b"[1]")
    other.execute("ROLLBACK")
    file.write("ann", b"[2]", saved)


@pytest.mark.parametrize("content", [b"this is no database" * 100, None])
def test_a_file_that_cannot_be_opened_is_refused(path: Path, content: bytes | None) -> None:
    """Other content, or a folder in its place: a sentence with the path."""
    path.parent.mkdir()
    path.mkdir() if content is None else path.write_bytes(content)
    with pytest.raises(Refusal, match=r"conversations.sqlite3 cannot be opened") as refusal:
        ConversationFile(path)
    assert refusal.value.exit_code == BUSY

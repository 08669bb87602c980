"""Logs have their time too: a new file each day, and none that is older than its days."""

from __future__ import annotations

import logging
import os
import time

from bot.command.log_files import LOG_BYTES, LogFile

DAY = 86_400


def line(text):
    """A record as the supervisor writes it."""
    return logging.makeLogRecord({"msg": text})


def aged(path, days):
    """Make a file that many days older."""
    at = time.time() - days * DAY
    os.utime(path, (at, at))


def test_a_new_day_begins_a_new_file(tmp_path):
    """So that a quiet service does not keep the lines of months in one file."""
    path = tmp_path / "a.log"
    log = LogFile(path, days=5)
    log.emit(line("yesterday"))
    log.close()
    aged(path, 1)
    log = LogFile(path, days=5)
    log.emit(line("today"))
    log.close()
    assert path.read_text() == "today\n"
    assert (tmp_path / "a.log.1").read_text() == "yesterday\n"


def test_what_is_older_than_its_days_is_deleted(tmp_path):
    """When the log is opened and when it is turned over; a log of another process stays."""
    old, other = tmp_path / "a.log.2", tmp_path / "b.log"
    for path in (old, other):
        path.write_text("long ago\n")
        aged(path, 6)
    LogFile(tmp_path / "a.log", days=5).close()
    assert not old.exists()
    assert other.exists()


def test_a_busy_day_fills_no_disk(tmp_path):
    """At 5 MB a new file begins, and only so many are kept."""
    log = LogFile(tmp_path / "a.log", days=1)
    for _ in range(8):
        log.emit(line("x" * (LOG_BYTES - 10)))
    log.close()
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    assert all(path.stat().st_size <= LOG_BYTES for path in files)

"""The log of a process: turned over each day and at 5 MB, and deleted when its days are over."""

from __future__ import annotations

import logging
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_BYTES = 5_000_000
LEAST_KEPT = 3
SECONDS_A_DAY = 86_400


class LogFile(RotatingFileHandler):
    """Keeps the lines of at most ``days`` days; a busy day may push older ones out sooner."""

    def __init__(self, path: Path, days: int) -> None:
        """Open the log with its first line; what is too old is deleted at once."""
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(
            path,
            maxBytes=LOG_BYTES,
            backupCount=max(days, LEAST_KEPT),
            encoding="utf-8",
            delay=True,
        )
        self._path, self._days = path, days
        self._written_on = _day(path.stat().st_mtime) if path.exists() else _day(time.time())
        self._delete_old()

    def shouldRollover(self, record: logging.LogRecord) -> int:  # noqa: N802 - the library's name
        """Whether the line begins a new file: on a new day, or where it would grow too large."""
        today = _day(time.time())
        is_new_day, self._written_on = today != self._written_on, today
        return int(is_new_day or super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802 - the library's name
        """Begin a new file, and delete those whose days are over."""
        super().doRollover()
        self._delete_old()

    def _delete_old(self) -> None:
        for path in self._path.parent.glob(f"{self._path.name}*"):
            if time.time() - path.stat().st_mtime > self._days * SECONDS_A_DAY:
                path.unlink(missing_ok=True)


def _day(moment: float) -> int:
    return int(moment // SECONDS_A_DAY)

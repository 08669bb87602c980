"""Logs: one JSON object a line, with the request's id, and never the words of a message."""

from __future__ import annotations

import logging
import sys

import orjson
import structlog

from bot.web.traces import place_of


def set_up_logs() -> None:
    """Send our own log lines, and the warnings of libraries, to standard error as JSON.

    Libraries' log texts and tracebacks may quote a message, so only their logger, level and
    the kind and place of an error are written (features.md, O2).
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[LibraryHandler()], level=logging.WARNING, force=True)


class LibraryHandler(logging.Handler):
    """Writes a library's log record without its text."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record's source, level and error, but none of its words."""
        error = record.exc_info[1] if record.exc_info else None
        details = {"error": type(error).__name__, "at": place_of(error)} if error else {}
        structlog.get_logger().warning(
            "library log",
            logger=record.name,
            severity=record.levelname,
            line=f"{record.filename}:{record.lineno}",
            **details,
        )


def _json(data: object, **_: object) -> str:
    return orjson.dumps(data, default=repr).decode()

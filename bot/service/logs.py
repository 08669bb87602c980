"""Logs: one JSON object a line, with the request's id, and never the words of a message."""

from __future__ import annotations

import logging
import sys

import orjson
import structlog

from bot.web.traces import place_of

# Whose log texts are ours, and so known to hold no words of a message.
OURS = ("bot", "actions")


def set_up_logs() -> None:
    """Send every log line to standard error as JSON (features.md, O2)."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(handlers=[LineHandler()], level=logging.WARNING, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)


class LineHandler(logging.Handler):
    """Writes records of the standard library's logging; a library's record without its text.

    Log texts of libraries, and the values in a traceback, may quote a message: of those only
    the logger, the place, and the kind and place of an error are written.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        ours = record.name.split(".")[0] in OURS
        details = {"logger": record.name, "line": f"{record.filename}:{record.lineno}"}
        error = record.exc_info[1] if record.exc_info else None
        if error:
            details |= {"error": type(error).__name__, "at": place_of(error)}
        event = record.getMessage() if ours else "library log"
        structlog.get_logger().log(record.levelno, event, **details)


def _json(data: object, **_: object) -> str:
    return orjson.dumps(data, default=repr).decode()

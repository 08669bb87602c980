"""The engine's log: one line of JSON an event on standard error, and never what a person wrote.

Rasa writes people's words into its log in many places: debug lines, the REST channel's errors,
the messages of exceptions (a malformed answer is quoted whole). So from the moment the engine is
ready nothing that is not known to be free of them is written. Known are: our own messages
(loggers under `bot`) and the fixed event names of Rasa's structured log. Of everything else the
line tells the place in the code and, of an exception, its class and where it was raised: enough
to find the cause, never a value.

Until the engine is ready nobody has written anything, and messages are written in full, so that
a model that does not load says why.

A line: {"time": ISO 8601 in UTC, "level", "process": "engine" or, of several, "engine 2", "where":
"logger:function:line", "event"?, "error"?: ["class at module:function:line", …]}, an error before
its cause.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
import warnings
from collections.abc import Iterator, MutableMapping
from datetime import datetime, timezone
from pathlib import Path
from types import FrameType
from typing import Any, TextIO

import structlog

from bot.engine.refusals import Refusal

OWN_LOGGERS = "bot"
SAID_OF_EVERY_DOMAIN = "Slot auto-fill has been removed in 3.0"

FRAMES_ABOVE_A_WARNING = 3
"""From `note_warning` to Python's own function, Rasa's `raise_warning`, the function that warns."""


class LineFormatter(logging.Formatter):
    """Formats a record as one line of JSON; see the module for what it leaves out."""

    def __init__(self) -> None:
        """Start open: messages are written in full until `people_are_writing` is set."""
        super().__init__()
        self.people_are_writing = False
        self.process = "engine"

    def format(self, record: logging.LogRecord) -> str:
        """Give the record's line."""
        line = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(
                "T", "milliseconds"
            ),
            "level": record.levelname.lower(),
            "process": self.process,
            "where": f"{record.name}:{record.funcName}:{record.lineno}",
        }
        if event := self._event(record):
            line["event"] = event
        if record.exc_info and record.exc_info[1]:
            return json.dumps({**line, "error": list(self._errors(record.exc_info[1]))})
        return json.dumps(line)

    def _event(self, record: logging.LogRecord) -> str:
        if not self.people_are_writing or is_own(record.name):
            return record.getMessage()
        return str(getattr(record, "constant_event", ""))

    def _errors(self, error: BaseException | None) -> Iterator[str]:
        """Name an exception and what led to it, the last first."""
        while error is not None:
            what = "" if self.people_are_writing else f" ({error})"
            yield f"{type(error).__name__}{what} at {_raised_at(error)}"
            error = error.__cause__ or error.__context__


def is_own(logger_name: str) -> bool:
    """Tell whether a logger is ours, whose messages hold no words of a person's."""
    return logger_name == OWN_LOGGERS or logger_name.startswith(f"{OWN_LOGGERS}.")


def _raised_at(error: BaseException) -> str:
    frames = list(traceback.walk_tb(error.__traceback__))
    if not frames:
        return "unknown"
    return _place(*frames[-1])


def _place(frame: FrameType, line: int) -> str:
    return f"{frame.f_globals.get('__name__')}:{frame.f_code.co_name}:{line}"


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Leave out a refusal: the launcher says it as a sentence when it ends the process."""
    return not (record.exc_info and isinstance(record.exc_info[1], Refusal))


def configure_logging() -> LineFormatter:
    """Send every logger of this process through one formatter, from warnings up; give it.

    Our own loggers write from info up. Loggers that are cut off from the root, as Rasa cuts off
    Sanic's, write through Python's last resort, which is ours too.
    """
    formatter = LineFormatter()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(is_worth_a_line)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(OWN_LOGGERS).setLevel(logging.INFO)
    logging.lastResort = handler
    warnings.showwarning = note_warning
    structlog.configure(
        processors=[constant_event],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )
    return formatter


def note_warning(  # noqa: PLR0917 - as Python calls it
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,  # noqa: ARG001 - this and the next as Python's own
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    """Log a warning of Rasa's for its users; leave out those for the authors of libraries.

    When words may not be written, the line names the function that called Rasa's `raise_warning`.
    """
    from_rasa = issubclass(category, UserWarning) and "rasa" in Path(filename).parts
    if from_rasa and not str(message).startswith(SAID_OF_EVERY_DOMAIN):
        frame = sys._getframe(FRAMES_ABOVE_A_WARNING)  # noqa: SLF001 - the usual way
        name = f"warning by {_place(frame, frame.f_lineno)}"
        logging.getLogger("rasa").warning(str(message), extra={"constant_event": name})


def constant_event(
    _logger: object, method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[str], dict[str, Any]]:
    """Keep of a structured event of Rasa's its fixed name and its exception; drop its values."""
    name = str(event.get("event", ""))
    with_exception = bool(event.get("exc_info")) or method == "exception"
    return (name,), {"extra": {"constant_event": name}, "exc_info": with_exception}

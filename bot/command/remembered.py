"""The engine's conversations, looked into and forgotten from outside, beside a running engine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone

import orjson

from bot.engine.conversation_file import ConversationFile
from bot.engine.conversation_table import ConversationTable, postgresql_of
from bot.service.rights import Told
from bot.settings import Settings

FILE = "conversations.sqlite3"
_SPEAKERS = frozenset({"user", "bot"})


class Remembered:
    """The file or the table of the engine's conversations, where there is one."""

    def __init__(self, settings: Settings) -> None:
        """Open it; no file is made where the engine never ran."""
        url, path = postgresql_of(settings.database_url), settings.var / FILE
        self._file: ConversationFile | ConversationTable | None = None
        if url:
            self._file = ConversationTable(url)
        elif path.exists():
            self._file = ConversationFile(path)

    def with_address(self, email: str) -> frozenset[str]:
        """The conversations in which an e-mail address was written."""
        return frozenset(
            sender
            for sender in self._senders()
            if any(email.casefold() in told.text.casefold() for told in self.told(sender))
        )

    def told(self, sender: str) -> tuple[Told, ...]:
        """What was said in a conversation; nothing where it is forgotten."""
        row = self._file.read(sender) if self._file else None
        events = orjson.loads(row.tracker) if row else []
        return tuple(
            Told(
                str(event["event"]),
                _text_of(event),
                datetime.fromtimestamp(event.get("timestamp") or 0, timezone.utc),
            )
            for event in events
            if event.get("event") in _SPEAKERS and _text_of(event)
        )

    def forget(self, senders: Iterable[str]) -> int:
        """Erase conversations; gives how many there were."""
        return sum(self._file.delete(sender) for sender in senders) if self._file else 0

    def older_than(self, before: datetime) -> frozenset[str]:
        """The conversations that had their last message before then."""
        limit = int(before.timestamp() * 1e9)
        rows = {sender: self._file.read(sender) for sender in self._senders() if self._file}
        return frozenset(sender for sender, row in rows.items() if row and row.saved < limit)

    def close(self) -> None:
        """Close the file or the table."""
        if self._file:
            self._file.close()

    def _senders(self) -> list[str]:
        return self._file.senders() if self._file else []


def _text_of(event: dict[str, object]) -> str:
    """The words of an event; of ours, the whole text stands in the custom message."""
    data = event.get("data")
    custom = data.get("custom") if isinstance(data, dict) else None
    text = custom.get("text") if isinstance(custom, dict) else None
    return str(text or event.get("text") or "")

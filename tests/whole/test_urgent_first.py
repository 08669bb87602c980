"""The numbers for somebody at risk wait for nothing that can be away."""

from __future__ import annotations

import sqlite3

import pytest

from bot.service.storage import FILE
from tests.support.running import RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]


def test_an_urgent_message_waits_for_no_store(assistant: RunningAssistant) -> None:
    """Somebody else holds the database: the numbers come all the same, in the middle of a form."""
    assistant.ask("I want to leave a question for my advisor", sender="locked")
    database = sqlite3.connect(assistant.folder / "var" / FILE, isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    try:
        said = "a girl in year 4 says that her uncle touches her"
        (message,) = assistant.ask(said, sender="locked", patience=10)
    finally:
        database.close()
    assert message["custom"]["outcome"] == "urgent"
    assert "03000 411111" in message["text"]
    assert "asking" not in message["custom"]
    assert "reference" not in message["custom"]

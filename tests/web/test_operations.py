"""Those who run the service see its health and its measures, and never anybody's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.store.database import sqlite_url
from bot.web import health
from tests.support.doors import Door, open_door
from tests.support.enquirers import FENSHIRE
from tests.support.stand_in_engine import as_engine, fixed, message


async def ready(door: Door) -> tuple[int, Any]:
    """Status and JSON of /health/ready."""
    async with door.client.get(door.url("/health/ready")) as answer:
        return answer.status, await answer.json()


async def test_ready_names_the_state_of_each_part(door: Door) -> None:
    """Engine, knowledge, database, mail and disk, each by name (O1)."""
    assert await ready(door) == (
        200,
        {
            "state": "ready",
            "parts": {
                "engine": {"state": "ok"},
                "knowledge": {"state": "ok", "version": "small-1"},
                "database": {"state": "ok"},
                "mail": {"state": "ok", "waiting": "0", "failed": "0"},
                "disk": {"state": "ok"},
            },
        },
    )


async def test_a_dead_engine_is_not_ready_but_live(door: Door) -> None:
    """The supervisor restarts what is not live; a load balancer waits for what is not ready."""
    await door.engine_server.close()
    status, answer = await ready(door)
    assert (status, answer["parts"]["engine"]["state"]) == (503, "down")
    async with door.client.get(door.url("/health/live")) as live:
        assert live.status == 200


async def test_a_full_or_missing_disk_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder that everything is written to must be there, with room."""
    database_url = sqlite_url(tmp_path / "elsewhere.sqlite3")
    async with open_door(tmp_path / "nowhere", database_url=database_url) as door:
        status, answer = await ready(door)
        assert (status, answer["parts"]["disk"]["state"]) == (503, "missing")
    monkeypatch.setattr(health, "LEAST_FREE", 2**60)
    async with open_door(tmp_path) as door:
        assert (await ready(door))[1]["parts"]["disk"]["state"] == "full"


async def test_measures_count_kinds_and_hold_no_words(door: Door) -> None:
    """What is typed as message, sender, address or method never becomes a label (O2)."""
    await door.send("planted-message", "planted-sender")
    door.engine.answer = fixed(lambda: as_engine(message("x", outcome="planted-outcome")))
    await door.send("hello")
    async with door.client.get(door.url("/planted-path")) as answer:
        assert answer.status == 404
    async with door.client.get(door.url("/metrics")) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        text = await answer.text()
    assert "planted" not in text
    assert 'signpost_replies_total{outcome="answered"} 1.0' in text
    assert 'signpost_replies_total{outcome="other"} 1.0' in text
    route = 'route="/webhooks/rest/webhook",status="200"'
    assert f'signpost_requests_total{{method="POST",{route}}} 2.0' in text
    assert 'route="unmatched",status="404"' in text
    assert "signpost_reply_seconds_count 2.0" in text


async def test_a_failing_engine_is_counted_by_kind(door: Door) -> None:
    """Whoever watches sees that people got apologies, and why."""
    await door.send("hello")
    await door.engine_server.close()
    await door.send("hello")
    async with door.client.get(door.url("/metrics")) as answer:
        text = await answer.text()
    assert 'signpost_engine_failures_total{failure="down"} 1.0' in text
    assert 'signpost_replies_total{outcome="apology"} 1.0' in text


async def test_a_database_that_cannot_be_used_is_not_ready(door: Door) -> None:
    """Neither is the mail queue, which is kept in it."""
    with door.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE mails")
    status, answer = await ready(door)
    assert status == 503
    assert answer["parts"]["database"]["state"] == answer["parts"]["mail"]["state"] == "away"


async def test_addresses_that_are_only_examples_are_told(tmp_path: Path) -> None:
    """By the ids of their areas; answering does not depend on them."""
    async with open_door(tmp_path, knowledge=FENSHIRE) as door:
        status, told = await ready(door)
    assert status == 200
    assert told["parts"]["knowledge"]["without_address"] == "west, east"

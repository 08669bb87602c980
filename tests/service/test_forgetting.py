"""What has been kept for long enough goes by itself; what waits for an answer never does."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.service.forgetting import forget_due
from bot.service.secret import audit_signer
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import audit, desk, queries, sign_ins
from tests.service.conftest import ServiceProcess
from tests.support.doors import bytes_under
from tests.support.enquirers import NOW, advisor, leave
from tests.support.planted import PLANTED, plant

SIGN = audit_signer("a secret for tests, long enough")


def test_what_is_old_is_forgotten_and_counted(tmp_path):
    """A settled enquiry after its days, a session of the desk after one; an open enquiry stays."""
    settings = Settings(var=tmp_path, enquiry_days=10)
    store = open_store(settings)
    waiting, settled, actor = leave(store), leave(store), advisor(store)
    store.write_now(desk.reply, actor, settled.reference, 1, text="Yes.", key="r", now=NOW)
    store.write_now(sign_ins.begin_session, "hash", actor.id, NOW)
    assert sum(store.write_now(forget_due, settings, NOW, SIGN).values()) == 0
    gone = store.write_now(forget_due, settings, NOW + timedelta(days=11), SIGN)
    assert (gone["enquiries"], gone["sign_ins"]) == (1, 1)
    (left,) = store.read_now(queries.queue)
    assert left.reference == waiting.reference
    store.close()


def test_the_audit_is_forgotten_by_its_setting_and_the_rest_still_verifies(tmp_path):
    """Its oldest rows, behind a checkpoint that only this deployment's key can have signed."""
    settings = Settings(var=tmp_path, audit_days=100)
    store = open_store(settings)
    for day in (0, 1, 150):
        leave(store, now=NOW + timedelta(days=day))
    assert store.write_now(forget_due, settings, NOW + timedelta(days=100), SIGN)["audit"] == 0
    gone = store.write_now(forget_due, settings, NOW + timedelta(days=160), SIGN)
    assert gone["audit"] == 2
    verified = store.read_now(audit.verify, SIGN)
    assert (verified.rows, verified.ok) == (1, True)
    leave(store, now=NOW + timedelta(days=161))
    assert store.read_now(audit.verify, SIGN).ok
    assert not store.read_now(audit.verify, audit_signer("another secret for tests, long")).ok
    store.close()


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """Old words in all that the service is about to find."""
    plant(tmp_path / "var")
    # The dialogue engine forgets its own; see tests/engine/test_run.py.
    (tmp_path / "var" / "conversations.sqlite3").unlink()
    assert PLANTED.encode() in bytes_under(tmp_path / "var")
    return tmp_path / "var"


async def test_a_running_service_forgets_without_being_asked(
    planted: Path, service: ServiceProcess
) -> None:
    """Until no file holds a word of it: tables, free pages, write-ahead log and mails."""
    for _ in range(300):
        if any('"forgotten"' in line for line in service.log):
            break
        await asyncio.sleep(0.1)
    assert PLANTED.encode() not in bytes_under(planted)
    assert b"Still Waiting" in bytes_under(planted)

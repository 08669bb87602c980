"""The clock of the desk: warnings, alarms and digests come by themselves, in working hours."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.service import reminding
from bot.service.reminding import remind_always, remind_due
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import accounts
from bot.store.enquiry_tables import Mail
from tests.support.enquirers import DUE, NOW, advisor, leave


def test_nobody_is_told_at_night(tmp_path: Path) -> None:
    """What falls due as the office closes is told when it opens again."""
    settings = Settings(var=tmp_path)
    store = open_store(settings)
    leave(store)
    night = DUE.replace(hour=22)
    assert store.write_now(remind_due, settings, night) == {}
    morning = night.replace(hour=9) + timedelta(days=1)
    assert store.write_now(remind_due, settings, morning)["overdue"] == 1
    store.close()


def test_the_warning_is_measured_in_working_time(tmp_path: Path) -> None:
    """Due on Monday morning at ten: four hours before that is Friday afternoon."""
    settings = Settings(var=tmp_path, warn_hours=4)
    store = open_store(settings)
    monday = NOW.replace(hour=10, minute=0) + timedelta(days=7)
    leave(store, now=monday - (DUE - NOW))
    friday = monday - timedelta(days=3)
    early = store.write_now(remind_due, settings, friday.replace(hour=14, minute=20))
    assert early["due_soon"] == 0
    late = store.write_now(remind_due, settings, friday.replace(hour=14, minute=40))
    assert late["due_soon"] == 1
    store.close()


async def test_it_reminds_by_itself_and_wakes_the_outbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each minute; a store that cannot be used is asked again."""
    settings = Settings(var=tmp_path)
    store, woken = open_store(settings), asyncio.Event()
    monkeypatch.setattr(reminding, "EVERY", timedelta(milliseconds=20))
    ash = advisor(store)
    store.write_now(accounts.confirm_totp, ash.id or 0, 1, [], NOW)
    task = asyncio.create_task(remind_always(store, settings, lambda: NOW, woken.set))
    await asyncio.sleep(0.1)
    assert not woken.is_set()
    await asyncio.to_thread(leave, store)
    await asyncio.wait_for(woken.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    mails = store.read_now(lambda session: session.scalars(select(Mail)).all())
    assert [one.kind for one in mails] == ["received", "new", "digest"]
    store.close()

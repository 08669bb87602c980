"""Reminds of what is due: warnings, alarms with the managers told, and the digest of each day."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session

from bot.alarms import watch
from bot.settings import Settings
from bot.store.alarms import raise_alarms
from bot.store.alone import Job, is_alone
from bot.store.database import Store, StoreError
from bot.store.digests import queue_digests
from bot.store.looking import LOOKS_FOR, forget_looking
from bot.working_time import is_working_time

EVERY = timedelta(minutes=1)

log = structlog.get_logger()


async def remind_always(
    store: Store, settings: Settings, now: Callable[[], datetime], wake: Callable[[], None]
) -> NoReturn:
    """Remind until cancelled; a store that is away is asked again the next time."""
    while True:
        try:
            told = await store.write(remind_due, settings, now())
            if any(told.values()):
                log.info("reminded", **told)
                wake()
        except StoreError as error:
            log.warning("nobody reminded", failure=str(error))
        await asyncio.sleep(EVERY.total_seconds())


def remind_due(session: Session, settings: Settings, now: datetime) -> dict[str, int]:
    """Queue what there is to tell at this moment; returns how much of each kind.

    Outside working hours nobody is told: what fell due then waits for the morning. Where another
    service reminds just now, this one leaves it to that.
    """
    if not is_alone(session, Job.REMINDING):
        return {}
    forget_looking(session, now - LOOKS_FOR)
    week = settings.working_week
    if not is_working_time(now, week):
        return {}
    today = now.astimezone(ZoneInfo(week.zone)).date()
    moments = watch(now, settings.warn_hours, week)
    digests = queue_digests(session, moments, today)
    alarms = raise_alarms(session, moments, today)
    return {"due_soon": alarms.soon, "overdue": alarms.overdue, "digests": digests}

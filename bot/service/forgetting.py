"""Forgets what has been kept for long enough, again and again (design.md; features.md, O4)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NoReturn

import structlog
from sqlalchemy.orm import Session

from bot.settings import Settings
from bot.store import retention
from bot.store.audit import Sign, expire_audit
from bot.store.database import Store, StoreError
from bot.store.opinions import forget_opinions
from bot.store.stops import forget_stops
from bot.store.turns import forget_turns

AT_LEAST_EVERY = timedelta(minutes=10)
# So often, at least, within the time for which a conversation is kept.
A_TIME_KEPT = 10
# For looking back over a month.
ABSENCES = timedelta(days=31)
# Longer than a session or a lock-out of the desk can last.
SIGN_INS = timedelta(days=1)

log = structlog.get_logger()


async def forget_always(
    store: Store, settings: Settings, now: Callable[[], datetime], sign: Sign
) -> NoReturn:
    """Forget until cancelled; a store that is away is asked again the next time."""
    every = min(AT_LEAST_EVERY, timedelta(hours=settings.conversation_hours) / A_TIME_KEPT)
    while True:
        try:
            gone = await store.write(forget_due, settings, now(), sign)
            files = await asyncio.to_thread(forget_mail_files, settings, now())
            is_scrubbed = await store.scrubbed()
            log.info("forgotten", **gone, mail_files=files, scrubbed=is_scrubbed)
        except StoreError as error:
            log.warning("nothing forgotten", failure=str(error))
        await asyncio.sleep(every.total_seconds())


def forget_due(session: Session, settings: Settings, now: datetime, sign: Sign) -> dict[str, int]:
    """Forget everything whose time is over; returns how many rows of each kind.

    `sign` signs the place up to which the audit is forgotten, so that the rest still verifies.
    """
    conversations = timedelta(hours=settings.conversation_hours)
    settled = now - timedelta(days=settings.enquiry_days)
    return {
        "turns": forget_turns(session, now - conversations),
        "enquiries": retention.expire_enquiries(session, settled, now),
        "mails": retention.forget_mails(session, now - timedelta(days=settings.mail_days)),
        "sign_ins": retention.forget_sign_ins(session, now - SIGN_INS),
        "absences": retention.forget_absences(session, now - ABSENCES),
        "opinions": forget_opinions(session, now - timedelta(days=settings.useful_days)),
        "stops": forget_stops(session, now - timedelta(days=settings.audit_days)),
        "audit": expire_audit(session, now - timedelta(days=settings.audit_days), sign),
    }


def forget_mail_files(settings: Settings, now: datetime, *, only_count: bool = False) -> int:
    """Delete the files of mails whose time is over, or only count them."""
    before = (now - timedelta(days=settings.mail_days)).timestamp()
    folder = settings.var / "mail"
    old = [path for path in folder.glob("*.eml") if path.stat().st_mtime < before]
    for path in old:
        if not only_count:
            path.unlink(missing_ok=True)
    return len(old)

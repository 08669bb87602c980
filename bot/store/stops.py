"""The switch that stops the assistant at once, with a reason, and starts it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.audit import Actor, record
from bot.store.stop_tables import Stop


def current(session: Session) -> Stop | None:
    """The stop that lasts, or None while the assistant answers."""
    lasting = select(Stop).where(Stop.resumed_at.is_(None)).order_by(Stop.id)
    return session.scalars(lasting).first()


def stop(session: Session, actor: Actor, reason: str, now: datetime) -> Stop:
    """Stop it; one that is stopped stays so, with its first reason."""
    if lasting := current(session):
        return lasting
    begun = Stop(reason=reason, stopped_at=now, stopped_by=actor.id)
    session.add(begun)
    session.flush()
    record(session, now, actor, "stop", ("stop", begun.id), "reason")
    return begun


def resume(session: Session, actor: Actor, now: datetime) -> bool:
    """Let it answer again; whether it was stopped."""
    lasting = current(session)
    if lasting is None:
        return False
    lasting.resumed_at, lasting.resumed_by = now, actor.id
    record(session, now, actor, "resume", ("stop", lasting.id))
    return True


def forget_stops(session: Session, before: datetime) -> int:
    """Forget the stops that ended before then."""
    ended = delete(Stop).where(Stop.resumed_at < before).returning(Stop.id)
    return len(session.execute(ended).all())

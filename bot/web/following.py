"""Leaves the new enquiry that follows a settled one, for its asker's page and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.references import prefix_of
from bot.routing import Routed, route
from bot.store import following, queries, staffing
from bot.store.audit import Actor
from bot.store.enquiry_tables import Enquiry
from bot.store.session import Session
from bot.urgency import Kind
from bot.web import keys
from bot.web.moments import today
from bot.working_time import due_at


@dataclass(frozen=True)
class _Left:
    """What is asked, by whom, after which enquiry."""

    actor: Actor
    reference: str
    text: str
    key: str
    urgent: Kind | None


async def follow(
    request: web.Request,
    actor: Actor,
    reference: str,
    text: str,
    key: str,
    *,
    urgent: Kind | None = None,
) -> Enquiry:
    """The new enquiry, with whoever answers its area today; raises as the store's does."""
    app, now = request.app, request.app[keys.NOW]()
    left = _Left(actor, reference, text, key, urgent)
    return await app[keys.STORE].write(_follow, app, left, now)


def _follow(session: Session, app: web.Application, left: _Left, now: datetime) -> Enquiry:
    settings, knowledge = app[keys.SETTINGS], app[keys.PACK].knowledge
    first = queries.find(session, left.reference)
    found = route(knowledge, first.district or first.area, staffing.staffing(session), today(now))
    # The ids are of a district, an area or nothing any more: each has somebody who answers.
    assert isinstance(found, Routed)  # noqa: S101
    return following.follow(
        session,
        left.actor,
        left.reference,
        text=left.text,
        key=left.key,
        route=found,
        prefix=prefix_of(knowledge),
        due_at=due_at(now, settings.reply_hours, settings.working_week),
        now=now,
        urgent=left.urgent,
    )

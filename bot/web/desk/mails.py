"""Mails that could not be sent, for admins: what is the matter, and try again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from bot.store import audit, mails, queries
from bot.store.audit import Actor
from bot.store.enquiry_tables import Mail
from bot.store.mails import Backlog, NoMailError
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.shown import number_in, see_other, show
from bot.web.desk.visits import VISIT
from bot.web.refusals import RefusedError


@dataclass(frozen=True)
class Failed:
    """A mail that could not be sent, and the enquiry that it is about; a digest is about none."""

    mail: Mail
    reference: str | None


async def get_mails(request: web.Request) -> web.Response:
    """GET /desk/mails: what failed for good, and how many wait."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    failed, backlog = await request.app[keys.STORE].write(_look, actor, now)
    return show(request, "mails.html", failed=failed, backlog=backlog)


async def post_retry(request: web.Request) -> web.Response:
    """POST /desk/mails/{id}/retry: try it again, under its own Message-ID."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    try:
        await request.app[keys.STORE].write(_retry, actor, number_in(request), now)
    except NoMailError:
        raise RefusedError("not_found") from None
    request.app[keys.WAKE]()
    return see_other("/desk/mails", {"done": "retry"})


def _look(session: Session, actor: Actor, now: datetime) -> tuple[Sequence[Failed], Backlog]:
    audit.record(session, now, actor, "view", ("mails", "failed"))
    dead = mails.dead_mails(session)
    references = queries.references_of(session, (mail.enquiry_id or 0 for mail in dead))
    failed = [Failed(mail, references.get(mail.enquiry_id or 0)) for mail in dead]
    return failed, mails.backlog(session)


def _retry(session: Session, actor: Actor, mail_id: int, now: datetime) -> None:
    mail = mails.retry_mail(session, mail_id, now)
    audit.record(session, now, actor, "retry", ("mail", mail.id))

"""Views that somebody keeps: a search under a name, shown beside the queue."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from aiohttp import web

from bot.store import audit, saved
from bot.store.audit import Actor
from bot.store.saved import NotSavedHereError
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.search import typed_in
from bot.web.desk.shown import number_in, see_other
from bot.web.desk.visits import VISIT
from bot.web.incoming import clean
from bot.web.pages import read_form
from bot.web.refusals import RefusedError

LONGEST_NAME = 80
PATH = "/desk/search"


async def post_views(request: web.Request) -> web.Response:
    """POST /desk/views: keep the search of the page under a name; without a name, nothing."""
    form, now = await read_form(request), request.app[keys.NOW]()
    typed = typed_in(dict(parse_qsl(form.get("query", ""))))
    name = clean(form.get("name", ""))[:LONGEST_NAME].strip()
    if not name or not typed:
        return see_other(PATH, {**typed, "done": "view_nameless"})
    actor, query = request[VISIT].actor, urlencode(typed)
    await request.app[keys.STORE].write(_keep, actor, name, query, now)
    return see_other(PATH, {**typed, "done": "view"})


async def post_delete(request: web.Request) -> web.Response:
    """POST /desk/views/{id}/delete: one's own view is kept no longer."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    try:
        await request.app[keys.STORE].write(_drop, actor, number_in(request), now)
    except NotSavedHereError:
        raise RefusedError("not_found") from None
    return see_other(PATH, {"done": "view_gone"})


def _keep(session: Session, actor: Actor, name: str, query: str, now: datetime) -> None:
    view = saved.keep_view(session, actor.id or 0, name, query)
    audit.record(session, now, actor, "keep", ("view", view.id), "name", "query")


def _drop(session: Session, actor: Actor, view_id: int, now: datetime) -> None:
    saved.drop_view(session, actor.id or 0, view_id)
    audit.record(session, now, actor, "drop", ("view", view_id))

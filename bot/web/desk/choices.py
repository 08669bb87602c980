"""What somebody chooses for themselves: which mails come, and whether keys act on the pages."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from aiohttp import web

from bot.store import audit, choices
from bot.store.audit import Actor
from bot.store.choices import Choice
from bot.store.session import Session
from bot.store.work_tables import Choices
from bot.web import keys
from bot.web.desk.shown import see_other, show
from bot.web.desk.visits import VISIT
from bot.web.pages import read_form

PATH = "/desk/choices"
MAILS: tuple[Choice, ...] = ("due_soon", "overdue", "digest")
# What each key does, in the order of the page; `desk.js` acts on them.
SHORTCUTS = ("/", "j", "k", "r", "n", "u", "?")


async def get_choices(request: web.Request) -> web.Response:
    """GET /desk/choices: the choices as they are, and what the keys do."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    chosen = await request.app[keys.STORE].write(_look, actor, now)
    return show(request, "choices.html", chosen=chosen, mails=MAILS, shortcuts=SHORTCUTS)


async def post_choices(request: web.Request) -> web.Response:
    """POST /desk/choices: these, and no others."""
    form, now = await read_form(request), request.app[keys.NOW]()
    chosen = frozenset(one for one in get_args(Choice) if form.get(one) == "on")
    await request.app[keys.STORE].write(_choose, request[VISIT].actor, chosen, now)
    return see_other(PATH, {"done": "choices"})


def _look(session: Session, actor: Actor, now: datetime) -> Choices:
    audit.record(session, now, actor, "view", ("choices", actor.id or 0))
    return choices.choices_of(session, actor.id or 0)


def _choose(session: Session, actor: Actor, chosen: frozenset[Choice], now: datetime) -> None:
    choices.choose(session, actor.id or 0, chosen)
    audit.record(session, now, actor, "change", ("choices", actor.id or 0), *get_args(Choice))

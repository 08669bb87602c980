"""The queue: what waits, of my area, of mine, of everybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from aiohttp import web

from bot.enquiries import WAITING, Status
from bot.store import audit, mails, queries
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import Enquiry
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.shown import show
from bot.web.desk.visits import VISIT

Scope = Literal["area", "mine", "all"]
Shelf = Literal["waiting", "replied", "closed"]
SHELVES: Mapping[Shelf, frozenset[Status]] = {
    "waiting": WAITING,
    "replied": frozenset({"replied"}),
    "closed": frozenset({"closed"}),
}
SCOPES: tuple[Scope, ...] = get_args(Scope)
PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What of the queue is asked for; pages count from 1."""

    scope: Scope
    shelf: Shelf
    page: int = 1


@dataclass(frozen=True)
class Queue:
    """A page of the queue, with how many wait in each scope and lie on each shelf of this one."""

    enquiries: Sequence[Enquiry]
    waiting: Mapping[Scope, int]
    on_shelf: Mapping[Shelf, int]
    failed_mails: int


async def get_queue(request: web.Request) -> web.Response:
    """GET /desk: the queue, soonest due first."""
    visit, now = request[VISIT], request.app[keys.NOW]()
    asked = _asked(request, visit.account)
    queue = await request.app[keys.STORE].write(_look, visit.actor, visit.account, asked, now)
    pages = max(1, -(-queue.on_shelf[asked.shelf] // PAGE))
    scopes = [scope for scope in SCOPES if scope != "area" or visit.account.area]
    return show(
        request,
        "queue.html",
        asked=asked,
        queue=queue,
        scopes=scopes,
        shelves=list(SHELVES),
        pages=pages,
        now=now,
    )


def _asked(request: web.Request, account: Account) -> Asked:
    """What the address asks for; what makes no sense there is as if it were not there."""
    usual: Scope = "area" if account.area else "all"
    scope = next((one for one in SCOPES if one == request.query.get("scope")), usual)
    shelf: Shelf = next((one for one in SHELVES if one == request.query.get("shelf")), "waiting")
    page = request.query.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    return Asked(usual if scope == "area" else scope, shelf, max(1, number))


def _look(session: Session, actor: Actor, account: Account, asked: Asked, now: datetime) -> Queue:
    narrowed = {scope: _narrowed(scope, account) for scope in SCOPES}
    area, owner = narrowed[asked.scope]
    statuses, offset = SHELVES[asked.shelf], (asked.page - 1) * PAGE
    page = queries.queue(session, area, statuses, owner=owner, limit=PAGE, offset=offset)
    everything = frozenset[Status]().union(*SHELVES.values())
    counts = queries.count_queue(session, area, everything, owner)
    audit.record(session, now, actor, "view", ("queue", area or asked.scope))
    return Queue(
        page,
        {
            scope: sum(queries.count_queue(session, area, WAITING, owner).values())
            for scope, (area, owner) in narrowed.items()
        },
        {shelf: sum(counts.get(one, 0) for one in statuses) for shelf, statuses in SHELVES.items()},
        mails.backlog(session).dead,
    )


def _narrowed(scope: Scope, account: Account) -> tuple[str | None, int | None]:
    """The area and the owner that the scope is narrowed to, None for all."""
    return {"area": (account.area, None), "mine": (None, account.id), "all": (None, None)}[scope]

"""The queue: what waits, of my area, of mine, of everybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from aiohttp import web

from bot.alarms import Mark, Watch
from bot.enquiries import WAITING, Status
from bot.store import audit, mails, queries, saved
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import Enquiry
from bot.store.session import Session
from bot.store.work_tables import SavedView
from bot.web import keys
from bot.web.desk.live import queue_mark
from bot.web.desk.shown import show
from bot.web.desk.visits import VISIT
from bot.web.desk.watching import watch_of

Scope = Literal["area", "mine", "all"]
Shelf = Literal["waiting", "overdue", "soon", "replied", "closed"]
SHELVES: Mapping[Shelf, frozenset[Status]] = {
    "waiting": WAITING,
    "overdue": WAITING,
    "soon": WAITING,
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
    views: Sequence[SavedView]


async def get_queue(request: web.Request) -> web.Response:
    """GET /desk: the queue, soonest due first, but before all where somebody may be at risk."""
    visit = request[VISIT]
    asked, watch = _asked(request, visit.account), watch_of(request)
    queue = await request.app[keys.STORE].write(_look, visit.actor, visit.account, asked, watch)
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
        watch=watch,
        mark=await queue_mark(request),
    )


def _asked(request: web.Request, account: Account) -> Asked:
    """What the address asks for; what makes no sense there is as if it were not there."""
    usual: Scope = "area" if account.area else "all"
    scope = next((one for one in SCOPES if one == request.query.get("scope")), usual)
    shelf: Shelf = next((one for one in SHELVES if one == request.query.get("shelf")), "waiting")
    page = request.query.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    return Asked(usual if scope == "area" else scope, shelf, max(1, number))


def _look(session: Session, actor: Actor, account: Account, asked: Asked, watch: Watch) -> Queue:
    area, owner = _narrowed(asked.scope, account)
    mark: Mark | None = next((one for one in get_args(Mark) if one == asked.shelf), None)
    page = queries.queue(
        session,
        area,
        SHELVES[asked.shelf],
        owner=owner,
        due=queries.is_marked(watch, mark) if mark else None,
        limit=PAGE,
        offset=(asked.page - 1) * PAGE,
    )
    audit.record(session, watch.now, actor, "view", ("queue", area or asked.scope))
    return Queue(
        page,
        {scope: _waiting(session, *_narrowed(scope, account)) for scope in SCOPES},
        _on_shelf(session, watch, area, owner),
        mails.backlog(session).dead,
        saved.views(session, account.id),
    )


def _waiting(session: Session, area: str | None, owner: int | None) -> int:
    return sum(queries.count_queue(session, area, WAITING, owner).values())


def _on_shelf(
    session: Session, watch: Watch, area: str | None, owner: int | None
) -> dict[Shelf, int]:
    everything = frozenset[Status]().union(*SHELVES.values())
    counts = queries.count_queue(session, area, everything, owner)
    on_shelf: dict[Shelf, int] = {
        shelf: sum(counts.get(one, 0) for one in statuses) for shelf, statuses in SHELVES.items()
    }
    marked = queries.count_marked(session, watch, area, owner)
    return {**on_shelf, "overdue": marked["overdue"], "soon": marked["soon"]}


def _narrowed(scope: Scope, account: Account) -> tuple[str | None, int | None]:
    """The area and the owner that the scope is narrowed to, None for all."""
    return {"area": (account.area, None), "mine": (None, account.id), "all": (None, None)}[scope]

"""Search: by words, person and setting, and by what an enquiry is; with views that people keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urlencode

from aiohttp import web

from bot.alarms import Mark, Watch
from bot.enquiries import WAITING, Status
from bot.store import accounts, audit, saved, search
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.search import Found, Sought
from bot.store.session import Session
from bot.store.work_tables import SavedView
from bot.web import keys
from bot.web.desk.shown import show
from bot.web.desk.visits import VISIT
from bot.web.desk.watching import watch_of
from bot.web.incoming import clean

State = Literal["waiting", "replied", "closed"]
STATES: Mapping[State, frozenset[Status]] = {
    "waiting": WAITING,
    "replied": frozenset({"replied"}),
    "closed": frozenset({"closed"}),
}
FIELDS = ("text", "person", "setting", "owner", "area", "state", "due")
LONGEST_FIELD = 100
PAGE = 50

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Results:
    """What the page shows: what was found, whom one may choose from, and one's views."""

    found: Found | None
    people: Sequence[Account]
    views: Sequence[SavedView]


async def get_search(request: web.Request) -> web.Response:
    """GET /desk/search: the form, and what fits what is in its address; each look is audited."""
    visit, watch = request[VISIT], watch_of(request)
    typed, page = typed_in(request.query), _page(request)
    results = await request.app[keys.STORE].write(_look, visit.actor, typed, page, watch)
    count = results.found.count if results.found else 0
    return show(
        request,
        "search.html",
        typed={name: typed.get(name, "") for name in FIELDS},
        results=results,
        address=urlencode(typed),
        areas=request.app[keys.PACK].knowledge.areas.values(),
        states=list(STATES),
        dues=get_args(Mark),
        page=page,
        pages=max(1, -(-count // PAGE)),
        watch=watch,
    )


def typed_in(query: Mapping[str, str]) -> Typed:
    """What an address asks for: the fields that are filled, without hidden characters."""
    return dict(_filled(query))


def _filled(query: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in FIELDS:
        if text := clean(query.get(name, ""))[:LONGEST_FIELD].strip():
            yield name, text


def _page(request: web.Request) -> int:
    page = request.query.get("page", "1")
    return max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1


def _look(session: Session, actor: Actor, typed: Typed, page: int, watch: Watch) -> Results:
    found = None
    if typed:
        sought, offset = _sought(typed, watch), (page - 1) * PAGE
        found = search.search(session, sought, limit=PAGE, offset=offset)
    audit.record(session, watch.now, actor, "view", ("search", "all"), *typed)
    return Results(found, accounts.accounts(session), saved.views(session, actor.id or 0))


def _sought(typed: Typed, watch: Watch) -> Sought:
    """What is looked for; a choice that makes no sense is as if it were not there."""
    owner, state = typed.get("owner", ""), typed.get("state")
    due = {"overdue": watch.now, "soon": watch.soon}.get(typed.get("due", ""))
    return Sought(
        text=typed.get("text", ""),
        person=typed.get("person", ""),
        setting=typed.get("setting", ""),
        owner=int(owner) if owner.isdecimal() and len(owner) < 16 else None,
        area=typed.get("area"),
        statuses=next((some for name, some in STATES.items() if name == state), frozenset()),
        due_before=due,
    )

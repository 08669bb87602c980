"""The audit, for auditors: who did what to what, and whether the chain of its rows is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from aiohttp import web

from bot.store import accounts, audit, queries
from bot.store.audit import Actor
from bot.store.audit_reading import (
    Checked,
    Sought,
    check,
    enquiry_ids,
    names_of,
    read_seal,
    rows_of,
)
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import AuditRow
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.guard import AUDIT
from bot.web.desk.shown import show
from bot.web.desk.visits import VISIT
from bot.web.pages import read_form

PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as it was typed."""

    who: str
    reference: str
    views: bool
    before: int | None

    @property
    def query(self) -> dict[str, str]:
        """The same as a query, without the page."""
        given = {"who": self.who, "reference": self.reference, "views": "yes" if self.views else ""}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Seen:
    """A page of rows, with the names and references that their ids stand for today."""

    rows: Sequence[AuditRow]
    people: Sequence[Account]
    references: Mapping[int, str]
    last: bool


async def get_audit(request: web.Request) -> web.Response:
    """GET /desk/audit: the newest rows, changes only unless views are asked for too."""
    return await _page(request)


async def post_verify(request: web.Request) -> web.Response:
    """POST /desk/audit/verify: walk the whole chain; a tampered one is said where it begins."""
    typed = (await read_form(request)).get("noted", "")
    noted = read_seal(typed)
    if typed.strip() and noted is None:
        return await _page(request, typed=typed, problem="noted", status=422)
    store, sign = request.app[keys.STORE], request.app[keys.AUDIT_SIGNER]
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    checked = await store.read(check, sign, noted)
    await store.write(_note, actor, now)
    return await _page(request, checked=checked, typed=typed)


def _note(session: Session, actor: Actor, now: datetime) -> None:
    audit.record(session, now, actor, "verify", ("audit", "all"))


async def _page(
    request: web.Request,
    *,
    checked: Checked | None = None,
    typed: str = "",
    problem: str | None = None,
    status: int = 200,
) -> web.Response:
    asked, now = _asked(request), request.app[keys.NOW]()
    seen = await request.app[keys.STORE].write(_look, request[VISIT].actor, asked, now)
    older = {**asked.query, "before": str(seen.rows[-1].number)} if seen.rows else {}
    return show(
        request,
        "audit.html",
        status,
        asked=asked,
        seen=seen,
        names={one.id: one.name for one in seen.people},
        older=None if seen.last else f"{AUDIT}?{urlencode(older)}",
        checked=checked,
        typed=typed,
        problem=problem,
        words=request.app[keys.WORDS].branch("audit.action"),
        subjects=request.app[keys.WORDS].branch("audit.subject"),
    )


def _asked(request: web.Request) -> Asked:
    before, who = request.query.get("before", ""), request.query.get("who", "")
    return Asked(
        who if who.isdecimal() and len(who) < 10 else "",
        request.query.get("reference", "").strip().upper()[:20],
        request.query.get("views") == "yes",
        int(before) if before.isdecimal() and len(before) < 16 else None,
    )


def _look(session: Session, actor: Actor, asked: Asked, now: datetime) -> Seen:
    rows = _rows(session, asked)
    audit.record(session, now, actor, "view", ("audit", "all"))
    return Seen(
        rows[:PAGE],
        accounts.accounts(session),
        queries.references_of(session, names_of(rows, "enquiry")),
        len(rows) <= PAGE,
    )


def _rows(session: Session, asked: Asked) -> Sequence[AuditRow]:
    subject = None
    if asked.reference:
        found = enquiry_ids(session, asked.reference)
        if not found:
            return []
        subject = ("enquiry", str(found[0]))
    who = int(asked.who) if asked.who else None
    sought = Sought(asked.before, who, subject, only_changes=not asked.views)
    return rows_of(session, sought, PAGE + 1)

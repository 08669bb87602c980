"""Who is there, for admins: absences with their cover, and the duty queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from aiohttp import web

from bot.routing import Staffing
from bot.store import audit, staffing
from bot.store.audit import Actor
from bot.store.desk_tables import AbsenceRow
from bot.store.session import Session
from bot.store.staffing import NoAbsenceError
from bot.web import keys
from bot.web.desk.shown import number_in, see_other, show
from bot.web.desk.visits import VISIT
from bot.web.moments import today
from bot.web.pages import FormData, read_form
from bot.web.refusals import RefusedError

# More than three in a row are never asked for; who covers for them is asked first.
DUTY_PLACES = 3
Problem = Literal["who", "days", "order", "cover", "twice", "cover_away"]
PATH = "/desk/staffing"


class _WrongAbsenceError(ValueError):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


@dataclass(frozen=True)
class _Absence:
    """An absence as the form gives it, checked."""

    who: int
    first: date
    last: date
    cover: int | None


async def get_staffing(request: web.Request) -> web.Response:
    """GET /desk/staffing: absences to come, and who is on duty."""
    return await _page(request)


async def post_absences(request: web.Request) -> web.Response:
    """POST /desk/absences: somebody will be away; who covers takes what comes meanwhile."""
    form, store = await read_form(request), request.app[keys.STORE]
    try:
        absence = _absence(form, await store.read(staffing.staffing))
    except _WrongAbsenceError as error:
        return await _page(request, form, error.problem)
    await store.write(_add, request[VISIT].actor, absence, request.app[keys.NOW]())
    return see_other(PATH, {"done": "absence"})


async def post_end(request: web.Request) -> web.Response:
    """POST /desk/absences/{id}/end: it is over, or was a mistake."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    try:
        await request.app[keys.STORE].write(_end, actor, number_in(request), now)
    except NoAbsenceError:
        raise RefusedError("not_found") from None
    return see_other(PATH, {"done": "absence_ended"})


async def post_duty(request: web.Request) -> web.Response:
    """POST /desk/duty: who takes what fits nobody, best first."""
    form, now = await read_form(request), request.app[keys.NOW]()
    chosen = [_number(form.get(f"duty{place}", "")) for place in range(1, DUTY_PLACES + 1)]
    await request.app[keys.STORE].write(_set_duty, request[VISIT].actor, chosen, now)
    return see_other(PATH, {"done": "duty"})


def _absence(form: FormData, staff: Staffing) -> _Absence:
    who, cover = _number(form.get("who", "")), _number(form.get("cover", ""))
    if staff.find(who) is None:
        raise _WrongAbsenceError("who")
    try:
        first, last = (date.fromisoformat(form.get(name, "")) for name in ("first", "last"))
    except ValueError:
        raise _WrongAbsenceError("days") from None
    if last < first:
        raise _WrongAbsenceError("order")
    if cover == who or (cover and staff.find(cover) is None):
        raise _WrongAbsenceError("cover")
    absence = _Absence(who, first, last, cover or None)
    if problem := _contradiction(absence, staff):
        raise _WrongAbsenceError(problem)
    return absence


def _contradiction(new: _Absence, staff: Staffing) -> Problem | None:
    """What it says against what is known: somebody is away twice at once, or a cover is away."""
    meanwhile = [one for one in staff.absences if one.first <= new.last and new.first <= one.last]
    if any(one.colleague == new.who for one in meanwhile):
        return "twice"
    return "cover_away" if any(one.colleague == new.cover for one in meanwhile) else None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0


async def _page(
    request: web.Request, form: FormData | None = None, problem: Problem | None = None
) -> web.Response:
    now = request.app[keys.NOW]()
    staff, rows = await request.app[keys.STORE].write(_look, request[VISIT].actor, now)
    return show(
        request,
        "staffing.html",
        422 if problem else 200,
        staff=staff,
        absences=[row for row in rows if row.last >= today(now)],
        today=today(now),
        places=range(1, DUTY_PLACES + 1),
        typed=form or {},
        problem=problem,
    )


def _look(session: Session, actor: Actor, now: datetime) -> tuple[Staffing, Sequence[AbsenceRow]]:
    audit.record(session, now, actor, "view", ("staffing", "all"))
    return staffing.staffing(session), staffing.absences(session)


def _add(session: Session, actor: Actor, new: _Absence, now: datetime) -> None:
    row = staffing.add_absence(session, new.who, new.first, new.last, new.cover)
    audit.record(session, now, actor, "add", ("absence", row.id), "account", "days", "cover")


def _end(session: Session, actor: Actor, absence_id: int, now: datetime) -> None:
    staffing.end_absence(session, absence_id)
    audit.record(session, now, actor, "end", ("absence", absence_id))


def _set_duty(session: Session, actor: Actor, chosen: list[int], now: datetime) -> None:
    """Keep whom the desk knows, each once, in the order chosen."""
    known = staffing.staffing(session)
    duty = [one for one in dict.fromkeys(chosen) if known.find(one)]
    staffing.set_duty(session, duty)
    audit.record(session, now, actor, "change", ("duty", "all"))

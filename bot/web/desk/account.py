"""One account, for admins: its name, role and area, and what to do with the work that it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aiohttp import web

from bot.enquiries import STAFF_ROLES, Role
from bot.routing import Reason, Routed
from bot.store import accounts, audit, desk, queries
from bot.store.accounts import NoAccountError
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.enquiry import can_answer
from bot.web.desk.shown import number_in, see_other, show
from bot.web.desk.visits import VISIT
from bot.web.incoming import clean
from bot.web.pages import FormData, read_form
from bot.web.refusals import RefusedError
from bot.web.written import WrongTextError, text_of

LONGEST_NAME = 200
# So many move in one transaction; who owns more is asked again with those that are left.
MOST_AT_ONCE = 200
Problem = Literal["name", "email", "taken", "role", "area", "own", "to", "reason", "details"]


class WrongAccountError(ValueError):
    """What was typed for an account is not allowed; `problem` names what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


@dataclass(frozen=True)
class Given:
    """Name, role and area of an account as a form gives them, checked."""

    name: str
    role: Role
    area: str | None


@dataclass(frozen=True)
class HandOver:
    """Whose waiting enquiries go to whom, by the ids of their accounts, and why."""

    account_id: int
    to: int
    reason: str


@dataclass(frozen=True)
class Seen:
    """An account, how many enquiries wait for its answer, and who could take them."""

    account: Account
    waiting: int
    colleagues: list[Account]


def given_in(request: web.Request, form: FormData) -> Given:
    """What the form gives; raises :class:`WrongAccountError`."""
    name, area = clean(form.get("name", "")), form.get("area") or None
    role = next((one for one in STAFF_ROLES if one == form.get("role")), None)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise WrongAccountError("name")
    if role is None:
        raise WrongAccountError("role")
    if area is not None and area not in request.app[keys.PACK].knowledge.areas:
        raise WrongAccountError("area")
    return Given(name, role, area)


async def get_account(request: web.Request) -> web.Response:
    """GET /desk/accounts/{id}: what may be changed of it."""
    return await _page(request)


async def post_account(request: web.Request) -> web.Response:
    """POST /desk/accounts/{id}: another name, role or area, at once also where it is signed in."""
    form, now = await read_form(request), request.app[keys.NOW]()
    actor, account_id = request[VISIT].actor, number_in(request)
    try:
        given = given_in(request, form)
        await request.app[keys.STORE].write(_change, actor, account_id, given, now)
    except WrongAccountError as error:
        return await _page(request, form, error.problem)
    except NoAccountError:
        raise RefusedError("not_found") from None
    return see_other("/desk/accounts", {"done": "account"})


async def post_hand_over(request: web.Request) -> web.Response:
    """POST /desk/accounts/{id}/hand-over: all that waits with it goes to a colleague."""
    form, actor, now = await read_form(request), request[VISIT].actor, request.app[keys.NOW]()
    try:
        given = _handed_over(request, form)
        await request.app[keys.STORE].write(_hand_over, actor, given, now)
    except WrongAccountError as error:
        return await _page(request, form, error.problem)
    except NoAccountError:
        raise RefusedError("not_found") from None
    request.app[keys.WAKE]()
    return see_other(f"/desk/accounts/{number_in(request)}", {"done": "hand_over"})


def _handed_over(request: web.Request, form: FormData) -> HandOver:
    to = form.get("to", "")
    try:
        reason = text_of(form)
    except WrongTextError:
        raise WrongAccountError("reason") from None
    if request.app[keys.DETAILS].keep(reason, "contact").kinds:
        raise WrongAccountError("details")
    return HandOver(number_in(request), int(to) if to.isdecimal() and len(to) < 16 else 0, reason)


def _change(session: Session, actor: Actor, account_id: int, given: Given, now: datetime) -> None:
    if account_id == actor.id:
        raise WrongAccountError("own")
    before = accounts.find_account(session, account_id)
    changed = [name for name, value in vars(given).items() if getattr(before, name) != value]
    accounts.change_account(session, account_id, **vars(given))
    audit.record(session, now, actor, "change", ("account", account_id), *changed)


def _hand_over(session: Session, actor: Actor, given: HandOver, now: datetime) -> None:
    accounts.find_account(session, given.account_id)
    known = {one.id: one for one in accounts.accounts(session) if can_answer(one)}
    if given.to == given.account_id or given.to not in known:
        raise WrongAccountError("to")
    owner = accounts.as_owner(known[given.to])
    for enquiry in queries.queue(session, owner=given.account_id, limit=MOST_AT_ONCE):
        routed = Routed(owner, Reason(**enquiry.reason), enquiry.area, enquiry.district)
        seen = (enquiry.reference, enquiry.version)
        desk.reassign(session, actor, *seen, routed=routed, reason=given.reason, now=now)


async def _page(
    request: web.Request, form: FormData | None = None, problem: Problem | None = None
) -> web.Response:
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    try:
        seen = await request.app[keys.STORE].write(_look, actor, number_in(request), now)
    except NoAccountError:
        raise RefusedError("not_found") from None
    one = seen.account
    typed = form or {"name": one.name, "role": one.role, "area": one.area or ""}
    return show(
        request,
        "account.html",
        422 if problem else 200,
        one=one,
        seen=seen,
        roles=STAFF_ROLES,
        typed=typed,
        problem=problem,
    )


def _look(session: Session, actor: Actor, account_id: int, now: datetime) -> Seen:
    account = accounts.find_account(session, account_id)
    audit.record(session, now, actor, "view", ("account", account_id))
    waiting = sum(queries.count_queue(session, owner=account_id).values())
    people = [one for one in accounts.accounts(session) if can_answer(one) and one is not account]
    return Seen(account, waiting, people)

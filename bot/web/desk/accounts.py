"""Accounts, for admins: invite, invite again, reset a lost second factor, disable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from aiohttp import web

from bot.contact_details import WrongContactError, normal_email
from bot.enquiries import MOVES, STAFF_ROLES
from bot.store import accounts, audit, queries
from bot.store.accounts import AddressTakenError, NoAccountError
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.account import Problem, WrongAccountError, given_in
from bot.web.desk.invitation import invite_again, invite_new
from bot.web.desk.shown import number_in, see_other, show
from bot.web.desk.visits import VISIT
from bot.web.links import public_address
from bot.web.pages import FormData, read_form
from bot.web.refusals import RefusedError

Change = Literal["reset", "disable", "enable"]


async def get_accounts(request: web.Request) -> web.Response:
    """GET /desk/accounts: everybody who can sign in, could, or may yet."""
    return await _page(request)


async def post_accounts(request: web.Request) -> web.Response:
    """POST /desk/accounts: invite somebody; the page shows the one-time link, this once."""
    form = await read_form(request)
    try:
        account, token = await _invite(request, form)
    except WrongAccountError as error:
        return await _page(request, form, error.problem)
    return await _page(request, invited=account, link=_link(request, token))


async def post_invitation(request: web.Request) -> web.Response:
    """POST /desk/accounts/{id}/invitation: another one-time link, to set a new password."""
    visit, now = request[VISIT], request.app[keys.NOW]()
    hashes, store = request.app[keys.HASHES], request.app[keys.STORE]
    try:
        account, token = await store.write(
            invite_again, hashes, visit.actor, number_in(request), now
        )
    except NoAccountError:
        raise RefusedError("not_found") from None
    return await _page(request, invited=account, link=_link(request, token))


async def post_reset(request: web.Request) -> web.Response:
    """POST /desk/accounts/{id}/second-factor: forget a lost one; the next sign-in sets another."""
    return await _change(request, "reset")


async def post_disable(request: web.Request) -> web.Response:
    """POST /desk/accounts/{id}/disable: the account signs in no more; its work keeps its name."""
    return await _change(request, "disable")


async def post_enable(request: web.Request) -> web.Response:
    """POST /desk/accounts/{id}/enable: it may sign in again, with the password that it had."""
    return await _change(request, "enable")


async def _invite(request: web.Request, form: FormData) -> tuple[Account, str]:
    email, given = _email(form), given_in(request, form)
    try:
        return await request.app[keys.STORE].write(
            invite_new,
            request.app[keys.HASHES],
            request[VISIT].actor,
            email=email,
            **vars(given),
            now=request.app[keys.NOW](),
        )
    except AddressTakenError:
        raise WrongAccountError("taken") from None


def _email(form: FormData) -> str:
    try:
        return normal_email(form.get("email", ""))
    except WrongContactError:
        raise WrongAccountError("email") from None


async def _change(request: web.Request, what: Change) -> web.Response:
    visit, account_id, now = request[VISIT], number_in(request), request.app[keys.NOW]()
    if account_id == visit.account.id:
        return await _page(request, problem="own")
    try:
        await request.app[keys.STORE].write(_make_change, what, visit.actor, account_id, now)
    except NoAccountError:
        raise RefusedError("not_found") from None
    return see_other("/desk/accounts", {"done": what})


def _make_change(
    session: Session,
    what: Change,
    actor: Actor,
    account_id: int,
    now: datetime,
) -> None:
    if what == "reset":
        accounts.clear_second_factor(session, account_id)
    elif what == "enable":
        accounts.enable_account(session, account_id)
    else:
        accounts.disable_account(session, account_id, now)
    audit.record(session, now, actor, what, ("account", account_id))


async def _page(
    request: web.Request,
    form: FormData | None = None,
    problem: Problem | None = None,
    *,
    invited: Account | None = None,
    link: str | None = None,
) -> web.Response:
    now = request.app[keys.NOW]()
    rows, waiting = await request.app[keys.STORE].write(_look, request[VISIT].actor, now)
    return show(
        request,
        "accounts.html",
        422 if problem else 200,
        rows=rows,
        left_behind={
            one.id: waiting[one.id] for one in rows if one.id in waiting and _is_gone(one)
        },
        roles=STAFF_ROLES,
        typed=form or {},
        problem=problem,
        invited=invited,
        link=link,
        now=now,
    )


def _look(
    session: Session, actor: Actor, now: datetime
) -> tuple[Sequence[Account], Mapping[int, int]]:
    audit.record(session, now, actor, "view", ("accounts", "all"))
    return accounts.accounts(session), queries.waiting_by_owner(session)


def _is_gone(account: Account) -> bool:
    """Whether nobody can answer with this account any more."""
    return bool(account.disabled_at) or account.role not in MOVES["reply"].by


def _link(request: web.Request, token: str) -> str:
    return f"{public_address(request.app[keys.SETTINGS])}/desk/invitation/{token}"

"""Signing in, in two steps, and signing out."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Literal

from aiohttp import web

from bot.store import accounts, audit, sign_ins
from bot.store.accounts import NoAccountError
from bot.store.desk_tables import Account
from bot.store.session import Session
from bot.web import keys
from bot.web.desk import second_factor
from bot.web.desk.guard import SECOND_FACTOR, SET_UP, SIGN_IN, is_desk
from bot.web.desk.lockout import LockedOutError, count_attempt, forget_attempts
from bot.web.desk.shown import see_other, show
from bot.web.desk.visits import VISIT, keep_cookie
from bot.web.pages import read_form

# With so few recovery codes left it is time for others.
FEW_CODES = 3
# How somebody gave the second factor; the page says so after a recovery code.
Used = Literal["app", "recovery", "recovery_few"]


async def get_sign_in(request: web.Request) -> web.Response:
    """GET /desk/sign-in: the first step; who is signed in already goes on to the desk."""
    if request[VISIT].is_signed_in:
        return see_other("/desk")
    return _first_step(request, next_path=request.query.get("next", ""))


async def post_sign_in(request: web.Request) -> web.Response:
    """POST /desk/sign-in: the same sentence for a wrong password and an unknown address."""
    form = await read_form(request)
    email, next_path = form.get("email", "").strip(), form.get("next", "")
    try:
        await count_attempt(request, email)
    except LockedOutError:
        return _first_step(request, next_path, email, problem="locked", status=429)
    account = await _account(request, email)
    kept = account.password_hash if account else None
    right = await request.app[keys.PASSWORDS].is_right(kept, form.get("password", ""))
    if account is None or not right:
        return _first_step(request, next_path, email, problem="wrong", status=422)
    return await begin(request, account, next_path)


async def begin(request: web.Request, account: Account, next_path: str = "") -> web.Response:
    """The password was right: go on to the second factor, under a new cookie."""
    secret, store = secrets.token_urlsafe(32), request.app[keys.STORE]
    secret_hash = request.app[keys.HASHES].of("session", secret)
    sealed = request.app[keys.SEAL].close(account.id, second_factor.new_secret())
    await store.write(_begin, secret_hash, account.id, sealed, request.app[keys.NOW]())
    query = {"next": next_path} if is_desk(next_path) else None
    response = see_other(SECOND_FACTOR if account.is_ready else SET_UP, query)
    keep_cookie(request, response, secret)
    return response


async def get_second_factor(request: web.Request) -> web.Response:
    """GET /desk/second-factor: the second step."""
    visit = request[VISIT]
    if visit.is_signed_in:
        return see_other("/desk")
    if not visit.account.is_ready:
        return see_other(SET_UP)
    return _second_step(request, request.query.get("next", ""))


async def post_second_factor(request: web.Request) -> web.Response:
    """POST /desk/second-factor: a code of the app or a recovery code, each good once."""
    form, account = await read_form(request), request[VISIT].account
    next_path = form.get("next", "")
    try:
        await count_attempt(request, account.email)
    except LockedOutError:
        return _second_step(request, next_path, problem="locked", status=429)
    used = await _code_used(request, account, form.get("code", ""))
    if used is None:
        return _second_step(request, next_path, problem="wrong_code", status=422)
    query = None if used == "app" else {"done": used}
    response = see_other(next_path if is_desk(next_path) else "/desk", query)
    await let_in(request, response)
    return response


async def let_in(request: web.Request, response: web.Response) -> None:
    """Both factors were right: the session goes on under another cookie."""
    visit, secret = request[VISIT], secrets.token_urlsafe(32)
    hashes, now = request.app[keys.HASHES], request.app[keys.NOW]()
    old, new = (hashes.of("session", one) for one in (visit.secret, secret))
    await request.app[keys.STORE].write(_let_in, visit.actor, old, new, now)
    await forget_attempts(request, visit.account.email)
    keep_cookie(request, response, secret)


async def post_sign_out(request: web.Request) -> web.Response:
    """POST /desk/sign-out: the session ends at once, on the server, unless it has ended already."""
    visit, now = request[VISIT], request.app[keys.NOW]()
    if visit.session:
        secret_hash = request.app[keys.HASHES].of("session", visit.secret)
        await request.app[keys.STORE].write(_sign_out, visit.actor, secret_hash, now)
    response = see_other(SIGN_IN, {"done": "signed_out"})
    keep_cookie(request, response, secrets.token_urlsafe(32))
    return response


def _first_step(
    request: web.Request,
    next_path: str,
    email: str = "",
    problem: str | None = None,
    status: int = 200,
) -> web.Response:
    values = {"next_path": next_path, "email": email, "problem": problem}
    return show(request, "sign_in.html", status, **values)


def _second_step(
    request: web.Request, next_path: str, problem: str | None = None, status: int = 200
) -> web.Response:
    return show(request, "second_factor.html", status, next_path=next_path, problem=problem)


async def _account(request: web.Request, email: str) -> Account | None:
    try:
        return await request.app[keys.STORE].read(accounts.account_by_email, email)
    except NoAccountError:
        return None


async def _code_used(request: web.Request, account: Account, typed: str) -> Used | None:
    code, now = second_factor.plain_code(typed), request.app[keys.NOW]()
    store = request.app[keys.STORE]
    kept = request.app[keys.SEAL].open(account.id, account.totp_sealed)
    step = second_factor.step_of(kept, code, now) if kept else None
    if step is not None:
        return "app" if await store.write(accounts.use_totp_step, account.id, step) else None
    code_hash = request.app[keys.HASHES].of("code", code)
    return await store.write(_use_recovery_code, account.id, code_hash, now)


def _use_recovery_code(
    session: Session, account_id: int, code_hash: str, now: datetime
) -> Used | None:
    if not accounts.use_recovery_code(session, account_id, code_hash, now):
        return None
    return "recovery" if accounts.codes_left(session, account_id) > FEW_CODES else "recovery_few"


def _begin(session: Session, secret_hash: str, account_id: int, sealed: str, now: datetime) -> None:
    account = accounts.find_account(session, account_id)
    if account.totp_confirmed_at is None:
        accounts.set_totp(session, account_id, sealed)
    sign_ins.begin_session(session, secret_hash, account_id, now)


def _let_in(session: Session, actor: audit.Actor, old: str, new: str, now: datetime) -> None:
    sign_ins.pass_second_factor(session, old, new, now)
    audit.record(session, now, actor, "sign_in", ("account", actor.id or 0))


def _sign_out(session: Session, actor: audit.Actor, secret_hash: str, now: datetime) -> None:
    sign_ins.end_session(session, secret_hash)
    audit.record(session, now, actor, "sign_out", ("account", actor.id or 0))

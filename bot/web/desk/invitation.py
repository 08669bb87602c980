"""The first visit: a one-time link leads to a password, and the password to a second factor."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from aiohttp import web

from bot.enquiries import Role
from bot.store import accounts, audit
from bot.store.accounts import NoAccountError
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.session import Session
from bot.web import keys
from bot.web.desk import second_factor
from bot.web.desk.hashes import Hashes
from bot.web.desk.lockout import LockedOutError, count_attempt
from bot.web.desk.passwords import SHORTEST, weakness_of
from bot.web.desk.shown import see_other, show
from bot.web.desk.sign_in import begin, let_in
from bot.web.desk.visits import VISIT
from bot.web.pages import read_form
from bot.web.refusals import RefusedError

LASTS = timedelta(days=7)


def invite_new(
    session: Session,
    hashes: Hashes,
    actor: Actor,
    *,
    email: str,
    name: str,
    role: Role,
    area: str | None,
    now: datetime,
) -> tuple[Account, str]:
    """An account that waits for its invitation, and the link's token, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    account = accounts.create_account(
        session,
        email,
        name=name,
        role=role,
        area=area,
        invitation_hash=hashes.of("invitation", token),
        invitation_until=now + LASTS,
        now=now,
    )
    audit.record(session, now, actor, "invite", ("account", account.id), "role", "area")
    return account, token


def invite_again(
    session: Session, hashes: Hashes, actor: Actor, account_id: int, now: datetime
) -> tuple[Account, str]:
    """Another one-time link for an account, with which it sets a new password."""
    token = secrets.token_urlsafe(32)
    invited = hashes.of("invitation", token)
    account = accounts.invite(session, account_id, invited, now + LASTS)
    audit.record(session, now, actor, "invite", ("account", account.id))
    return account, token


async def get_invitation(request: web.Request) -> web.Response:
    """GET /desk/invitation/{invitation}: asks for a password, or says that the link has ended."""
    return _password_page(request, await _invited(request))


async def post_invitation(request: web.Request) -> web.Response:
    """POST /desk/invitation/{invitation}: sets the password; the link is used up by it."""
    account, form = await _invited(request), await read_form(request)
    if account is None:
        return _password_page(request, None)
    password = form.get("password", "")
    problem: str | None = weakness_of(password, (account.name, account.email))
    if problem is None and password != form.get("again", ""):
        problem = "differs"
    if problem:
        return _password_page(request, account, problem)
    kept, now = await request.app[keys.PASSWORDS].hash(password), request.app[keys.NOW]()
    invited = _hash_of(request)
    try:
        account = await request.app[keys.STORE].write(_set_password, invited, kept, now)
    except NoAccountError:
        # The link was used while this password was being hashed: it sets one password, not two.
        return _password_page(request, None)
    return await begin(request, account)


async def get_set_up(request: web.Request) -> web.Response:
    """GET /desk/second-factor/new: the QR code and the secret, until a first code was right."""
    if request[VISIT].account.totp_confirmed_at:
        return see_other("/desk")
    return _set_up_page(request)


async def post_set_up(request: web.Request) -> web.Response:
    """POST /desk/second-factor/new: the first code; then the recovery codes, this once."""
    account, form = request[VISIT].account, await read_form(request)
    if account.totp_confirmed_at:
        return see_other("/desk")
    try:
        await count_attempt(request, account.email)
    except LockedOutError:
        return _set_up_page(request, "locked", 429)
    code, now = second_factor.plain_code(form.get("code", "")), request.app[keys.NOW]()
    step = second_factor.step_of(_opened(request, account), code, now)
    if step is None:
        return _set_up_page(request, "wrong_code", 422)
    codes = second_factor.new_recovery_codes()
    await request.app[keys.STORE].write(_confirm, account.id, step, _hashed(request, codes), now)
    response = show(request, "recovery_codes.html", codes=codes)
    await let_in(request, response)
    return response


def _hashed(request: web.Request, codes: list[str]) -> list[str]:
    hashes = request.app[keys.HASHES]
    return [hashes.of("code", second_factor.plain_code(code)) for code in codes]


async def _invited(request: web.Request) -> Account | None:
    store, now = request.app[keys.STORE], request.app[keys.NOW]()
    try:
        return await store.read(accounts.account_by_invitation, _hash_of(request), now)
    except NoAccountError:
        return None


def _hash_of(request: web.Request) -> str:
    return request.app[keys.HASHES].of("invitation", request.match_info["invitation"])


def _password_page(
    request: web.Request, invited: Account | None, problem: str | None = None
) -> web.Response:
    if invited is None:
        return show(request, "invitation_ended.html", 404)
    status = 422 if problem else 200
    values = {"invited": invited, "problem": problem, "shortest": SHORTEST}
    return show(request, "invitation.html", status, **values)


def _set_up_page(
    request: web.Request, problem: str | None = None, status: int = 200
) -> web.Response:
    account = request[VISIT].account
    secret, brand = _opened(request, account), request.app[keys.WORDS].say("brand")
    return show(
        request,
        "set_up.html",
        status,
        qr=second_factor.qr_code(second_factor.app_address(secret, account.email, brand)),
        secret=second_factor.in_groups(secret),
        problem=problem,
    )


def _opened(request: web.Request, account: Account) -> str:
    secret = request.app[keys.SEAL].open(account.id, account.totp_sealed)
    if secret is None:
        raise RefusedError("signed_out")
    return secret


def _set_password(session: Session, invited: str, kept: str, now: datetime) -> Account:
    account = accounts.account_by_invitation(session, invited, now, to_change=True)
    accounts.set_password(session, account.id, kept)
    actor = Actor(account.role, account.id, account.name)
    audit.record(session, now, actor, "set_password", ("account", account.id))
    return account


def _confirm(
    session: Session, account_id: int, step: int, code_hashes: list[str], now: datetime
) -> None:
    account = accounts.confirm_totp(session, account_id, step, code_hashes, now)
    actor = Actor(account.role, account.id, account.name)
    audit.record(session, now, actor, "set_second_factor", ("account", account.id))

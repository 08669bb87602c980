"""Who is at the desk: the cookie, its session, and what a form must bring along."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.store import sign_ins
from bot.store.audit import Actor
from bot.store.desk_tables import Account, DeskSession
from bot.web import keys
from bot.web.visits import is_https

# OWASP ASVS 5, 7.3: a desk is left for a meeting, and a working day ends.
IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=10)
_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """A browser at the desk; `session` is None until a password was right.

    `is_new` says that it has no cookie yet.
    """

    secret: str
    session: DeskSession | None = None
    is_new: bool = False

    @property
    def account(self) -> Account:
        """Whose session it is; only for visits with one."""
        assert self.session is not None  # noqa: S101 - the guard lets nobody else in
        return self.session.account

    @property
    def is_signed_in(self) -> bool:
        """Whether both factors were given, so that the desk may be shown."""
        session = self.session
        return bool(session and session.second_factor_at and session.account.is_ready)

    @property
    def actor(self) -> Actor:
        """The account as the audit names it."""
        return Actor(self.account.role, self.account.id, self.account.name)


VISIT = web.RequestKey("visit", Visit)


async def find_visit(request: web.Request) -> Visit:
    """The request's visit; one that has ended, or was never begun, has no session."""
    secret = request.cookies.get(cookie_name(request))
    if secret is None:
        return Visit(secrets.token_urlsafe(32), is_new=True)
    store, now = request.app[keys.STORE], request.app[keys.NOW]()
    secret_hash = request.app[keys.HASHES].of("session", secret)
    try:
        session = await store.read(sign_ins.find_session, secret_hash, now, IDLE, LONGEST)
    except sign_ins.NoSessionError:
        return Visit(secret)
    if now - session.seen_at >= _TOUCH_EVERY:
        await store.write(sign_ins.touch_session, secret_hash, now)
    return Visit(secret, session)


def cookie_name(request: web.Request) -> str:
    """Behind TLS no other host of the domain can set the cookie (RFC 6265bis, __Host-)."""
    return "__Host-signpost_desk" if is_https(request) else "signpost_desk"


def keep_cookie(request: web.Request, response: web.StreamResponse, secret: str) -> None:
    """Let the browser keep its cookie until it is closed; the store ends it sooner."""
    response.set_cookie(
        cookie_name(request), secret, httponly=True, samesite="Lax", secure=is_https(request)
    )


def form_token(request: web.Request) -> str:
    """What every form of this browser sends along; no other site can know it."""
    return request.app[keys.HASHES].of("form", request[VISIT].secret)

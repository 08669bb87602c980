"""Who sent a request: its session, its caller, its conversation."""

from __future__ import annotations

import hmac
from datetime import timedelta

from aiohttp import hdrs, web

from bot.web.callers import Caller, client_address, conversation_id, is_trusted
from bot.web.keys import CONVERSATION_KEY, SESSIONS, SETTINGS, TRANSCRIPTS
from bot.web.refusals import RefusedError
from bot.web.transcripts import Turn

COOKIE = "signpost_session"
TOKEN_HEADER = "X-Signpost-Token"  # noqa: S105 - the name of a header
# The sender of our own pages: one conversation a session.
PAGE_SENDER = "page"


def address_of(request: web.Request) -> str:
    """The client's address, as far as proxies are trusted."""
    forwarded = ",".join(request.headers.getall(hdrs.X_FORWARDED_FOR, ()))
    return client_address(request.remote, forwarded, request.app[SETTINGS].trusted_proxies)


def is_https(request: web.Request) -> bool:
    """Whether the browser's own connection is encrypted, here or at a trusted proxy."""
    trusted = request.app[SETTINGS].trusted_proxies
    if is_trusted(request.remote or "", trusted):
        return request.headers.get(hdrs.X_FORWARDED_PROTO, request.scheme) == "https"
    return request.scheme == "https"


def session_of(request: web.Request) -> str | None:
    """The id of the request's session, or None where it has no cookie of ours."""
    return request.app[SESSIONS].read(request.cookies.get(COOKIE))


def page_caller(request: web.Request, session: str) -> Caller:
    """The caller of our own pages."""
    return Caller("session", session, address_of(request))


def checked_session(request: web.Request, token: str | None) -> Caller:
    """The session's caller; raises :class:`RefusedError` without session or right token."""
    session = session_of(request)
    if session is None or not request.app[SESSIONS].accepts(session, token):
        raise RefusedError("no_session")
    return page_caller(request, session)


def api_caller(request: web.Request) -> Caller:
    """The caller of the chat API: an API key, a session with its token, or an address.

    Raises :class:`RefusedError` for a wrong key, for a cookie without its token (another site's
    page may be sending it), and for neither where API keys are set.
    """
    given = request.headers.get(hdrs.AUTHORIZATION)
    keys = request.app[SETTINGS].api_keys
    if keys and given is not None:
        return _key_caller(given, keys)
    token = request.headers.get(TOKEN_HEADER)
    if token is not None or COOKIE in request.cookies:
        return checked_session(request, token)
    if keys:
        raise RefusedError("no_api_key")
    address = address_of(request)
    return Caller("address", address, address)


def _key_caller(given: str, keys: tuple[str, ...]) -> Caller:
    token = given.removeprefix("Bearer ").encode("utf-8", "surrogateescape")
    for key in keys:
        if hmac.compare_digest(token, key.encode()):
            return Caller("key", key, key)
    raise RefusedError("no_api_key")


def conversation_of(request: web.Request, caller: Caller, sender: str) -> str:
    """The engine's name for this caller's conversation with this sender."""
    return conversation_id(request.app[CONVERSATION_KEY], caller, sender)


async def turns_of(request: web.Request, conversation: str) -> tuple[Turn, ...]:
    """What was said in the conversation, before a restart of the service too."""
    transcripts = request.app[TRANSCRIPTS]
    await transcripts.recall(conversation)
    return transcripts.turns(conversation)


def keep_session(
    request: web.Request, response: web.StreamResponse, session: str, *, has_enquiry: bool = False
) -> None:
    """Let the browser keep (or go on keeping) its session as long as the transcript is kept.

    One that has left an enquiry is kept as long as that, for its answer (design.md, Enquiries).
    """
    settings = request.app[SETTINGS]
    days = settings.enquiry_days if has_enquiry else 0
    lasts = max(timedelta(hours=settings.conversation_hours), timedelta(days=days))
    response.set_cookie(
        COOKIE,
        request.app[SESSIONS].sealed(session),
        max_age=int(lasts.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=is_https(request),
    )

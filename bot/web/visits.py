"""Who sent a request: its session, its caller, its conversation."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Literal

from aiohttp import hdrs, web

from bot.web.callers import PAGE_SENDER, Caller, client_address, conversation_id, is_trusted
from bot.web.embedding import embedding_origin
from bot.web.keys import CONVERSATION_KEY, NOW, SESSIONS, SETTINGS, TRANSCRIPTS
from bot.web.refusals import RefusedError
from bot.web.sessions import EmbeddedSession
from bot.web.transcripts import Turn

COOKIE = "signpost_session"
TOKEN_HEADER = "X-Signpost-Token"  # noqa: S105 - the name of a header
BEARER = "Bearer "


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


def visitor_of(request: web.Request) -> Caller | None:
    """Whose page asks: by our cookie on our own pages, by its token in a page that embeds the chat.

    None where it proves no session.
    """
    if embedding_origin(request) is None:
        session = session_of(request)
        return page_caller(request, session) if session else None
    embedded = _embedded_session(request)
    return Caller("embedded", embedded.id, address_of(request)) if embedded else None


def new_visitor(request: web.Request) -> Caller:
    """A page with a new session."""
    kind: Literal["session", "embedded"] = "embedded" if embedding_origin(request) else "session"
    return Caller(kind, request.app[SESSIONS].new(), address_of(request))


def checked_visitor(request: web.Request) -> Caller:
    """Whose page asks, for what changes something: nobody else's page can send it (CSRF).

    Raises :class:`RefusedError` without a session, or on our own pages without its token.
    """
    if embedding_origin(request) is None:
        return checked_session(request, request.headers.get(TOKEN_HEADER))
    visitor = visitor_of(request)
    if visitor is None:
        raise RefusedError("no_session")
    return visitor


def is_outlived(request: web.Request) -> bool:
    """Whether an embedding page's token is older than a conversation is kept."""
    embedded = _embedded_session(request) if embedding_origin(request) else None
    kept_for = timedelta(hours=request.app[SETTINGS].conversation_hours)
    return embedded is not None and embedded.begun < request.app[NOW]() - kept_for


def token_of(request: web.Request, visitor: Caller) -> str:
    """What the visitor's page sends along from now on."""
    sessions, origin = request.app[SESSIONS], embedding_origin(request)
    if origin is None:
        return sessions.token(visitor.id)
    return sessions.embedded_token(visitor.id, origin, request.app[NOW]())


def _embedded_session(request: web.Request) -> EmbeddedSession | None:
    given, origin = request.headers.get(hdrs.AUTHORIZATION, ""), embedding_origin(request)
    if origin is None or not given.startswith(BEARER):
        return None
    return request.app[SESSIONS].read_embedded(given.removeprefix(BEARER), origin)


def checked_session(request: web.Request, token: str | None) -> Caller:
    """The session's caller; raises :class:`RefusedError` without session or right token."""
    session = session_of(request)
    if session is None or not request.app[SESSIONS].accepts(session, token):
        raise RefusedError("no_session")
    return page_caller(request, session)


def api_caller(request: web.Request) -> Caller:
    """The caller of the chat API: an API key, a session with its token, or an address.

    Raises :class:`RefusedError` for a wrong key, for a cookie without its token (another site's
    page may be sending it), for a wrong token, and for neither where API keys are set.
    """
    given, keys = request.headers.get(hdrs.AUTHORIZATION), request.app[SETTINGS].api_keys
    caller = _key_caller(given, keys) if given is not None else None
    if caller:
        return caller
    if embedding_origin(request):
        if given is not None:
            return checked_visitor(request)
    elif given is not None and keys:
        raise RefusedError("no_api_key")
    elif TOKEN_HEADER in request.headers or COOKIE in request.cookies:
        return checked_visitor(request)
    if keys:
        raise RefusedError("no_api_key")
    address = address_of(request)
    return Caller("address", address, address)


def _key_caller(given: str, keys: tuple[str, ...]) -> Caller | None:
    token = given.removeprefix(BEARER).encode("utf-8", "surrogateescape")
    for key in keys:
        if hmac.compare_digest(token, key.encode()):
            return Caller("key", key, key)
    return None


def page_conversation(request: web.Request, visitor: Caller) -> str:
    """The engine's name for the conversation of the visitor's page."""
    return conversation_of(request, visitor, PAGE_SENDER)


def conversation_of(request: web.Request, caller: Caller, sender: str) -> str:
    """The engine's name for this caller's conversation with this sender."""
    return conversation_id(request.app[CONVERSATION_KEY], caller, sender)


async def turns_of(request: web.Request, conversation: str) -> tuple[Turn, ...]:
    """What was said in the conversation, before a restart of the service too."""
    transcripts = request.app[TRANSCRIPTS]
    await transcripts.recall(conversation)
    return transcripts.turns(conversation)


def keep_visitor(
    request: web.Request,
    response: web.StreamResponse,
    visitor: Caller,
    *,
    has_enquiry: bool = False,
) -> None:
    """Let our own page's browser keep its session; another site's page keeps its token itself."""
    if visitor.kind == "session":
        keep_session(request, response, visitor.id, has_enquiry=has_enquiry)


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

"""Around every request: its id, its log line, its headers, and an answer whatever happens."""

from __future__ import annotations

import secrets
import time

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.store.database import StoreError
from bot.web import keys
from bot.web.api import json_response
from bot.web.desk.guard import is_desk
from bot.web.embedding import framing_origins
from bot.web.pages import read_form, render
from bot.web.refusals import BY_STATUS, RefusedError
from bot.web.speech import sentence_for
from bot.web.traces import place_of
from bot.web.visits import is_https

log = structlog.get_logger()

CONTENT_SECURITY_POLICY = "Content-Security-Policy"
# Nothing inline, nothing from elsewhere, nobody may frame it (features.md, W18).
NO_FRAME = "frame-ancestors 'none'"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    f"form-action 'self'; base-uri 'none'; {NO_FRAME}"
)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
HEADERS = {
    CONTENT_SECURITY_POLICY: POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Where somebody asked for help is nobody's business: no address is passed on.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@web.middleware
async def identify(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give the request an id, count it and log it: route and status, never words or addresses."""
    request[keys.REQUEST_ID] = request_id = secrets.token_hex(8)
    started = time.perf_counter()
    with structlog.contextvars.bound_contextvars(request=request_id):
        response = await handler(request)
        seconds = time.perf_counter() - started
        route, method, status = _route(request), _method(request), response.status
        request.app[keys.MEASURES].requests.labels(route, method, status).inc()
        log.info("request", route=route, method=method, status=status, ms=round(seconds * 1000, 1))
    return response


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn refusals, HTTP errors and crashes into an answer that a person can act on."""
    try:
        return await handler(request)
    except RefusedError as refusal:
        return await _refused(request, refusal)
    except StoreError as error:
        log.warning("store cannot be used", failure=str(error))
        return await _refused(request, RefusedError("no_store", retry_after=30))
    except web.HTTPException as error:
        reason = BY_STATUS.get(error.status)
        if reason is None:
            raise
        response = await _refused(request, RefusedError(reason))
        if hdrs.ALLOW in error.headers:
            response.headers[hdrs.ALLOW] = error.headers[hdrs.ALLOW]
        return response
    except Exception as error:  # noqa: BLE001 - a crash is answered and logged, not shown
        log.warning("request failed", error=type(error).__name__, at=place_of(error))
        return await _refused(request, RefusedError("failed"))


async def _refused(request: web.Request, refusal: RefusedError) -> web.Response:
    sentence = sentence_for(request.app, refusal)
    if "text/html" in request.headers.get(hdrs.ACCEPT, ""):
        response = render(
            request,
            "error.html",
            refusal.status,
            sentence=sentence,
            typed=await _typed(request),
            goes_back=refusal.reason == "too_large",
            home="/desk" if is_desk(request.path) else "/",
        )
    else:
        body = {
            "error": sentence,
            "reason": refusal.reason,
            "request": request[keys.REQUEST_ID],
        }
        response = json_response(body, refusal.status)
    if refusal.retry_after:
        response.headers[hdrs.RETRY_AFTER] = str(refusal.retry_after)
    return response


async def _typed(request: web.Request) -> str:
    """What was written into a form that is refused, so that nobody loses it."""
    if request.method != hdrs.METH_POST or request.content_type not in FORMS:
        return ""
    try:
        form = await read_form(request)
        return await request.app[keys.DETAILS].shown(form.get("text") or form.get("why", ""))
    except (web.HTTPException, ValueError):
        return ""


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """The headers of every response, errors and files included (an on_response_prepare hook)."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if framers := framing_origins(request):
        framed = f"frame-ancestors {' '.join(framers)}"
        response.headers[CONTENT_SECURITY_POLICY] = POLICY.replace(NO_FRAME, framed)
        # It knows no origins, and browsers that know the policy's own word do not read it.
        del response.headers["X-Frame-Options"]
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
    response.headers[hdrs.SERVER] = "Signpost"
    if keys.REQUEST_ID in request:
        response.headers["X-Request-Id"] = request[keys.REQUEST_ID]
    if is_https(request):
        response.headers[hdrs.STRICT_TRANSPORT_SECURITY] = "max-age=31536000"


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unmatched"


def _method(request: web.Request) -> str:
    # A method can be any word that somebody types: only the known ones become labels.
    return request.method if request.method in hdrs.METH_ALL else "other"

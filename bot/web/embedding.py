"""Pages of other sites that embed the chat: which may, and what their browsers are told (CORS).

A request's page is known by the Origin that its browser writes, which no script can change. No
cookie is read or set for another site's page: it proves its session by a token of its own
(:mod:`bot.web.sessions`). Programs that are no browser write no Origin, and nothing changes for
them.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.web import keys
from bot.web.refusals import RefusedError

PATHS = (
    "/widget.js",
    "/widget.css",
    "/chat",
    "/chat/replies",
    "/chat/stream",
    "/chat/useful",
    "/chat/transcript",
    "/webhooks/rest/webhook",
)
"""The addresses that an embedded chat uses."""
ALLOWED = {
    hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST, DELETE",
    hdrs.ACCESS_CONTROL_ALLOW_HEADERS: (
        "Authorization, Content-Type, Idempotency-Key, Last-Event-ID"
    ),
    # Two hours, which is as long as Chromium remembers it.
    hdrs.ACCESS_CONTROL_MAX_AGE: "7200",
}
EXPOSED = "Retry-After, X-Request-Id, Content-Disposition"


def embedding_origin(request: web.Request) -> str | None:
    """The origin of the other site's page that asks; None for our own pages and for programs."""
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None or _is_own(request, origin):
        return None
    return origin


def framing_origins(request: web.Request) -> tuple[str, ...]:
    """The origins whose pages may show this one in a frame: the visitor's page, and no other."""
    return request.app[keys.SETTINGS].allowed_origins if request.path == "/" else ()


@web.middleware
async def refuse_foreign(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse another site's page that the deployment does not name, before anything is done."""
    if request.path in PATHS:
        origin = embedding_origin(request)
        if origin is not None and origin not in request.app[keys.SETTINGS].allowed_origins:
            raise RefusedError("foreign_origin")
    return await handler(request)


async def answer_preflight(_: web.Request) -> web.Response:
    """OPTIONS: what a browser asks before it sends another site's request; see the headers."""
    return web.Response(status=204)


async def set_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser which page may read this (an on_response_prepare hook)."""
    if request.path not in PATHS:
        return
    # A cache must not give one site's answer to another.
    response.headers.add(hdrs.VARY, hdrs.ORIGIN)
    origin = embedding_origin(request)
    if origin is None or origin not in request.app[keys.SETTINGS].allowed_origins:
        return
    response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
    response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = EXPOSED
    if request.method == hdrs.METH_OPTIONS:
        response.headers.update(ALLOWED)


def _is_own(request: web.Request, origin: str) -> bool:
    # A browser's own word comes first: behind a proxy, our own name may not reach us.
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return origin in {f"{request.scheme}://{request.host}", _public_origin(request)}


def _public_origin(request: web.Request) -> str:
    parts = urlsplit(request.app[keys.SETTINGS].public_url or "")
    return f"{parts.scheme}://{parts.netloc}"

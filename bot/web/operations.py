"""What those who run the service look at: health and measures, and the files of the pages."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.web import keys
from bot.web.api import json_response
from bot.web.refusals import RefusedError

# A file whose address holds its version never changes there.
FOR_EVER = "public, max-age=31536000, immutable"


async def get_live(_: web.Request) -> web.Response:
    """GET /health/live: the process runs and answers."""
    return json_response({"state": "ok"})


async def get_ready(request: web.Request) -> web.Response:
    """GET /health/ready: 200 when every part is well, else 503; each part with its state."""
    parts = await request.app[keys.HEALTH].parts()
    ready = all(part["state"] == "ok" for part in parts.values())
    state = "ready" if ready else "not ready"
    return json_response({"state": state, "parts": parts}, status=200 if ready else 503)


async def get_metrics(request: web.Request) -> web.Response:
    """GET /metrics: the measures, for Prometheus."""
    return web.Response(
        body=request.app[keys.MEASURES].as_text(),
        headers={hdrs.CONTENT_TYPE: "text/plain; version=0.0.4; charset=utf-8"},
    )


async def get_asset(request: web.Request) -> web.Response:
    """GET /static/{name}: a script, style or picture, compressed where the browser can read it."""
    asset = request.app[keys.ASSETS].get(request.match_info["name"])
    if asset is None:
        raise RefusedError("not_found")
    headers = {hdrs.ETAG: f'"{asset.version}"', hdrs.VARY: hdrs.ACCEPT_ENCODING}
    current = request.query.get("v") == asset.version
    headers[hdrs.CACHE_CONTROL] = FOR_EVER if current else "no-cache"
    body = asset.body
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        body, headers[hdrs.CONTENT_ENCODING] = asset.compressed, "gzip"
    return web.Response(
        body=body, headers=headers, content_type=asset.content_type, charset="utf-8"
    )

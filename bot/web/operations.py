"""What those who run the service look at: health and measures, and the files of the pages."""

from __future__ import annotations

from aiohttp import ETag, hdrs, web

from bot.web import keys
from bot.web.api import json_response
from bot.web.assets import Asset
from bot.web.refusals import RefusedError

# A file whose address holds its version never changes there.
FOR_EVER = "public, max-age=31536000, immutable"
# One whose address stays is looked for again soon, so that a new release reaches every page.
FOR_A_WHILE = "public, max-age=300"


async def get_live(_: web.Request) -> web.Response:
    """GET /health/live: the process runs and answers."""
    return json_response({"state": "ok"})


async def get_ready(request: web.Request) -> web.Response:
    """GET /health/ready: 200 when every part is well, else 503; each part with its state."""
    return await ready(request.app)


async def ready(door: web.Application) -> web.Response:
    """Whether the service of this door can do its work."""
    parts = await door[keys.HEALTH].parts()
    is_ready = all(part["state"] == "ok" for part in parts.values())
    state = "ready" if is_ready else "not ready"
    return json_response({"state": state, "parts": parts}, status=200 if is_ready else 503)


async def get_metrics(request: web.Request) -> web.Response:
    """GET /metrics: the measures, for Prometheus."""
    return metrics(request.app)


def metrics(door: web.Application) -> web.Response:
    """The measures of the service of this door."""
    return web.Response(
        body=door[keys.MEASURES].as_text(),
        headers={hdrs.CONTENT_TYPE: "text/plain; version=0.0.4; charset=utf-8"},
    )


async def get_asset(request: web.Request) -> web.Response:
    """GET /static/{name}: a script, style or picture, compressed where the browser can read it."""
    asset = request.app[keys.ASSETS].get(request.match_info["name"])
    if asset is None:
        raise RefusedError("not_found")
    current = request.query.get("v") == asset.version
    return _asset_response(request, asset, FOR_EVER if current else "no-cache")


async def get_widget(request: web.Request) -> web.Response:
    """GET /widget.js, GET /widget.css: what other sites' pages embed, at addresses that stay."""
    asset = request.app[keys.ASSETS].get(request.path.removeprefix("/"))
    if asset is None:
        raise RefusedError("not_found")
    response = _asset_response(request, asset, FOR_A_WHILE)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _asset_response(request: web.Request, asset: Asset, cache: str) -> web.Response:
    tag = ETag(asset.version)
    headers = {hdrs.VARY: hdrs.ACCEPT_ENCODING, hdrs.CACHE_CONTROL: cache}
    if tag in (request.if_none_match or ()):
        unchanged = web.Response(status=304, headers=headers)
        unchanged.etag = tag
        return unchanged
    body = asset.body
    if "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        body, headers[hdrs.CONTENT_ENCODING] = asset.compressed, "gzip"
    response = web.Response(
        body=body, headers=headers, content_type=asset.content_type, charset="utf-8"
    )
    response.etag = tag
    return response

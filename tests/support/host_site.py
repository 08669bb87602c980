"""Somebody else's website that embeds the chat by one line, as strict and as loud as sites are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.support.doors import Door, open_door

# Nothing but what docs/embedding.md asks for, and no way to make a script of text.
POLICY = (
    "default-src 'none'; script-src {door}; connect-src {door}; style-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
# Rules for all elements, which must not reach into the chat; a theme, which must.
LOUD = """
* { color: rgb(200, 0, 0); letter-spacing: 3px; text-transform: uppercase }
body > * { margin: 40px; padding: 40px; display: inline-block; position: relative; width: 50% }
button, input, textarea { background: rgb(0, 200, 0) !important; display: none !important }
body.themed signpost-chat { --signpost-accent: rgb(90, 20, 120); --signpost-head: rgb(90, 20, 120) }
body.unreadable signpost-chat { --signpost-accent: rgb(240, 240, 120) }
"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Example Council</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{style}">
<script defer src="{door}widget.js"{options}></script></head>
<body class="{kind}"><main><h1>Example Council</h1><p>A page of the council's own.</p>
<p><a href="/other">Another page</a></p></main></body></html>"""


@dataclass
class HostSite:
    """The site's server and the door behind its chat."""

    server: TestServer
    door: Door

    def url(self, path: str = "/") -> str:
        """The address of one of its pages."""
        return str(self.server.make_url(path))

    @property
    def origin(self) -> str:
        """The site's origin."""
        return self.url("").rstrip("/")


@asynccontextmanager
async def open_host_site(var: Path, **changed: Any) -> AsyncIterator[HostSite]:
    """A site that a door allows; ?loud, ?themed or ?unreadable style it, the rest are data-…."""
    app = web.Application()
    server = TestServer(app)

    async def page(request: web.Request) -> web.Response:
        return _page(request, site)

    app.router.add_get("/site.css", _style)
    app.router.add_get("/{path:.*}", page)
    await server.start_server()
    origin = str(server.make_url("")).rstrip("/")
    try:
        async with open_door(var, allowed_origins=(origin,), **changed) as door:
            site = HostSite(server, door)
            yield site
    finally:
        await server.close()


async def _style(request: web.Request) -> web.Response:
    return web.Response(text=LOUD if request.query else "", content_type="text/css")


def _page(request: web.Request, site: HostSite) -> web.Response:
    options = dict(request.query)
    kind = " ".join(name for name in ("loud", "themed", "unreadable") if options.pop(name, None))
    written = "".join(f' data-{name}="{value}"' for name, value in options.items())
    style = f"/site.css?{kind}" if kind else "/site.css"
    door = site.door.url("/")
    text = PAGE.format(door=door, options=written, kind=kind, style=style)
    policy = POLICY.format(door=door.rstrip("/"))
    return web.Response(
        text=text, content_type="text/html", headers={"Content-Security-Policy": policy}
    )

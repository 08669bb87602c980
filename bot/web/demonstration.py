"""GET /demonstration: the chat on somebody else's page, embedded by one line."""

from __future__ import annotations

from aiohttp import web

from bot.web import keys
from bot.web.pages import render
from bot.web.visits import is_https

# What a careful host writes: nothing inline, nothing from elsewhere but the chat, no way for a
# script to turn text into markup. The chat is here on its own server, so that is 'self'.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


async def get_demonstration(request: web.Request) -> web.Response:
    """The page, in a plain look that is nobody's brand."""
    public_url = request.app[keys.SETTINGS].public_url
    address = f"{'https' if is_https(request) else 'http'}://{request.host}"
    response = render(request, "demonstration.html", address=public_url or address)
    response.headers["Content-Security-Policy"] = POLICY
    return response

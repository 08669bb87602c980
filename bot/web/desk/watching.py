"""The moments by which pages mark what is overdue or due soon."""

from __future__ import annotations

from aiohttp import web

from bot.alarms import Watch, watch
from bot.web import keys


def watch_of(request: web.Request) -> Watch:
    """The watch at the moment of the request, by the deployment's working week."""
    settings = request.app[keys.SETTINGS]
    return watch(request.app[keys.NOW](), settings.warn_hours, settings.working_week)

"""What every page of the desk is made with, and where it leads after a form."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from aiohttp import hdrs, web

from bot.web import keys
from bot.web.api import new_key
from bot.web.desk.guard import permits
from bot.web.desk.visits import VISIT, form_token
from bot.web.pages import render


def show(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page of the desk, with who is signed in, the form token and what was just done."""
    visit = request[VISIT]
    return render(
        request,
        f"desk/{template}",
        status,
        account=visit.account if visit.is_signed_in else None,
        may=functools.partial(permits, visit=visit),
        path=request.path,
        token=form_token(request),
        key=new_key(),
        done=done_of(request),
        **values,
    )


def done_of(request: web.Request) -> str | None:
    """The sentence for what the form before has done, by its name in the address."""
    name = request.query.get("done", "")
    sentences = request.app[keys.WORDS].branch("desk.done")
    return str(sentences[name]) if name in sentences else None


def see_other(path: str, query: Mapping[str, str] | None = None) -> web.Response:
    """Lead the browser on after a form, so that a reload sends nothing again."""
    where = f"{path}?{urlencode(query)}" if query else path
    return web.Response(status=303, headers={hdrs.LOCATION: where})


def number_in(request: web.Request, name: str = "id") -> int:
    """The number in the address; one that cannot be an id is an id of nobody."""
    text = request.match_info[name]
    return int(text) if text.isdecimal() and len(text) < 16 else 0

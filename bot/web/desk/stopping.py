"""The switch, for admins: stop the assistant at once, with a reason, and start it again."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web

from bot.store import audit, stops
from bot.store.audit import Actor
from bot.store.session import Session
from bot.store.stop_tables import Stop
from bot.web import keys
from bot.web.desk.shown import see_other, show
from bot.web.desk.visits import VISIT
from bot.web.pages import FormData, read_form
from bot.web.written import TextProblem, WrongTextError, text_of

LONGEST_REASON = 300


async def get_stop(request: web.Request) -> web.Response:
    """GET /desk/stop: whether it answers, and since when it does not."""
    return await _page(request)


async def post_stop(request: web.Request) -> web.Response:
    """POST /desk/stop: from now on everybody reads the reason, the numbers and whom to write to."""
    form = await read_form(request)
    try:
        reason = _reason(request, form)
    except WrongTextError as error:
        typed = await request.app[keys.DETAILS].shown(form.get("text", ""), "contact")
        return await _page(request, typed, error.problem)
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    await request.app[keys.STORE].write(stops.stop, actor, reason, now)
    await request.app[keys.SWITCH].look()
    return see_other("/desk/stop", {"done": "stop"})


async def post_resume(request: web.Request) -> web.Response:
    """POST /desk/resume: it answers again."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    await request.app[keys.STORE].write(stops.resume, actor, now)
    await request.app[keys.SWITCH].look()
    return see_other("/desk/stop", {"done": "resume"})


def _reason(request: web.Request, form: FormData) -> str:
    """The reason; raises :class:`WrongTextError`."""
    reason = text_of(form)
    if len(reason) > LONGEST_REASON:
        raise WrongTextError("over")
    if request.app[keys.DETAILS].keep(reason, "contact").kinds:
        raise WrongTextError("details")
    return reason


async def _page(
    request: web.Request, typed: str = "", problem: TextProblem | None = None
) -> web.Response:
    stop = await request.app[keys.STORE].write(_look, request[VISIT].actor, request.app[keys.NOW]())
    return show(
        request,
        "stopping.html",
        422 if problem else 200,
        stop=stop,
        typed=typed,
        problem=problem,
        longest=LONGEST_REASON,
    )


def _look(session: Session, actor: Actor, now: datetime) -> Stop | None:
    audit.record(session, now, actor, "view", ("stop", "current"))
    return stops.current(session)

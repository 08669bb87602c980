"""Saved replies: texts to begin a reply with, one's own and everybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aiohttp import web

from bot.store import audit, saved
from bot.store.audit import Actor
from bot.store.saved import NotSavedHereError
from bot.store.session import Session
from bot.store.work_tables import SavedReply
from bot.web import keys
from bot.web.desk.shown import number_in, see_other, show
from bot.web.desk.visits import VISIT
from bot.web.incoming import clean
from bot.web.pages import FormData, read_form
from bot.web.refusals import RefusedError
from bot.web.written import LONGEST_TEXT, WrongTextError, text_of

PATH = "/desk/replies"
LONGEST_TITLE = 80
Problem = Literal["title", "empty", "over", "details"]


class _WrongReplyError(ValueError):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem: Problem = problem


@dataclass(frozen=True)
class _Given:
    """A saved reply as the form gives it, checked."""

    title: str
    text: str
    is_shared: bool


async def get_replies(request: web.Request) -> web.Response:
    """GET /desk/replies: those that one may use, each with a form to change it."""
    return await _page(request)


async def post_replies(request: web.Request) -> web.Response:
    """POST /desk/replies: keep another."""
    return await _keep_from(request, None)


async def post_reply(request: web.Request) -> web.Response:
    """POST /desk/replies/{id}: change one."""
    return await _keep_from(request, number_in(request))


async def post_delete(request: web.Request) -> web.Response:
    """POST /desk/replies/{id}/delete: it is kept no longer; what was sent stays as it is."""
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    try:
        await request.app[keys.STORE].write(_drop, actor, number_in(request), now)
    except NotSavedHereError:
        raise RefusedError("not_found") from None
    return see_other(PATH, {"done": "saved_gone"})


async def _keep_from(request: web.Request, reply_id: int | None) -> web.Response:
    form, actor, now = await read_form(request), request[VISIT].actor, request.app[keys.NOW]()
    try:
        given = _given(request, form)
        await request.app[keys.STORE].write(_keep, actor, given, reply_id, now)
    except _WrongReplyError as error:
        return await _page(request, form, error.problem, reply_id)
    except NotSavedHereError:
        raise RefusedError("not_found") from None
    return see_other(PATH, {"done": "saved"})


def _given(request: web.Request, form: FormData) -> _Given:
    """What the form gives; a text that tells of a child is refused, as a reply is."""
    title = clean(form.get("title", "")).strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise _WrongReplyError("title")
    try:
        text = text_of(form)
    except WrongTextError as error:
        raise _WrongReplyError("over" if error.problem == "over" else "empty") from None
    if request.app[keys.DETAILS].keep(f"{title}\n{text}", "contact").kinds:
        raise _WrongReplyError("details")
    return _Given(title, text, form.get("shared") == "on")


async def _page(
    request: web.Request,
    form: FormData | None = None,
    problem: Problem | None = None,
    reply_id: int | None = None,
) -> web.Response:
    actor, now = request[VISIT].actor, request.app[keys.NOW]()
    replies = await request.app[keys.STORE].write(_look, actor, now)
    return show(
        request,
        "replies.html",
        422 if problem else 200,
        replies=replies,
        typed=form or {},
        problem=problem,
        changed=reply_id,
        longest=LONGEST_TEXT,
        longest_title=LONGEST_TITLE,
    )


def _look(session: Session, actor: Actor, now: datetime) -> Sequence[SavedReply]:
    audit.record(session, now, actor, "view", ("saved_reply", "all"))
    return saved.replies(session, actor.id or 0)


def _keep(
    session: Session, actor: Actor, given: _Given, reply_id: int | None, now: datetime
) -> None:
    reply = saved.keep_reply(
        session,
        actor.id or 0,
        title=given.title,
        text=given.text,
        is_shared=given.is_shared,
        now=now,
        reply_id=reply_id,
    )
    fields = ("account", "text", "title")
    audit.record(session, now, actor, "keep", ("saved_reply", reply.id), *fields)


def _drop(session: Session, actor: Actor, reply_id: int, now: datetime) -> None:
    saved.drop_reply(session, actor.id or 0, reply_id)
    audit.record(session, now, actor, "drop", ("saved_reply", reply_id))

"""POST /chat/useful: whether an answer was useful, and why not; it may be said anew (W12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.store.opinions import Opinion, keep_opinion
from bot.topics import topic_of
from bot.web import keys, visits
from bot.web.api import is_key, read_object
from bot.web.callers import Caller
from bot.web.incoming import LONGEST_WHY, clean
from bot.web.moments import today
from bot.web.pages import back_to_chat, read_form
from bot.web.refusals import RefusedError
from bot.web.transcripts import Turn


@dataclass(frozen=True)
class Said:
    """What a page sends: the turn's key, the word, and the reason, cleaned."""

    key: str
    useful: bool
    why: str


async def post_useful(request: web.Request) -> web.Response:
    """Keep the opinion; the answer is empty (204)."""
    visitor = visits.checked_visitor(request)
    said = _read(await read_object(request))
    await keep_said(request, visitor, said)
    return web.Response(status=204)


async def post_useful_form(request: web.Request) -> web.Response:
    """POST /useful: the same by the form of the page without script; back to the chat."""
    form = await read_form(request)
    visitor = visits.checked_session(request, form.get("token"))
    useful = {"yes": True, "no": False}.get(form.get("useful", ""))
    await keep_said(request, visitor, _read({**form, "useful": useful}))
    return back_to_chat()


async def keep_said(request: web.Request, visitor: Caller, said: Said) -> None:
    """Keep what is said of a turn of the visitor's own page.

    Raises :class:`RefusedError` for a turn that is not there, or has no reply yet, and over the
    limit, which is one of its own: it takes nobody's messages away.
    """
    app, conversation = request.app, visits.page_conversation(request, visitor)
    await app[keys.LIMITER].count(f"useful {conversation}", f"useful {visitor.origin}")
    transcripts = app[keys.TRANSCRIPTS]
    await transcripts.recall(conversation)
    turn = transcripts.turn(conversation, said.key)
    if turn is None or not turn.reply:
        raise RefusedError("no_answer")
    opinion = _opinion(app, conversation, turn, said)
    await app[keys.STORE].write(keep_opinion, opinion)
    transcripts.note_opinion(conversation, said.key, useful=said.useful)
    app[keys.MEASURES].count_opinion(opinion.outcome, useful=said.useful)


def _opinion(app: web.Application, conversation: str, turn: Turn, said: Said) -> Opinion:
    now, (*_, last) = app[keys.NOW](), turn.reply or ()
    return Opinion(
        conversation=conversation,
        key=said.key,
        day=today(now),
        at=now,
        outcome=last.outcome,
        topic=topic_of(turn.said, app[keys.PACK].knowledge),
        useful=said.useful,
        why=app[keys.DETAILS].keep(said.why).text,
    )


def _read(data: Mapping[str, Any]) -> Said:
    key, useful, why = data.get("key"), data.get("useful"), data.get("why") or ""
    if not isinstance(key, str) or not is_key(key):
        raise RefusedError("no_opinion")
    if not isinstance(useful, bool) or not isinstance(why, str):
        raise RefusedError("no_opinion")
    reason = clean(why)
    if len(reason) > LONGEST_WHY:
        raise RefusedError("long_why")
    return Said(key, useful, reason)

"""The visitor's page, which works without script: ask, read, erase."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web import keys, visits
from bot.web.advisor_replies import enquiries_left, timeline
from bot.web.api import ask, checked_message, erase, is_key, new_key
from bot.web.bodies import in_time
from bot.web.incoming import LONGEST_MESSAGE
from bot.web.office import office
from bot.web.refusals import RefusedError
from bot.web.speech import sentence_for
from bot.web.start import chat_words

FormData = dict[str, str]


async def get_home(request: web.Request) -> web.Response:
    """GET /: what the assistant is for, the numbers, and the chat."""
    session = visits.session_of(request) or request.app[keys.SESSIONS].new()
    return await home(request, session)


async def post_home(request: web.Request) -> web.Response:
    """POST /: the chat's form; answers with the page, or with what is wrong and what was typed."""
    form = await read_form(request)
    try:
        caller = visits.checked_session(request, form.get("token"))
        await _ask_once(request, caller.id, form)
    except RefusedError as refusal:
        session = visits.session_of(request) or request.app[keys.SESSIONS].new()
        return await home(request, session, refusal, await _shown(request, form))
    return back_to_chat()


async def _shown(request: web.Request, form: FormData) -> str:
    return await request.app[keys.DETAILS].shown(form.get("message", ""))


async def post_clear(request: web.Request) -> web.Response:
    """POST /clear: erase the conversation and show an empty one."""
    form = await read_form(request)
    caller = visits.checked_session(request, form.get("token"))
    response = back_to_chat()
    visits.keep_visitor(request, response, await erase(request, caller))
    return response


async def home(
    request: web.Request, session: str, refusal: RefusedError | None = None, typed: str = ""
) -> web.Response:
    """The visitor's page for a session, with a refused message still in its box."""
    caller = visits.page_caller(request, session)
    conversation = visits.page_conversation(request, caller)
    turns = await visits.turns_of(request, conversation)
    left = await enquiries_left(request, conversation)
    response = render(
        request,
        "home.html",
        status=refusal.status if refusal else 200,
        chat=chat_words(request.app),
        timeline=timeline(turns, left),
        token=request.app[keys.SESSIONS].token(session),
        key=new_key(),
        longest=LONGEST_MESSAGE,
        stopped=request.app[keys.SWITCH].sentence(),
        error=sentence_for(request.app, refusal) if refusal else None,
        typed=typed,
        hours=f"{request.app[keys.SETTINGS].conversation_hours:g}",
        office=office(request.app),
    )
    if refusal and refusal.retry_after:
        response.headers["Retry-After"] = str(refusal.retry_after)
    visits.keep_session(request, response, session, has_enquiry=bool(left))
    return response


def render(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page from its template."""
    page = request.app[keys.TEMPLATES].get_template(template)
    return web.Response(text=page.render(**values), status=status, content_type="text/html")


async def _ask_once(request: web.Request, session: str, form: FormData) -> None:
    caller = visits.page_caller(request, session)
    conversation = visits.page_conversation(request, caller)
    said = checked_message(form.get("message"))
    key = form.get("key", "")
    await request.app[keys.TRANSCRIPTS].recall(conversation)
    turn = request.app[keys.TRANSCRIPTS].turn(conversation, key)
    # A page that was left and come back to brings its old key with new words.
    details = request.app[keys.DETAILS]
    if not is_key(key) or (turn and not details.is_kept_as(said, turn.said)):
        key = new_key()
    await ask(request, conversation, caller, key, said)


async def read_form(request: web.Request) -> FormData:
    """The fields of a form by name, files left out."""
    data = await in_time(request.post())
    return {name: value for name, value in data.items() if isinstance(value, str)}


def back_to_chat() -> web.Response:
    """To the newest entry of the chat, after a form was taken."""
    return web.Response(status=303, headers={"Location": "/#latest"})

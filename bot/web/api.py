"""The chat API (design.md, "The contract of the chat API") and what the widget starts from."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web

from bot.web import keys, visits
from bot.web.advisor_replies import enquiries_left, public_replies
from bot.web.bodies import in_time
from bot.web.callers import Caller
from bot.web.incoming import LONGEST_KEY, LONGEST_MESSAGE, LONGEST_SENDER, clean
from bot.web.messages import Message
from bot.web.refusals import RefusedError
from bot.web.transcripts import Turn

KEY_HEADER = "Idempotency-Key"
# Rasa's own name for the sender of a request that gives none.
DEFAULT_SENDER = "default"


def json_response(data: object, status: int = 200) -> web.Response:
    """The data as JSON."""
    return web.Response(
        body=orjson.dumps(data), status=status, content_type="application/json", charset="utf-8"
    )


async def post_message(request: web.Request) -> web.Response:
    """POST /webhooks/rest/webhook: a message in, a list of messages out."""
    caller = visits.api_caller(request)
    data = await _read_object(request)
    sender = _sender(data)
    said = checked_message(data.get("message"))
    key = _key(request)
    conversation = visits.conversation_of(request, caller, sender)
    reply = await ask(request, conversation, caller, key, said)
    response = json_response([message.as_public(sender) for message in reply])
    if caller.kind == "session":
        # The cookie lives as long as the transcript, which this message has prolonged.
        left = await enquiries_left(request, conversation)
        visits.keep_session(request, response, caller.id, has_enquiry=bool(left))
    return response


async def ask(
    request: web.Request, conversation: str, caller: Caller, key: str, said: str
) -> tuple[Message, ...]:
    """The reply to accepted words; raises :class:`RefusedError` over the limit or before ready."""
    request.app[keys.SWITCH].check()
    await request.app[keys.LIMITER].count(conversation, caller.origin)
    if not await request.app[keys.HEALTH].may_speak():
        raise RefusedError("not_ready", retry_after=10)
    await request.app[keys.TRANSCRIPTS].recall(conversation)
    # Our own page shows what advisors have answered; the others hear it with the next answer.
    return await request.app[keys.CHAT].ask(
        conversation,
        key,
        said,
        request[keys.REQUEST_ID],
        shows_replies=caller.kind == "session",
    )


def checked_message(message: object) -> str:
    """The message, cleaned; raises :class:`RefusedError` for none, an empty or an over-long one."""
    if not isinstance(message, str):
        raise RefusedError("no_message")
    said = clean(message)
    if not said:
        raise RefusedError("no_message")
    if len(said) > LONGEST_MESSAGE:
        raise RefusedError("too_long")
    return said


async def _read_object(request: web.Request) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        raise RefusedError("wrong_type")
    try:
        data = orjson.loads(await in_time(request.read()))
    except orjson.JSONDecodeError:
        raise RefusedError("not_json") from None
    if not isinstance(data, dict):
        raise RefusedError("not_json")
    return data


def _sender(data: Mapping[str, Any]) -> str:
    sender = data.get("sender", DEFAULT_SENDER)
    if not isinstance(sender, str) or not 1 <= len(sender) <= LONGEST_SENDER:
        raise RefusedError("wrong_sender")
    return sender


def _key(request: web.Request) -> str:
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return new_key()
    if not is_key(key):
        raise RefusedError("wrong_key")
    return key


def new_key() -> str:
    """An idempotency key for a send that brought none."""
    return secrets.token_hex(16)


def is_key(key: str) -> bool:
    """Whether this may be an idempotency key."""
    return re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LONGEST_KEY}}}", key) is not None


async def get_chat(request: web.Request) -> web.Response:
    """GET /chat: the words, numbers, token and transcript that the widget starts from."""
    session = visits.session_of(request) or request.app[keys.SESSIONS].new()
    caller = visits.page_caller(request, session)
    conversation = visits.conversation_of(request, caller, visits.PAGE_SENDER)
    turns = await visits.turns_of(request, conversation)
    left = await enquiries_left(request, conversation)
    response = json_response(
        {
            "token": request.app[keys.SESSIONS].token(session),
            "sender": visits.PAGE_SENDER,
            "longest": LONGEST_MESSAGE,
            "words": chat_words(request),
            "stopped": request.app[keys.SWITCH].sentence(),
            "lines": [vars(line) for line in request.app[keys.PACK].lines()],
            "urgent": [vars(line) for line in request.app[keys.PACK].urgent_lines()],
            "examples": request.app[keys.PACK].knowledge.examples,
            "turns": [_public_turn(turn) for turn in turns],
            "has_enquiry": bool(left),
            "replies": public_replies(left),
        }
    )
    visits.keep_session(request, response, session, has_enquiry=bool(left))
    return response


def chat_words(request: web.Request) -> dict[str, str]:
    """The sentences of the chat, with what is the same for everybody filled in."""
    partnership = request.app[keys.PACK].knowledge.partnership.name
    hours = request.app[keys.SETTINGS].conversation_hours
    filled = {"partnership": partnership, "hours": f"{hours:g}"}
    words = request.app[keys.WORDS].branch("chat")
    names = ("welcome", "welcome_kept")
    return {**words, **{name: words[name].format(**filled) for name in names}}


def _public_turn(turn: Turn) -> dict[str, Any]:
    reply = None
    if turn.reply is not None:
        reply = [message.as_public(visits.PAGE_SENDER) for message in turn.reply]
    return {"key": turn.key, "said": turn.said, "at": turn.at.isoformat(), "reply": reply}


async def delete_chat(request: web.Request) -> web.Response:
    """DELETE /chat: erase the session's conversation; the answer holds a new session's token."""
    caller = visits.checked_session(request, request.headers.get(visits.TOKEN_HEADER))
    session = await erase(request, caller.id)
    response = json_response({"token": request.app[keys.SESSIONS].token(session)})
    visits.keep_session(request, response, session)
    return response


async def erase(request: web.Request, session: str) -> str:
    """Forget the session's conversation; returns a new session, which the engine never heard."""
    caller = visits.page_caller(request, session)
    conversation = visits.conversation_of(request, caller, visits.PAGE_SENDER)
    await request.app[keys.CHAT].forget(conversation)
    await request.app[keys.TRANSCRIPTS].flush()
    return request.app[keys.SESSIONS].new()

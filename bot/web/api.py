"""The chat API (design.md, "The contract of the chat API"): send a message, erase what was said."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web

from bot.web import keys, visits
from bot.web.advisor_replies import enquiries_left
from bot.web.bodies import in_time
from bot.web.callers import Caller
from bot.web.incoming import LONGEST_KEY, LONGEST_MESSAGE, LONGEST_SENDER, clean
from bot.web.messages import Message
from bot.web.refusals import RefusedError

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
    data = await read_object(request)
    sender = _sender(data)
    said = checked_message(data.get("message"))
    key = _key(request)
    conversation = visits.conversation_of(request, caller, sender)
    reply = await ask(request, conversation, caller, key, said)
    response = json_response([message.as_public(sender) for message in reply])
    if caller.kind == "session":
        # The cookie lives as long as the transcript, which this message has prolonged.
        left = await enquiries_left(request, conversation)
        visits.keep_visitor(request, response, caller, has_enquiry=bool(left))
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
        shows_replies=caller.has_page,
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


async def read_object(request: web.Request) -> Mapping[str, Any]:
    """The JSON object that was sent; raises :class:`RefusedError` for anything else."""
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


async def delete_chat(request: web.Request) -> web.Response:
    """DELETE /chat: erase the session's conversation; the answer holds a new session's token."""
    new = await erase(request, visits.checked_visitor(request))
    response = json_response({"token": visits.token_of(request, new)})
    visits.keep_visitor(request, response, new)
    return response


async def erase(request: web.Request, visitor: Caller) -> Caller:
    """Forget the page's conversation; returns a new session, which the engine never heard."""
    await request.app[keys.CHAT].forget(visits.page_conversation(request, visitor))
    await request.app[keys.TRANSCRIPTS].flush()
    return visits.new_visitor(request)

"""What advisors have answered, for the page of the conversation that left the enquiry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.store import queries
from bot.store.database import StoreError
from bot.store.enquiry_tables import Enquiry
from bot.web import keys, visits
from bot.web.transcripts import Turn

log = structlog.get_logger()


@dataclass(frozen=True)
class AdvisorReply:
    """A reply to an enquiry, as the conversation shows it."""

    reference: str
    name: str
    text: str
    at: datetime


async def get_replies(request: web.Request) -> web.Response:
    """GET /chat/replies: the replies to what this session has left, for a page that is open."""
    session, replies = visits.session_of(request), list[dict[str, Any]]()
    if session:
        caller = visits.page_caller(request, session)
        conversation = visits.conversation_of(request, caller, visits.PAGE_SENDER)
        replies = public_replies(await enquiries_left(request, conversation))
    body = orjson.dumps(replies)
    return web.Response(body=body, content_type="application/json", charset="utf-8")


async def enquiries_left(request: web.Request, conversation: str) -> Sequence[Enquiry]:
    """The enquiries of a conversation, with their messages; none where the store is away."""
    try:
        return await request.app[keys.STORE].read(queries.of_conversation, conversation)
    except StoreError as error:
        log.warning("replies could not be read", failure=str(error))
        return ()


def timeline(turns: Iterable[Turn], left: Iterable[Enquiry]) -> list[Turn | AdvisorReply]:
    """What was said in the conversation and what advisors have answered, oldest first."""
    return sorted([*turns, *_replies(left)], key=lambda entry: entry.at)


def public_replies(left: Iterable[Enquiry]) -> list[dict[str, Any]]:
    """The replies as the widget takes them."""
    return [{**vars(reply), "at": reply.at.isoformat()} for reply in _replies(left)]


def _replies(left: Iterable[Enquiry]) -> list[AdvisorReply]:
    return [
        AdvisorReply(enquiry.reference, message.author_name, message.text, message.at)
        for enquiry in left
        for message in enquiry.messages
        if message.kind == "reply"
    ]

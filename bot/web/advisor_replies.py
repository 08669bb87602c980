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
from bot.web.news import Event
from bot.web.transcripts import Turn

log = structlog.get_logger()


@dataclass(frozen=True)
class AdvisorReply:
    """A reply to an enquiry, as the conversation shows it."""

    reference: str
    name: str
    text: str
    at: datetime

    def as_public(self) -> dict[str, Any]:
        """The reply as the widget takes it."""
        return {**vars(self), "at": self.at.isoformat()}

    def as_event(self) -> Event:
        """The reply as news for the pages that are open."""
        return Event("reply", self.as_public())


async def get_replies(request: web.Request) -> web.Response:
    """GET /chat/replies: the replies to what this session has left, for a page that is open."""
    visitor, replies = visits.visitor_of(request), list[AdvisorReply]()
    if visitor:
        conversation = visits.page_conversation(request, visitor)
        replies = replies_to(await enquiries_left(request, conversation))
    body = orjson.dumps([reply.as_public() for reply in replies])
    return web.Response(body=body, content_type="application/json", charset="utf-8")


async def enquiries_left(request: web.Request, conversation: str) -> Sequence[Enquiry]:
    """The enquiries of a conversation, with their messages; none where the store is away."""
    try:
        return await request.app[keys.STORE].read(queries.of_conversation, conversation)
    except StoreError as error:
        log.warning("replies could not be read", failure=str(error))
        return ()


async def publish_replies(request: web.Request, conversation: str) -> None:
    """Tell the conversation's open pages what advisors have answered; they know what is new."""
    for reply in replies_to(await enquiries_left(request, conversation)):
        request.app[keys.NEWS].publish(conversation, reply.as_event())


def timeline(turns: Iterable[Turn], left: Iterable[Enquiry]) -> list[Turn | AdvisorReply]:
    """What was said in the conversation and what advisors have answered, oldest first."""
    return sorted([*turns, *replies_to(left)], key=lambda entry: entry.at)


def replies_to(left: Iterable[Enquiry]) -> list[AdvisorReply]:
    """What advisors have answered, oldest first within an enquiry."""
    return [
        AdvisorReply(enquiry.reference, message.author_name, message.text, message.at)
        for enquiry in left
        for message in enquiry.messages
        if message.kind == "reply"
    ]

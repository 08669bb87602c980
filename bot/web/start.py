"""What a page of the chat starts from: its session, the words, the numbers, the transcript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiohttp import web

from bot.store.enquiry_tables import Enquiry
from bot.web import keys, visits
from bot.web.advisor_replies import AdvisorReply, enquiries_left, replies_to
from bot.web.api import json_response
from bot.web.callers import PAGE_SENDER, Caller
from bot.web.incoming import LONGEST_MESSAGE
from bot.web.office import office
from bot.web.told import Told
from bot.web.transcripts import Turn


async def get_chat(request: web.Request) -> web.Response:
    """GET /chat: all that the page shows; a session begins where the request proves none."""
    known = visits.visitor_of(request)
    # Most pages that embed the chat are opened by people who never speak: nothing is looked up.
    turns, left = await _of(request, known) if known else ((), ())
    if not turns and not left and visits.is_outlived(request):
        known = None
    visitor, replies = known or visits.new_visitor(request), replies_to(left)
    response = json_response(
        {
            "token": visits.token_of(request, visitor),
            "fresh": known is None,
            "has_enquiry": bool(left),
            **_of_everybody(request),
            **_of_conversation(turns, replies),
        }
    )
    visits.keep_visitor(request, response, visitor, has_enquiry=bool(left))
    return response


async def _of(request: web.Request, visitor: Caller) -> tuple[tuple[Turn, ...], Sequence[Enquiry]]:
    conversation = visits.page_conversation(request, visitor)
    turns = await visits.turns_of(request, conversation)
    return turns, await enquiries_left(request, conversation)


def _of_conversation(turns: tuple[Turn, ...], replies: list[AdvisorReply]) -> dict[str, Any]:
    return {
        "turns": [turn.as_public() for turn in turns],
        "replies": [reply.as_public() for reply in replies],
        "last": Told.everything(turns, replies).word,
    }


def _of_everybody(request: web.Request) -> dict[str, Any]:
    pack, words = request.app[keys.PACK], request.app[keys.WORDS]
    return {
        "sender": PAGE_SENDER,
        "longest": LONGEST_MESSAGE,
        "language": words.say("language"),
        "direction": words.say("direction"),
        "words": chat_words(request.app),
        "office": office(request.app),
        "exit": request.app[keys.SETTINGS].exit_url,
        "stopped": request.app[keys.SWITCH].sentence(),
        "lines": [vars(line) for line in pack.lines()],
        "urgent": [vars(line) for line in pack.urgent_lines()],
        "examples": pack.knowledge.examples,
    }


def chat_words(app: web.Application) -> dict[str, str]:
    """The sentences of the chat, with what is the same for everybody filled in."""
    partnership = app[keys.PACK].knowledge.partnership.name
    hours = app[keys.SETTINGS].conversation_hours
    filled = {"partnership": partnership, "hours": f"{hours:g}"}
    words = app[keys.WORDS].branch("chat")
    names = ("welcome", "welcome_kept")
    return {**words, **{name: words[name].format(**filled) for name in names}}

"""The door by which the service has a text heard for urgency alone, outside of any conversation.

`POST /webhooks/urgency/judge` with {"text": …} and the secret that the two processes share, as
`Authorization: Bearer …`, answers {"urgent": null} or {"urgent": {"kind": …, "writer": …}}
(:class:`bot.urgency.Judgement`). Nothing of the text is kept or logged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

from bot.engine.door import UNAUTHORISED, holds_secret
from bot.urgency import URGENT_KEY


class UrgencyDoor(InputChannel):
    """A channel, since channels are how Rasa's server takes more routes (credentials.yml)."""

    @classmethod
    def name(cls) -> str:
        """Give the part of the address after /webhooks/."""
        return "urgency"

    def blueprint(self, _on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Give the door's one route; it takes no messages."""
        blueprint = Blueprint("urgency")
        blueprint.add_route(judge, "/judge", methods=["POST"])
        return blueprint


async def judge(request: Request) -> HTTPResponse:
    """Judge one text as a message would be; 401 without the secret."""
    if not holds_secret(request.headers.get("authorization", "")):
        return json({"error": "the secret is missing or wrong"}, status=UNAUTHORISED)
    heard = await request.app.ctx.agent.parse_message(str(request.json["text"]))
    return json({URGENT_KEY: heard.get(URGENT_KEY)})

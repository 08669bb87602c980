"""The door by which the service has a conversation forgotten: Rasa has none.

`DELETE /webhooks/conversations/<sender>` with the secret that the two processes share, as
`Authorization: Bearer …`, answers {"forgotten": true}, or false when there was none. It waits for
the conversation's turns that came before, so that none of them brings it back.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.response import HTTPResponse, json

UNAUTHORISED = 401


class ConversationDoor(InputChannel):
    """A channel, since channels are how Rasa's server takes more routes (credentials.yml)."""

    @classmethod
    def name(cls) -> str:
        """Give the part of the address after /webhooks/."""
        return "conversations"

    def blueprint(self, _on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Give the door's one route; it takes no messages."""
        blueprint = Blueprint("conversations")
        blueprint.add_route(forget, "/<sender:str>", methods=["DELETE"])
        return blueprint


async def forget(request: Request, sender: str) -> HTTPResponse:
    """Forget one conversation; 401 without the secret."""
    if not holds_secret(request.headers.get("authorization", "")):
        return json({"error": "the secret is missing or wrong"}, status=UNAUTHORISED)
    agent = request.app.ctx.agent
    async with agent.lock_store.lock(sender):
        return json({"forgotten": await agent.tracker_store.delete(sender)})


def holds_secret(authorization: str) -> bool:
    """Tell, in the same time whatever it is, whether a header holds the shared secret."""
    expected = f"Bearer {os.environ['SIGNPOST_WEBHOOK_SECRET']}"
    return hmac.compare_digest(authorization.encode(), expected.encode())

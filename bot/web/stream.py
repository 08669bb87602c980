"""GET /chat/stream: news of a conversation as server-sent events, for a page that is open.

A page that was away says in Last-Event-ID where it stood, and is told what it missed first.
"""

from __future__ import annotations

import asyncio

import orjson
from aiohttp import hdrs, web

from bot.web import keys, visits
from bot.web.advisor_replies import enquiries_left, replies_to
from bot.web.news import EndedError, Event, Listener
from bot.web.refusals import RefusedError
from bot.web.told import Told

LAST_EVENT_ID = "Last-Event-ID"
# A comment keeps proxies from ending a silent connection, and shows us one that is gone (seconds).
BEAT_EVERY = 15.0
# A page that takes nothing for so long is let go; it asks again.
SEND_WITHIN = 20.0
# What a page waits before it asks again, in milliseconds, where it has no better rule of its own.
RETRY = 3000
HEADERS = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    # nginx would keep events back until a buffer is full.
    "X-Accel-Buffering": "no",
}


async def get_stream(request: web.Request) -> web.StreamResponse:
    """The stream, until the page goes away or the service stops."""
    visitor = visits.visitor_of(request)
    if visitor is None:
        raise RefusedError("no_session")
    conversation = visits.page_conversation(request, visitor)
    listening = request.app[keys.NEWS].listen(
        conversation, visitor.origin, lambda: is_gone(request)
    )
    with listening as listener:
        response = web.StreamResponse(headers=HEADERS)
        # Its connection serves nothing else afterwards.
        response.force_close()
        await response.prepare(request)
        try:
            await _Stream(request, response, conversation).run(listener)
        except TimeoutError:
            _hang_up(request)
        except (EndedError, ConnectionError):
            pass
    return response


def _hang_up(request: web.Request) -> None:
    # Whatever waits to be sent would otherwise be waited for.
    if request.transport:
        request.transport.abort()


def is_gone(request: web.Request) -> bool:
    """Whether the page's connection is closed."""
    return request.transport is None or request.transport.is_closing()


class _Stream:
    """One page's stream: what it is told, and where it then stands."""

    def __init__(
        self, request: web.Request, response: web.StreamResponse, conversation: str
    ) -> None:
        self._request = request
        self._response = response
        self._conversation = conversation
        self._told: Told | None = None
        self._has_enquiry = True

    async def run(self, listener: Listener) -> None:
        """Tell what was missed, then what happens; raises what ends the stream."""
        await self._write(f"retry: {RETRY}\n\n")
        await self._catch_up()
        # A first beat: whoever waits for it has heard all that was missed.
        await self._write(":\n\n")
        while True:
            event = await listener.next(BEAT_EVERY)
            if event is None:
                await self._write(":\n\n")
                await self._catch_up()
            elif self._told and self._told.note(event):
                await self._send(event)

    async def _catch_up(self) -> None:
        """Tell what no news came of: what was missed, and what another process has done."""
        transcripts = self._request.app[keys.TRANSCRIPTS]
        if not await transcripts.recall(self._conversation):
            raise EndedError
        turns = transcripts.turns(self._conversation)
        left = await enquiries_left(self._request, self._conversation) if self._has_enquiry else ()
        replies = replies_to(left)
        if self._told is None:
            stood = self._request.headers.get(LAST_EVENT_ID)
            self._told = Told.everything(turns, replies) if stood is None else Told.read(stood)
        self._has_enquiry = bool(left)
        for event in self._told.missed(turns, replies):
            await self._send(event)

    async def _send(self, event: Event) -> None:
        assert self._told  # noqa: S101 - whoever is told something has been asked where it stood
        reply = event.data.get("reply") or ()
        self._has_enquiry |= any("reference" in message["custom"] for message in reply)
        data = orjson.dumps(event.data).decode()
        await self._write(f"event: {event.kind}\nid: {self._told.word}\ndata: {data}\n\n")

    async def _write(self, text: str) -> None:
        async with asyncio.timeout(SEND_WITHIN):
            await self._response.write(text.encode())

"""GET /chat/transcript: what was said, to be printed or kept (W11), reached without script too."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.web import keys, visits
from bot.web.advisor_replies import enquiries_left, timeline
from bot.web.moments import today
from bot.web.pages import render
from bot.web.refusals import RefusedError


async def get_transcript(request: web.Request) -> web.Response:
    """The whole conversation as a page, or with `?as=text` as a text file to be downloaded."""
    visitor = visits.visitor_of(request)
    if visitor is None:
        raise RefusedError("no_session")
    conversation = visits.page_conversation(request, visitor)
    turns = await visits.turns_of(request, conversation)
    entries = timeline(turns, await enquiries_left(request, conversation))
    now = request.app[keys.NOW]()
    if request.query.get("as") != "text":
        return render(request, "transcript.html", entries=entries, now=now)
    text = (
        request.app[keys.TEMPLATES].get_template("transcript.txt").render(entries=entries, now=now)
    )
    response = web.Response(text=text, content_type="text/plain", charset="utf-8")
    name = f"signpost-{today(now).isoformat()}.txt"
    response.headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{name}"'
    return response

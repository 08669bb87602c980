"""Every address of the service, on one screen."""

from __future__ import annotations

from aiohttp import web

from bot.web import (
    advisor_replies,
    api,
    demonstration,
    embedding,
    enquiry_page,
    operations,
    pages,
    start,
    stream,
    transcript_page,
    useful,
)
from bot.web.desk.routes import DESK_ROUTES

ROUTES: tuple[web.RouteDef, ...] = (
    # The visitor's page, which works without script.
    web.get("/", pages.get_home),
    web.post("/", pages.post_home),
    web.post("/clear", pages.post_clear),
    web.post("/useful", useful.post_useful_form),
    # The same, for the widget's script, on our page and on those that embed it.
    web.get("/widget.js", operations.get_widget),
    web.get("/widget.css", operations.get_widget),
    web.get("/chat", start.get_chat),
    web.delete("/chat", api.delete_chat),
    web.get("/chat/stream", stream.get_stream),
    web.get("/chat/replies", advisor_replies.get_replies),
    web.post("/chat/useful", useful.post_useful),
    web.get("/chat/transcript", transcript_page.get_transcript),
    web.get("/demonstration", demonstration.get_demonstration),
    # The chat API, in the shape of Rasa's REST channel.
    web.post("/webhooks/rest/webhook", api.post_message),
    # What a browser asks before it sends another site's request.
    *(web.options(path, embedding.answer_preflight) for path in embedding.PATHS),
    # The asker's own page of an enquiry.
    web.get("/enquiries/{token}", enquiry_page.get_enquiry),
    web.post("/enquiries/{token}", enquiry_page.post_enquiry),
    # The advisors' door, with who may do what.
    *(route.definition for route in DESK_ROUTES),
    # For those who run the service.
    web.get("/health/live", operations.get_live),
    web.get("/health/ready", operations.get_ready),
    web.get("/metrics", operations.get_metrics),
    web.get("/static/{name}", operations.get_asset),
)

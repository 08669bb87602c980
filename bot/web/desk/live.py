"""What a page that is open asks for now and then: has anything changed, and who else is there.

It shows nothing of an enquiry, so it is no look of its own; what the page then loads again is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aiohttp import web

from bot.store import choices, looking, queries
from bot.store.queries import NoEnquiryError
from bot.store.session import Session
from bot.web import keys
from bot.web.api import json_response
from bot.web.desk.visits import VISIT
from bot.web.moments import clock
from bot.web.refusals import RefusedError


async def get_queue_mark(request: web.Request) -> web.Response:
    """GET /desk/live: a mark that changes whenever the queue does, and whether keys act."""
    store, account = request.app[keys.STORE], request[VISIT].account
    chosen = await store.read(choices.choices_of, account.id)
    return json_response({"mark": await queue_mark(request), "keys": chosen.shortcuts})


async def get_enquiry_live(request: web.Request) -> web.Response:
    """GET /desk/enquiries/{reference}/live: its version, and a sentence for who else is there."""
    account, now = request[VISIT].account, request.app[keys.NOW]()
    reference = request.match_info["reference"]
    try:
        live = await request.app[keys.STORE].write(_live, reference, account.id, now)
    except NoEnquiryError:
        raise RefusedError("not_found") from None
    words = request.app[keys.WORDS]
    said = [
        words.say("work.looking", name=one.name, time=clock(one.at)) for one in live.pop("others")
    ]
    return json_response({**live, "looking": " ".join(said)})


async def post_away(request: web.Request) -> web.Response:
    """POST /desk/enquiries/{reference}/away: the page was left."""
    account, reference = request[VISIT].account, request.match_info["reference"]
    await request.app[keys.STORE].write(looking.look_away, reference, account.id)
    return web.Response(status=204)


async def queue_mark(request: web.Request) -> str:
    """The mark of the queue as it is now."""
    return await request.app[keys.STORE].read(queries.mark_of_queue)


def _live(session: Session, reference: str, account_id: int, now: datetime) -> dict[str, Any]:
    enquiry = queries.find(session, reference)
    looking.look_at(session, enquiry.id, account_id, now)
    others = looking.others_looking(session, enquiry.id, account_id, now)
    chosen = choices.choices_of(session, account_id)
    return {"mark": str(enquiry.version), "keys": chosen.shortcuts, "others": others}

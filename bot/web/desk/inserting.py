"""Puts a saved reply, or a fact with its source and date, into a reply that is being written.

It only writes into the page's box: nothing is kept or sent until somebody sends the reply. What
gets too long by it is not cut, for that could cut a source: the box says so, and the sending too.
"""

from __future__ import annotations

from aiohttp import web

from bot import facts
from bot.facts import Fact
from bot.store import queries, saved
from bot.store.queries import NoEnquiryError
from bot.store.saved import NotSavedHereError
from bot.web import keys
from bot.web.desk.enquiry import Draft, show_enquiry
from bot.web.desk.moves import seen_in
from bot.web.desk.visits import VISIT
from bot.web.incoming import clean
from bot.web.moments import day, today
from bot.web.pages import FormData, read_form
from bot.web.refusals import RefusedError

LONGEST_QUESTION = 200


async def post_insert(request: web.Request) -> web.Response:
    """POST …/insert: the page again, with what was chosen in the box, or with facts to choose.

    The box keeps the version that its page has shown, so that sending it is checked as before.
    """
    form = await read_form(request)
    about = clean(form.get("about", ""))[:LONGEST_QUESTION].strip()
    if form.get("fact"):
        added = await _fact(request, form["fact"])
    elif form.get("what") == "saved":
        added = await _saved(request, form)
    else:
        added = ""
    typed = clean(form.get("text", ""))
    text = "\n\n".join(filter(None, (typed.rstrip(), added)))
    about = "" if added else about
    offered = _offered(request, about) if about else []
    draft = Draft("reply", text, seen=seen_in(form), about=about, facts=offered)
    return await show_enquiry(request, draft)


def _offered(request: web.Request, about: str) -> list[Fact]:
    knowledge, say = request.app[keys.PACK].knowledge, request.app[keys.WORDS].say
    return facts.find_facts(knowledge, about, today(request.app[keys.NOW]()), say)


async def _fact(request: web.Request, id: str) -> str:
    """The fact as a reply quotes it; nothing where the knowledge has changed meanwhile."""
    say, knowledge = request.app[keys.WORDS].say, request.app[keys.PACK].knowledge
    fact = facts.fact_of(knowledge, id, today(request.app[keys.NOW]()), say)
    return facts.quoted(fact, day, say) if fact else ""


async def _saved(request: web.Request, form: FormData) -> str:
    """The saved reply, with the names that it has gaps for."""
    text, store, account = form.get("saved", ""), request.app[keys.STORE], request[VISIT].account
    reply_id = int(text) if text.isdecimal() and len(text) < 16 else 0
    try:
        enquiry = await store.read(queries.find, request.match_info["reference"])
        reply = await store.read(saved.reply_of, account.id, reply_id)
    except NoEnquiryError:
        raise RefusedError("not_found") from None
    except NotSavedHereError:
        return ""
    gaps = {
        "{name}": enquiry.name,
        "{reference}": enquiry.reference,
        "{setting}": enquiry.setting,
        "{advisor}": account.name,
    }
    filled = reply.text
    for gap, value in gaps.items():
        filled = filled.replace(gap, value)
    return filled

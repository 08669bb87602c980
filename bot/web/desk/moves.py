"""What an advisor does to an enquiry, each by a form that says which version its page showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from aiohttp import web

from bot.enquiries import MoveName, MoveRefusedError
from bot.facts import statements
from bot.routing import Reason, Routed
from bot.store import accounts, desk, queries
from bot.store.accounts import NoAccountError
from bot.store.audit import Actor
from bot.store.enquiry_tables import Enquiry
from bot.store.queries import NoEnquiryError
from bot.store.session import Session
from bot.web import keys
from bot.web.advisor_replies import publish_replies
from bot.web.desk.enquiry import Draft, can_answer, show_enquiry
from bot.web.desk.shown import see_other
from bot.web.desk.visits import VISIT
from bot.web.following import follow
from bot.web.moments import today
from bot.web.pages import FormData, read_form
from bot.web.refusals import RefusedError
from bot.web.written import WrongTextError, key_of, problem_of, text_of
from bot.working_time import due_at

Work = Callable[..., Enquiry]


async def post_claim(request: web.Request) -> web.Response:
    """POST …/claim: I answer it."""
    return await _move(request, "claim", desk.claim, seen=seen_in(await read_form(request)))


async def post_release(request: web.Request) -> web.Response:
    """POST …/release: back into the queue."""
    return await _move(request, "release", desk.release, seen=seen_in(await read_form(request)))


async def post_reply(request: web.Request) -> web.Response:
    """POST …/reply: the answer, unless somebody else has changed the enquiry meanwhile."""
    form = await read_form(request)
    return await _write(request, "reply", desk.reply, seen=seen_in(form))


async def post_note(request: web.Request) -> web.Response:
    """POST …/note: for colleagues only; it answers nothing, so another's change does not matter."""
    return await _write(request, "note", desk.note)


async def post_close(request: web.Request) -> web.Response:
    """POST …/close: with a reason where an answer is owed."""
    form = await read_form(request)
    try:
        reason = await _text(request, needed=False)
    except WrongTextError as error:
        return await _refused(request, "close", error)
    return await _move(request, "close", desk.close, seen=seen_in(form), reason=reason)


async def post_reopen(request: web.Request) -> web.Response:
    """POST …/reopen: an answer is owed again, by a new date."""
    settings, now = request.app[keys.SETTINGS], request.app[keys.NOW]()
    due = due_at(now, settings.reply_hours, settings.working_week)
    seen = seen_in(await read_form(request))
    return await _move(request, "reopen", desk.reopen, seen=seen, due_at=due)


async def post_reassign(request: web.Request) -> web.Response:
    """POST …/reassign: to a colleague, with a reason; the colleague gets a mail."""
    form = await read_form(request)
    try:
        reason = await _text(request)
    except WrongTextError as error:
        return await _refused(request, "reassign", error)
    to = form.get("to", "")
    colleague = int(to) if to.isdecimal() and len(to) < 16 else 0
    return await _move(
        request, "reassign", _reassign, seen=seen_in(form), to=colleague, reason=reason
    )


async def post_follow(request: web.Request) -> web.Response:
    """POST …/follow: what the asker asks long after it was settled, as a new enquiry after it."""
    form, actor, reference = await read_form(request), request[VISIT].actor, _reference(request)
    try:
        text = await _text(request)
        key = f"{key_of(form, f'desk {actor.id}')} follows"
        new = await follow(request, actor, reference, text, key)
    except WrongTextError as error:
        return await _refused(request, "follow", error)
    except NoEnquiryError:
        raise RefusedError("not_found") from None
    except MoveRefusedError as error:
        return await _refused(request, "follow", WrongTextError(problem_of(error.why)), 409)
    request.app[keys.WAKE]()
    return see_other(f"/desk/enquiries/{new.reference}", {"done": "follow"})


def seen_in(form: FormData) -> int:
    """The version that the form's page showed; what is none is a version of no enquiry."""
    text = form.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


async def _write(request: web.Request, move: MoveName, work: Work, **values: Any) -> web.Response:
    form = await read_form(request)
    try:
        text = await _text(request)
    except WrongTextError as error:
        return await _refused(request, move, error)
    key = key_of(form, f"desk {request[VISIT].account.id}")
    return await _move(request, move, work, text=text, key=key, **values)


async def _move(request: web.Request, move: MoveName, work: Work, **values: Any) -> web.Response:
    """Make the move in one transaction, or show the page again with what was typed."""
    actor, reference = request[VISIT].actor, _reference(request)
    places = [values.pop("seen")] if "seen" in values else []
    now = request.app[keys.NOW]()
    try:
        store = request.app[keys.STORE]
        changed = await store.write(work, actor, reference, *places, now=now, **values)
    except NoEnquiryError:
        raise RefusedError("not_found") from None
    except MoveRefusedError as error:
        return await _refused(request, move, WrongTextError(problem_of(error.why)), 409)
    request.app[keys.WAKE]()
    if move == "reply" and changed.conversation:
        await publish_replies(request, changed.conversation)
    return see_other(f"/desk/enquiries/{reference}", {"done": move})


async def _text(request: web.Request, *, needed: bool = True) -> str:
    """What was written; raises :class:`WrongTextError`, also where it tells of a child.

    An advisor may pass on the telephone number of an organisation, name who asks or answers, and
    quote the knowledge.
    """
    text = text_of(await read_form(request), needed=needed)
    own = _own_words(request, text)
    kept = request.app[keys.DETAILS].keep(own, "contact", known=await _names(request))
    if kept.kinds:
        raise WrongTextError("details")
    return text


def _own_words(request: web.Request, text: str) -> str:
    """The lines that are no facts of the knowledge, word for word."""
    pack, say = request.app[keys.PACK].knowledge, request.app[keys.WORDS].say
    facts = statements(pack, today(request.app[keys.NOW]()), say)
    return "\n".join(line for line in text.split("\n") if line not in facts)


async def _names(request: web.Request) -> Sequence[str]:
    """The people who may be named: who asks, who answers, and who writes."""
    try:
        enquiry = await request.app[keys.STORE].read(queries.find, _reference(request))
    except NoEnquiryError:
        return ()
    return enquiry.name, enquiry.owner_name, request[VISIT].account.name


async def _refused(
    request: web.Request,
    move: MoveName | Literal["follow"],
    error: WrongTextError,
    status: int = 422,
) -> web.Response:
    """The page with what was typed, without details of a person."""
    typed = (await read_form(request)).get("text", "")
    kept = await request.app[keys.DETAILS].shown(typed, "contact", known=await _names(request))
    return await show_enquiry(request, Draft(move, kept, error.problem), status)


def _reference(request: web.Request) -> str:
    return request.match_info["reference"]


def _reassign(
    session: Session,
    actor: Actor,
    reference: str,
    seen: int,
    *,
    to: int,
    reason: str,
    now: Any,
) -> Enquiry:
    """Give it to a colleague; the area and the reason of its routing stay as they were."""
    try:
        account = accounts.find_account(session, to)
    except NoAccountError:
        raise MoveRefusedError("role") from None
    if not can_answer(account) or account.id == actor.id:
        raise MoveRefusedError("role")
    enquiry = queries.find(session, reference)
    owner = accounts.as_owner(account)
    routed = Routed(owner, Reason(**enquiry.reason), enquiry.area, enquiry.district)
    return desk.reassign(session, actor, reference, seen, routed=routed, reason=reason, now=now)

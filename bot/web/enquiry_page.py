"""The asker's own page of an enquiry, behind the signed link of the mail: read, and write more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import get_args
from urllib.parse import urlencode

from aiohttp import web

from bot.enquiries import WAITING, MoveRefusedError, is_too_late
from bot.enquiry_links import WrongTokenError, reference_of, token_of
from bot.privacy import DetailKind
from bot.store import audit, enquiries, following, queries
from bot.store.audit import ASKER
from bot.store.enquiry_tables import Enquiry
from bot.store.queries import NoEnquiryError
from bot.store.session import Session
from bot.urgency import Kind
from bot.web import keys, visits
from bot.web.api import new_key
from bot.web.following import follow
from bot.web.moments import today
from bot.web.pages import read_form, render
from bot.web.reasons import why
from bot.web.refusals import RefusedError
from bot.web.urgent import About, about, told
from bot.web.written import LONGEST_TEXT, TextProblem, WrongTextError, key_of, problem_of, text_of
from bot.working_time import due_at


@dataclass(frozen=True)
class _Written:
    """A further message as it is kept; `urgent` is of whom the guard heard in it, if of anybody."""

    text: str
    key: str
    urgent: Kind | None


async def get_enquiry(request: web.Request) -> web.Response:
    """GET /enquiries/{token}: status, question, replies and a form; never the desk's notes.

    The same sentence for a token that is none, and for an enquiry that is there no longer.
    """
    return await _page(request)


async def post_enquiry(request: web.Request) -> web.Response:
    """POST /enquiries/{token}: a further message; it opens a settled enquiry again, or begins one.

    Who knows the address may write: another site cannot know it, so the form needs no token. The
    urgency guard hears it as it hears a message of the chat; whatever it finds, the message is kept
    for the advisor, so that nothing is lost that nobody rang about.
    """
    reference, form = _reference(request), await read_form(request)
    try:
        text = text_of(form)
    except WrongTextError as error:
        typed = await request.app[keys.DETAILS].shown(form.get("text", ""))
        return await _page(request, typed, error.problem, 422)
    kept = request.app[keys.DETAILS].keep(text)
    await request.app[keys.LIMITER].count(f"enquiry {reference}", visits.address_of(request))
    judged = await request.app[keys.CHAT].judge(kept.text)
    written = _Written(kept.text, key_of(form, reference), judged.kind if judged else None)
    at_risk = about(judged) if judged else None
    try:
        path = await _written_to(request, reference, written)
    except NoEnquiryError:
        raise RefusedError("no_enquiry") from None
    except MoveRefusedError as error:
        return await _page(request, kept.text, problem_of(error.why), 409, at_risk)
    request.app[keys.WAKE]()
    said = [("done", "yes"), *(("left_out", kind) for kind in kept.kinds)]
    said += [("at_risk", at_risk)] if at_risk else []
    address = f"{path}?{urlencode(said)}#at-once"
    return web.Response(status=303, headers={"Location": address})


async def _written_to(request: web.Request, reference: str, written: _Written) -> str:
    """The page of the enquiry that holds it: this one, or one after it that begins 28 days later.

    Raises :class:`MoveRefusedError`, and :class:`NoEnquiryError`.
    """
    try:
        await _write(request, reference, written)
    except MoveRefusedError as error:
        if error.why != "late":
            raise
        key = f"{written.key} follows"
        new = await follow(request, ASKER, reference, written.text, key, urgent=written.urgent)
        return f"/enquiries/{token_of(request.app[keys.LINK_KEY], new.reference)}"
    return request.path


async def _write(request: web.Request, reference: str, written: _Written) -> None:
    settings, now = request.app[keys.SETTINGS], request.app[keys.NOW]()
    await request.app[keys.STORE].write(
        enquiries.write,
        reference,
        text=written.text,
        key=written.key,
        urgent=written.urgent,
        due_at=due_at(now, settings.reply_hours, settings.working_week),
        now=now,
        today=today(now),
    )


async def _page(
    request: web.Request,
    typed: str = "",
    problem: TextProblem | None = None,
    status: int = 200,
    at_risk: About | None = None,
) -> web.Response:
    now = request.app[keys.NOW]()
    try:
        enquiry, before = await request.app[keys.STORE].write(_look, _reference(request), now)
    except NoEnquiryError:
        raise RefusedError("no_enquiry") from None
    return render(
        request,
        "enquiry.html",
        status,
        enquiry=enquiry,
        before=before,
        messages=[one for one in enquiry.messages if one.kind != "note"],
        is_owed=enquiry.status in WAITING,
        is_late=is_too_late(enquiry.standing, now),
        why=why(request.app[keys.WORDS], enquiry.reason, "asker"),
        path=request.path,
        key=new_key(),
        typed=typed,
        problem=problem,
        done="done" in request.query and not problem,
        remark=_remark(request),
        told=told(request.app, at_risk or request.query.get("at_risk")),
        longest=LONGEST_TEXT,
        days=request.app[keys.SETTINGS].enquiry_days,
    )


def _remark(request: web.Request) -> str:
    """What was left out of the message that was sent just now, where something was."""
    told = request.query.getall("left_out", ())
    kinds: list[DetailKind] = [kind for kind in get_args(DetailKind) if kind in told]
    return request.app[keys.DETAILS].remark(kinds) if kinds else ""


def _reference(request: web.Request) -> str:
    try:
        return reference_of(request.app[keys.LINK_KEY], request.match_info["token"])
    except WrongTokenError:
        raise RefusedError("no_enquiry") from None


def _look(session: Session, reference: str, now: datetime) -> tuple[Enquiry, str | None]:
    """The enquiry, and the reference of the settled one that it follows, if it does."""
    enquiry = queries.whole(session, reference)
    audit.record(session, now, ASKER, "view", ("enquiry", enquiry.id))
    return enquiry, following.linked(session, enquiry)[0]

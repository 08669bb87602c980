"""The page of one enquiry: who asks, why it is here, what was written, what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from aiohttp import web

from bot.enquiries import MOVES, WAITING, MoveName, is_too_late, moves_for
from bot.facts import Fact
from bot.store import accounts, audit, following, looking, queries, saved
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.enquiry_tables import AuditRow, Enquiry
from bot.store.looking import Colleague
from bot.store.queries import NoEnquiryError
from bot.store.session import Session
from bot.store.work_tables import SavedReply
from bot.web import keys
from bot.web.desk.shown import show
from bot.web.desk.visits import VISIT
from bot.web.desk.watching import watch_of
from bot.web.reasons import why
from bot.web.refusals import RefusedError
from bot.web.written import LONGEST_TEXT, TextProblem


@dataclass(frozen=True)
class Draft:
    """What was typed for a move that was not made, and what is the matter, if anything is.

    `seen` is the version that the page of its writer has shown, where that page only comes back;
    `about` is what facts were looked for, and `facts` are those that were found.
    """

    move: MoveName | Literal["follow"]
    text: str
    problem: TextProblem | None = None
    seen: int | None = None
    about: str = ""
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class Event:
    """A line of the history: `who` is a name, or empty for the asker and the system."""

    at: datetime
    role: str
    who: str
    action: str


@dataclass(frozen=True)
class Onlooker:
    """Who has looked at the enquiry, how often, and when last."""

    name: str
    times: int
    last: datetime


@dataclass(frozen=True)
class Seen:
    """Everything of an enquiry that its page shows."""

    enquiry: Enquiry
    events: Sequence[Event]
    onlookers: Sequence[Onlooker]
    colleagues: Sequence[Account]
    looking: Sequence[Colleague]
    saved: Sequence[SavedReply]
    before: str | None
    after: Sequence[str]


async def get_enquiry(request: web.Request) -> web.Response:
    """GET /desk/enquiries/{reference}: the enquiry; looking at it is an audit row."""
    return await show_enquiry(request)


async def show_enquiry(
    request: web.Request, draft: Draft | None = None, status: int = 200
) -> web.Response:
    """The page as it is now, with what was typed for a move that was refused."""
    visit, now = request[VISIT], request.app[keys.NOW]()
    reference = request.match_info["reference"]
    try:
        seen = await request.app[keys.STORE].write(_look, visit.actor, reference, now)
    except NoEnquiryError:
        raise RefusedError("not_found") from None
    enquiry = seen.enquiry
    return show(
        request,
        "enquiry.html",
        status,
        enquiry=enquiry,
        seen=seen,
        draft=draft,
        moves=moves_for(enquiry.standing, visit.account.role, now),
        is_owed=enquiry.status in WAITING,
        is_late=is_too_late(enquiry.standing, now),
        is_mine=enquiry.owner_id == visit.account.id,
        why=why(request.app[keys.WORDS], enquiry.reason, "desk"),
        longest=LONGEST_TEXT,
        watch=watch_of(request),
    )


def can_answer(account: Account) -> bool:
    """Whether enquiries may be passed on to this account."""
    return account.is_ready and not account.disabled_at and account.role in MOVES["reply"].by


def _look(session: Session, actor: Actor, reference: str, now: datetime) -> Seen:
    enquiry = queries.whole(session, reference)
    audit.record(session, now, actor, "view", ("enquiry", enquiry.id))
    people = accounts.accounts(session)
    names = {account.id: account.name for account in people}
    rows = queries.history(session, enquiry.id)
    account_id = actor.id or 0
    looking.look_at(session, enquiry.id, account_id, now)
    before, after = following.linked(session, enquiry)
    return Seen(
        enquiry,
        [_event(row, names) for row in rows if row.action != "view"],
        _onlookers(rows, names),
        [one for one in people if can_answer(one) and one.id != account_id],
        looking.others_looking(session, enquiry.id, account_id, now),
        saved.replies(session, account_id),
        before,
        after,
    )


def _event(row: AuditRow, names: Mapping[int, str]) -> Event:
    return Event(row.at, row.role, names.get(row.actor or 0, ""), row.action)


def _onlookers(rows: Sequence[AuditRow], names: Mapping[int, str]) -> list[Onlooker]:
    found: dict[str, Onlooker] = {}
    for row in rows:
        name = names.get(row.actor or 0)
        if row.action == "view" and name:
            before = found.get(name)
            found[name] = Onlooker(name, before.times + 1 if before else 1, row.at)
    return list(found.values())

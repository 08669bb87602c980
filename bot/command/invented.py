"""A year at a desk, invented: written by the desk's own functions, in the order of time."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.enquiries import MOVES, NewEnquiry
from bot.knowledge import Knowledge
from bot.references import prefix_of
from bot.routing import Reason, Routed, route
from bot.settings import Settings
from bot.store import accounts, desk, enquiries, queries
from bot.store.audit import Actor
from bot.store.desk_tables import Account
from bot.store.reply_counts import add_counts
from bot.store.staffing import staffing
from bot.topics import topic_of
from bot.web.moments import UK, today
from bot.working_time import due_at, is_working_day, is_working_time

YEAR = timedelta(days=365)
# Messages of the assistant on a working day, on average, by outcome.
_DAILY = {
    "answered": 34,
    "asked": 6,
    "unsure": 3,
    "not_listed": 3,
    "outside": 2,
    "apology": 0.1,
    "talk": 9,
    "person": 2,
    "urgent": 0.4,
    "enquiry": 12,
}


@dataclass(frozen=True)
class Year:
    """What a year is made of; `until` is its end, and chance is drawn by `chance` alone."""

    knowledge: Knowledge
    settings: Settings
    words: Mapping[str, Any]
    until: datetime
    chance: random.Random


def fill(session: Session, year: Year, count: int) -> int:
    """Leave so many enquiries over the year, with all that happened to them; returns the moves."""
    moments = sorted(_moment(year) for _ in range(count))
    lives = [_life(session, year, number, at) for number, at in enumerate(moments)]
    # Each life says when its next move comes; the earliest of all is made first, so that the
    # audit is in the order of time.
    waiting = [(at, number) for number, at in enumerate(moments)]
    heapq.heapify(waiting)
    made = 0
    while waiting:
        _, number = heapq.heappop(waiting)
        made += 1
        following = next(lives[number], None)
        if following is not None and following < year.until:
            heapq.heappush(waiting, (following, number))
    _count_replies(session, year)
    return made


def _life(session: Session, year: Year, number: int, at: datetime) -> Iterator[datetime]:
    """Makes one move of an enquiry at a time, and yields when the next one comes."""
    chance, words = year.chance, year.words
    reference = _leave(session, year, number, at)
    at = _later(year, at, chance.uniform(0.1, 4))
    yield at
    actor = _owner(session, reference, chance)
    if chance.random() < 0.12:
        actor = _pass_on(session, year, reference, actor, at)
        at = _later(year, at, 1)
        yield at
    if chance.random() < 0.05:
        _close(session, reference, actor, chance.choice(words["closings"]), at)
        return
    _claim(session, reference, actor, at)
    at = _later(year, at, 0.2)
    yield at
    if chance.random() < 0.25:
        _note(session, year, reference, actor, at)
    at = _later(year, at, chance.lognormvariate(1.5, 0.9))
    yield at
    _reply(session, year, reference, actor, at)
    if chance.random() < 0.09:
        at = _later(year, at, chance.uniform(4, 60))
        yield at
        _write(session, year, reference, at)
        at = _later(year, at, chance.lognormvariate(1.2, 0.6))
        yield at
        _reply(session, year, reference, actor, at)
    at = _later(year, at, chance.uniform(20, 80))
    yield at
    _close(session, reference, actor, "", at)


def _moment(year: Year) -> datetime:
    """A moment of the year at which somebody might ask: by day, and little in August."""
    while True:
        at = year.until - YEAR * year.chance.random()
        local = at.astimezone(UK)
        likely = 1.0 if is_working_time(at, year.settings.working_week) else 0.12
        if local.month == 8:
            likely *= 0.3
        if 6 <= local.hour <= 22 and year.chance.random() < likely:
            return at


def _later(year: Year, at: datetime, hours: float) -> datetime:
    """The moment after so many hours of working time."""
    return due_at(at, hours, year.settings.working_week)


def _leave(session: Session, year: Year, number: int, at: datetime) -> str:
    chance, words, knowledge = year.chance, year.words, year.knowledge
    place = chance.choice([one for one in knowledge.places.values() if len(one.districts) == 1])
    routed = route(knowledge, place.id, staffing(session), today(at))
    assert isinstance(routed, Routed)  # noqa: S101 - a place of one district is routed
    first, last = chance.choice(words["first_names"]), chance.choice(words["last_names"])
    question = chance.choice(words["questions"])
    new = NewEnquiry(
        key=f"demonstration {number}",
        name=f"{first} {last}",
        role=chance.choice(words["roles"]),
        setting=chance.choice(words["settings"]).format(place=place.name),
        place=place.name,
        question=question,
        route=routed,
        email=f"{first}.{last}@school{number}.example".lower(),
        topic=topic_of(question, knowledge),
    )
    due = due_at(at, year.settings.reply_hours, year.settings.working_week)
    created = enquiries.create_enquiry(
        session, new, prefix=prefix_of(knowledge), due_at=due, now=at, choose=chance.choice
    )
    return created.enquiry.reference


def _able(session: Session) -> list[Account]:
    """Who answers, whether or not their links were ever used."""
    return [one for one in accounts.accounts(session) if one.role in MOVES["reply"].by]


def _owner(session: Session, reference: str, chance: random.Random) -> Actor:
    able = _able(session)
    owner = queries.find(session, reference).owner_id
    account = next((one for one in able if one.id == owner), None) or chance.choice(able)
    return Actor(account.role, account.id, account.name)


def _pass_on(session: Session, year: Year, reference: str, actor: Actor, at: datetime) -> Actor:
    able = [one for one in _able(session) if one.id != actor.id]
    to, enquiry = year.chance.choice(able), queries.find(session, reference)
    reason = Reason(**enquiry.reason)
    routed = Routed(accounts.as_owner(to), reason, enquiry.area, enquiry.district)
    said = year.chance.choice(year.words["reasons"])
    seen = enquiry.version
    desk.reassign(session, actor, reference, seen, routed=routed, reason=said, now=at)
    return Actor(to.role, to.id, to.name)


def _claim(session: Session, reference: str, actor: Actor, at: datetime) -> None:
    desk.claim(session, actor, reference, queries.find(session, reference).version, now=at)


def _note(session: Session, year: Year, reference: str, actor: Actor, at: datetime) -> None:
    text = year.chance.choice(year.words["notes"])
    desk.note(session, actor, reference, text=text, key=f"{reference} {at}", now=at)


def _reply(session: Session, year: Year, reference: str, actor: Actor, at: datetime) -> None:
    text, seen = year.chance.choice(year.words["replies"]), queries.find(session, reference).version
    key = f"{reference} {at}"
    desk.reply(session, actor, reference, seen, text=text, key=key, now=at)


def _write(session: Session, year: Year, reference: str, at: datetime) -> None:
    due = due_at(at, year.settings.reply_hours, year.settings.working_week)
    text, key = year.chance.choice(year.words["further"]), f"{reference} {at}"
    given = {"text": text, "key": key, "due_at": due, "now": at, "today": today(at)}
    enquiries.write(session, reference, **given)


def _close(session: Session, reference: str, actor: Actor, reason: str, at: datetime) -> None:
    seen = queries.find(session, reference).version
    desk.close(session, actor, reference, seen, now=at, reason=reason)


def _count_replies(session: Session, year: Year) -> None:
    """What the assistant sent on each day of the year."""
    days: Sequence[datetime] = [year.until - timedelta(days=number) for number in range(365)]
    add_counts(
        session,
        {
            (today(day), outcome): round(usual * year.chance.uniform(0.5, 1.5))
            for day in days
            for outcome, usual in _DAILY.items()
            if is_working_day(today(day), year.settings.working_week)
        },
    )

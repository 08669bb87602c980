"""What the report of the board is made of: counts of enquiries, never an enquiry itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.enquiries import WAITING
from bot.store.enquiry_tables import Enquiry

By = Literal["area", "topic"]
_COLUMNS = {"area": Enquiry.area, "topic": Enquiry.topic}
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Share:
    """Enquiries of one area or topic that took as long to answer (None: no answer yet)."""

    key: str | None
    minutes: int | None
    count: int
    reopened: int


@dataclass(frozen=True)
class Open:
    """How many enquiries of an area wait for an answer now, and how many of them too long."""

    area: str | None
    waiting: int
    overdue: int


def shares(session: Session, by: By, begin: datetime, end: datetime) -> Sequence[Share]:
    """The enquiries received from `begin` until before `end`, by area or topic and minutes."""
    column = _COLUMNS[by]
    reopened = func.count(Enquiry.id).filter(Enquiry.reopenings > 0)
    query = (
        select(column, Enquiry.answer_minutes, func.count(Enquiry.id), reopened)
        .where(Enquiry.received_at >= begin, Enquiry.received_at < end)
        .group_by(column, Enquiry.answer_minutes)
    )
    return [Share(*row) for row in session.execute(query).all()]


def received_between(session: Session, bounds: Sequence[datetime]) -> list[int]:
    """How many enquiries were received between each two neighbours of `bounds`."""
    # One look into the index for each time: quicker than comparing each row with every bound.
    counts = [
        select(func.count(Enquiry.id))
        .where(Enquiry.received_at >= begin, Enquiry.received_at < end)
        .scalar_subquery()
        for begin, end in pairwise(bounds)
    ]
    return list(session.execute(select(*counts)).one()) if counts else []


def open_now(session: Session, now: datetime) -> Sequence[Open]:
    """What waits for an answer, by area."""
    overdue = func.count(Enquiry.id).filter(Enquiry.due_at < now)
    query = (
        select(Enquiry.area, func.count(Enquiry.id), overdue)
        .where(Enquiry.status.in_(sorted(WAITING)))
        .group_by(Enquiry.area)
    )
    return [Open(*row) for row in session.execute(query).all()]


def listed(session: Session, begin: datetime, end: datetime) -> Iterator[Enquiry]:
    """The enquiries received in that time, oldest first, a few at a time."""
    query = (
        select(Enquiry)
        .where(Enquiry.received_at >= begin, Enquiry.received_at < end)
        .order_by(Enquiry.received_at, Enquiry.id)
        .execution_options(yield_per=_AT_ONCE)
    )
    for enquiry in session.scalars(query):
        session.expunge(enquiry)
        yield enquiry

"""How many messages of each outcome the assistant sent, by the day; nothing of what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.store.count_tables import ReplyCount


@dataclass(frozen=True)
class Counted:
    """How many messages of an outcome were sent on a day."""

    day: date
    outcome: str
    count: int


def add_counts(session: Session, counts: Mapping[tuple[date, str], int]) -> None:
    """Add to what is counted already, by (day, outcome)."""
    if not counts:
        return
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    statement = (postgresql.insert if is_postgresql else sqlite.insert)(ReplyCount)
    # In one order, so that two services never wait for each other.
    rows = [
        {"day": day, "outcome": outcome, "count": count}
        for (day, outcome), count in sorted(counts.items())
    ]
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "outcome"],
            set_={"count": ReplyCount.count + statement.excluded.count},
        ),
        rows,
    )


def counted(session: Session, first: date, last: date) -> Sequence[Counted]:
    """What was counted from the first day to the last, both included, the earliest first."""
    query = select(ReplyCount.day, ReplyCount.outcome, ReplyCount.count)
    rows = session.execute(
        query.where(ReplyCount.day.between(first, last)).order_by(ReplyCount.day)
    )
    return [Counted(*row) for row in rows.all()]

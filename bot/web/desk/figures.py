"""The figures of the report: sums, shares and percentiles, from counts that name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.store.reply_counts import Counted
from bot.store.report import Open, Share

Group = Literal["answered", "clarified", "unanswered", "person"]
# What the assistant did, from what it said (bot.reply.Outcome). Small talk and the steps of
# leaving an enquiry are no answers to a question, so they are in none of these.
GROUPS: Mapping[Group, frozenset[str]] = {
    "answered": frozenset({"answered"}),
    "clarified": frozenset({"asked", "unsure"}),
    "unanswered": frozenset({"not_listed", "outside", "apology"}),
    "person": frozenset({"person", "urgent"}),
}


@dataclass(frozen=True)
class Line:
    """Enquiries of one area or topic (None: of none), or of all.

    `median` and `slow` (the 90th percentile) are minutes of working time to the first answer,
    None where nothing was answered; `late` counts answers that took longer than is promised.
    """

    key: str | None
    received: int
    answered: int
    median: int | None
    slow: int | None
    late: int
    reopened: int
    waiting: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Month:
    """What the assistant did in a month, by its first day."""

    first: date
    groups: Mapping[Group, int]


def line_of(
    key: str | None, shares: Sequence[Share], promised: int, opened: Iterable[Open] = ()
) -> Line:
    """The line that these shares make; `promised` is in minutes."""
    times = Counter[int]()
    for share in shares:
        if share.minutes is not None:
            times[share.minutes] += share.count
    still = list(opened)
    return Line(
        key,
        received=sum(share.count for share in shares),
        answered=times.total(),
        median=percentile(times, 50),
        slow=percentile(times, 90),
        late=sum(count for minutes, count in times.items() if minutes > promised),
        reopened=sum(share.reopened for share in shares),
        waiting=sum(one.waiting for one in still),
        overdue=sum(one.overdue for one in still),
    )


def lines_of(
    shares: Sequence[Share], promised: int, opened: Sequence[Open] = ()
) -> tuple[Line, ...]:
    """A line for each area or topic, most enquiries first; what names none comes last."""
    keys = {share.key for share in shares} | {one.area for one in opened}
    lines = [
        line_of(
            key,
            [share for share in shares if share.key == key],
            promised,
            [one for one in opened if one.area == key],
        )
        for key in keys
    ]
    return tuple(sorted(lines, key=lambda one: (one.key is None, -one.received, one.key or "")))


def percentile(times: Mapping[int, int], rank: int) -> int | None:
    """The shortest time within which `rank` of 100 answers came (nearest rank); None for none."""
    total, so_far = sum(times.values()), 0
    for minutes in sorted(times):
        so_far += times[minutes]
        if so_far * 100 >= total * rank:
            return minutes
    return None


def months_of(counted: Iterable[Counted], firsts: Sequence[date]) -> tuple[Month, ...]:
    """What the assistant did in each of the months that begin on these days."""
    sums = {first: Counter[Group]() for first in firsts}
    for one in counted:
        for group, outcomes in GROUPS.items():
            if one.outcome in outcomes and (first := one.day.replace(day=1)) in sums:
                sums[first][group] += one.count
    return tuple(
        Month(first, {group: found[group] for group in GROUPS}) for first, found in sums.items()
    )


def totals_of(months: Iterable[Month]) -> dict[Group, int]:
    """What the assistant did in all of these months."""
    every = list(months)
    return {group: sum(month.groups[group] for month in every) for group in GROUPS}

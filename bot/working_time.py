"""Working time: when an answer is due, over weekends, bank holidays and both clock changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.bank_holidays import is_bank_holiday

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Ten years without a working moment: no calendar of a real office is like that.
_LONGEST_SEARCH = 3660

_ALLOWED = 'days and hours in their order, such as "mon-fri 08:30-17:00"'
_HOURS = re.compile(r"([a-z]{3})-([a-z]{3}) (\d\d:\d\d)-(\d\d:\d\d)")


@dataclass(frozen=True)
class WorkingWeek:
    """When advisors work: weekdays (0 is Monday) from `opens` to `closes`, by local clocks."""

    weekdays: frozenset[int] = frozenset(range(5))
    opens: time = time(8, 30)
    closes: time = time(17, 0)
    zone: str = "Europe/London"


def read_working_week(text: str) -> WorkingWeek:
    """A working week written as "mon-fri 08:30-17:00".

    Raises ValueError, with what is allowed, for anything else.
    """
    match = _HOURS.fullmatch(text.strip().lower())
    if not match:
        raise ValueError(_ALLOWED)
    try:
        first, last = DAYS.index(match[1]), DAYS.index(match[2])
        opens, closes = time.fromisoformat(match[3]), time.fromisoformat(match[4])
    except ValueError:
        raise ValueError(_ALLOWED) from None
    if first > last or opens >= closes:
        raise ValueError(_ALLOWED)
    return WorkingWeek(frozenset(range(first, last + 1)), opens, closes)


def due_at(received: datetime, hours: float, week: WorkingWeek) -> datetime:
    """The moment, in UTC, by which `hours` of working time have passed since `received`.

    Hours are real ones, also on a day on which the clocks change. Where the last hour ends as
    the office closes, that evening counts, not the next morning.
    """
    left = timedelta(hours=hours)
    for opened, closed in _sessions(received, week):
        if closed - opened >= left:
            return opened + left
        left -= closed - opened
    raise ValueError("a working week without working time")


def working_hours_between(start: datetime, end: datetime, week: WorkingWeek) -> float:
    """Hours of working time from `start` to `end`; negative where `end` comes first."""
    if end < start:
        return -working_hours_between(end, start, week)
    total = timedelta()
    for opened, closed in _sessions(start, week):
        if opened >= end:
            break
        total += min(closed, end) - opened
    return total / timedelta(hours=1)


def is_working_time(moment: datetime, week: WorkingWeek) -> bool:
    """Whether advisors are at work at that moment."""
    opened, _ = next(_sessions(moment, week))
    return opened == moment


def is_working_day(day: date, week: WorkingWeek) -> bool:
    """Whether advisors work on that day at all."""
    return day.weekday() in week.weekdays and not is_bank_holiday(day)


def _sessions(start: datetime, week: WorkingWeek) -> Iterator[tuple[datetime, datetime]]:
    """What is left of working days from `start` on, each as two moments in UTC.

    Moments are compared in UTC: local times that a clock change skips or repeats then have
    the length that they really have.
    """
    if start.tzinfo is None:
        raise ValueError("a moment without its time zone")
    zone, begin = ZoneInfo(week.zone), start.astimezone(timezone.utc)
    first = start.astimezone(zone).date()
    for offset in range(_LONGEST_SEARCH):
        day = first + timedelta(days=offset)
        if not is_working_day(day, week):
            continue
        opened, closed = (
            datetime.combine(day, clock, zone).astimezone(timezone.utc)
            for clock in (week.opens, week.closes)
        )
        if closed > begin:
            yield max(opened, begin), closed

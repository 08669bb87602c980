"""The time that a report is about: whole days in the United Kingdom, with its months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.web.moments import UK

# Three years: more columns than that nobody can read.
MOST_MONTHS = 37


class WrongPeriodError(ValueError):
    """The days are none, out of order, or too far apart."""


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def firsts(self) -> list[date]:
        """The first day of each month that the period touches."""
        month, found = self.first.replace(day=1), []
        while month <= self.last:
            found.append(month)
            month = _next(month)
        return found

    @property
    def bounds(self) -> list[datetime]:
        """When its months begin, cut to the period, and when it ends."""
        days = [max(one, self.first) for one in self.firsts]
        return [_midnight(day) for day in [*days, self.last + timedelta(days=1)]]

    @property
    def begin(self) -> datetime:
        """The moment at which it begins."""
        return _midnight(self.first)

    @property
    def end(self) -> datetime:
        """The moment before which it ends."""
        return _midnight(self.last + timedelta(days=1))

    @property
    def query(self) -> dict[str, str]:
        """The period as an address holds it."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def usual_period(today: date) -> Period:
    """The twelve months that end today, this month included."""
    first = today.replace(day=1)
    for _ in range(11):
        first = (first - timedelta(days=1)).replace(day=1)
    return Period(first, today)


def period_in(query: Mapping[str, str], today: date) -> Period:
    """The period that the address asks for; the usual one where it asks for none.

    Raises :class:`WrongPeriodError`.
    """
    if not query.get("first") and not query.get("last"):
        return usual_period(today)
    try:
        period = Period(*(date.fromisoformat(query.get(name, "")) for name in ("first", "last")))
    except ValueError:
        raise WrongPeriodError from None
    too_long = timedelta(days=31 * MOST_MONTHS)
    if not timedelta() <= period.last - period.first < too_long or period.first.year < 2000:
        raise WrongPeriodError
    return period


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UK)

"""England's bank holidays of any year, by rule, with the days that proclamations added or moved.

Sources: gov.uk/bank-holidays; Banking and Financial Dealings Act 1971, schedule 1.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

MONDAY, SATURDAY, SUNDAY = 0, 5, 6

# Days moved by proclamation: the year's early May and spring holidays where the rule is wrong.
_EARLY_MAY_MOVED = {1995: date(1995, 5, 8), 2020: date(2020, 5, 8)}
_SPRING_MOVED = {
    2002: date(2002, 6, 4),
    2012: date(2012, 6, 4),
    2022: date(2022, 6, 2),
}
# Days added by proclamation: jubilees, weddings, the millennium, a funeral, a coronation.
_ADDED = frozenset(
    {
        date(1999, 12, 31),
        date(2002, 6, 3),
        date(2011, 4, 29),
        date(2012, 6, 5),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
    }
)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The days of the year on which England's offices are closed, weekends apart."""
    easter = easter_sunday(year)
    days = {
        _substituted(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _EARLY_MAY_MOVED.get(year, _first_monday(date(year, 5, 1))),
        _SPRING_MOVED.get(year, _first_monday(date(year, 5, 25))),
        _first_monday(date(year, 8, 25)),
        *_christmas(year),
    }
    return frozenset(days | {day for day in _ADDED if day.year == year})


def is_bank_holiday(day: date) -> bool:
    """Whether England's offices are closed on the day for a bank holiday."""
    return day in bank_holidays(day.year)


def easter_sunday(year: int) -> date:
    """Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _substituted(day: date) -> date:
    """The day, or the Monday after a weekend that it falls on."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)


def _christmas(year: int) -> tuple[date, date]:
    """Christmas and Boxing Day; each that falls on a weekend moves to the next free weekday."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if christmas.weekday() == SATURDAY:
        return date(year, 12, 27), date(year, 12, 28)
    if christmas.weekday() == SUNDAY:
        return boxing, date(year, 12, 27)
    return christmas, _substituted(boxing)


def _first_monday(day: date) -> date:
    """The first Monday on or after the day."""
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)

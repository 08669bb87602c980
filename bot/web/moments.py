"""Days and times as people in the United Kingdom read them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.web.words import Words

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
UK = ZoneInfo("Europe/London")


def moment(words: Words, at: datetime) -> str:
    """The day and time in full, such as "Monday 23 November 2026 at 09:30"."""
    local = at.astimezone(UK)
    return words.say(
        "mail.moment",
        weekday=words.say(f"calendar.weekday.{WEEKDAYS[local.weekday()]}"),
        day=local.day,
        month=words.say(f"calendar.month.{MONTHS[local.month - 1]}"),
        year=local.year,
        time=local.strftime("%H:%M"),
    )


def short_moment(at: datetime) -> str:
    """The day and time where there is little room, such as "Mon 23 Nov, 09:30"."""
    local = at.astimezone(UK)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def clock(at: datetime) -> str:
    """The time of day in the United Kingdom, such as 14:05."""
    return at.astimezone(UK).strftime("%H:%M")


def day(at: date) -> str:
    """The day alone, such as "Mon 23 Nov 2026"."""
    return f"{at:%a} {at.day} {at:%b} {at.year}"


def today(now: datetime) -> date:
    """The day in the United Kingdom at that moment."""
    return now.astimezone(UK).date()

"""Answers are due in working time: weekends, bank holidays and clock changes included."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bank_holidays import bank_holidays, easter_sunday, is_bank_holiday
from bot.working_time import (
    WorkingWeek,
    due_at,
    is_working_time,
    read_working_week,
    working_hours_between,
)

UK = ZoneInfo("Europe/London")
WEEK = WorkingWeek()
# An office that never closes in the week: clock changes fall on Sundays, so Sundays are worked.
ALWAYS = WorkingWeek(frozenset(range(7)), time(0), time(23))
MOMENTS = st.datetimes(
    datetime(2019, 1, 1), datetime(2035, 1, 1), timezones=st.just(timezone.utc)  # noqa: DTZ001
)  # fmt: skip
HOURS = st.floats(0.25, 80)


def uk(text: str) -> datetime:
    """A moment by the clocks of the United Kingdom."""
    return datetime.fromisoformat(text).replace(tzinfo=UK)


# From gov.uk/bank-holidays (England and Wales) and its archive.
PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_that_were_published(year: int) -> None:
    """Substitute days, Easter, jubilees and all."""
    expected = {date.fromisoformat(f"{year}-{day}") for day in PUBLISHED[year].split()}
    assert bank_holidays(year) == expected


@given(st.integers(1971, 2199))
def test_every_year_has_its_bank_holidays_on_weekdays(year: int) -> None:
    """Eight or, since a proclamation, more (seven before 1978 is not needed here)."""
    days = bank_holidays(year)
    assert 8 <= len(days) <= 10
    assert all(day.weekday() < 5 and day.year == year for day in days)


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    """From 22 March to 25 April."""
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        # In the middle of a day; over the night; at its very end.
        ("2026-11-23 09:30", 2, "2026-11-23 11:30"),
        ("2026-11-23 16:00", 2, "2026-11-24 09:30"),
        ("2026-11-23 08:30", 8.5, "2026-11-23 17:00"),
        # Before opening, after closing, on a Saturday.
        ("2026-11-23 03:00", 1, "2026-11-23 09:30"),
        ("2026-11-23 17:00", 1, "2026-11-24 09:30"),
        ("2026-11-28 12:00", 17, "2026-12-01 17:00"),
        # Christmas 2026: Friday 25th, the substitute on Monday 28th.
        ("2026-12-24 16:00", 2, "2026-12-29 09:30"),
        # Good Friday and Easter Monday 2026.
        ("2026-04-02 16:30", 1, "2026-04-07 09:00"),
        # Both clock changes: the clocks' hour stays, though the hours between are not 24.
        ("2026-03-27 16:30", 1, "2026-03-30 09:00"),
        ("2026-10-23 16:30", 1, "2026-10-26 09:00"),
    ],
)
def test_when_an_answer_is_due(received: str, hours: float, due: str) -> None:
    """As somebody with a calendar would count."""
    assert due_at(uk(received), hours, WEEK) == uk(due)


def test_a_night_with_a_clock_change_has_its_real_length() -> None:
    """Where the office is open through it, an hour is still an hour."""
    spring = due_at(uk("2026-03-29 00:30"), 2, ALWAYS)
    assert spring == uk("2026-03-29 03:30")
    autumn = due_at(uk("2026-10-25 00:30"), 2, ALWAYS)
    assert autumn.astimezone(UK).strftime("%H:%M") == "01:30"


@given(MOMENTS, HOURS)
def test_due_time_is_working_time_after_receipt(received: datetime, hours: float) -> None:
    """Exactly so many hours of working time lie between, and the office is open or just shut."""
    due = due_at(received, hours, WEEK)
    assert due > received
    assert working_hours_between(received, due, WEEK) == pytest.approx(hours)
    assert is_working_time(due - timedelta(seconds=1), WEEK)
    assert not is_bank_holiday(due.astimezone(UK).date())


@given(MOMENTS, HOURS, HOURS)
def test_more_hours_are_due_later(received: datetime, one: float, more: float) -> None:
    """And hours can be counted in two parts."""
    assert due_at(due_at(received, one, WEEK), more, WEEK) - due_at(
        received, one + more, WEEK
    ) < timedelta(milliseconds=1)


@given(MOMENTS, MOMENTS)
def test_hours_between_have_a_direction(one: datetime, other: datetime) -> None:
    """Backwards they count below nothing."""
    forward = working_hours_between(one, other, WEEK)
    assert forward == -working_hours_between(other, one, WEEK)
    assert (forward >= 0) == (one <= other) or forward == 0


def test_a_moment_without_zone_is_refused() -> None:
    """Nobody knows which one is meant."""
    with pytest.raises(ValueError, match="time zone"):
        due_at(datetime(2026, 11, 23), 1, WEEK)  # noqa: DTZ001


def test_the_setting_is_read_and_checked() -> None:
    """In words that a person would write."""
    assert read_working_week("Mon-Thu 09:00-16:30") == WorkingWeek(
        frozenset(range(4)), time(9), time(16, 30)
    )
    for wrong in ("", "mon-fri", "fri-mon 09:00-17:00", "mon-fri 17:00-09:00", "mon-xyz 9-17"):
        with pytest.raises(ValueError, match="mon-fri 08:30-17:00"):
            read_working_week(wrong)

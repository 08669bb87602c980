"""What is due soon or overdue, in working time; nothing is once it is answered."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.alarms import watch
from bot.enquiries import STATUSES, WAITING
from bot.working_time import WorkingWeek

# A Friday at 14:00, by the clocks of the United Kingdom too.
NOW = datetime(2026, 11, 27, 14, 0, tzinfo=timezone.utc)
WATCH = watch(NOW, 4, WorkingWeek())


@pytest.mark.parametrize(
    ("due", "mark"),
    [
        (NOW - timedelta(minutes=1), "overdue"),
        (NOW, "soon"),
        (NOW + timedelta(hours=2), "soon"),
        # Three hours are left of the Friday, and one of the Monday.
        (datetime(2026, 11, 30, 9, 30, tzinfo=timezone.utc), "soon"),
        (datetime(2026, 11, 30, 9, 31, tzinfo=timezone.utc), None),
    ],
)
def test_the_mark_follows_working_time(due, mark):
    """The week-end is no time in which anybody could answer."""
    assert WATCH.mark("received", due) == mark


@pytest.mark.parametrize("status", STATUSES)
def test_only_what_is_owed_has_a_mark(status):
    """Replied and closed are never late."""
    assert (WATCH.mark(status, NOW - timedelta(days=9)) is not None) == (status in WAITING)
    assert WATCH.is_owed(status) == (status in WAITING)

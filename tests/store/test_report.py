"""What the board reads is counted as its definitions say, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.store import answer_times, desk, enquiries, report, schema
from bot.store.reply_counts import Counted, add_counts, counted
from bot.working_time import WorkingWeek
from tests.support.enquirers import DUE, NOW, TODAY, advisor, leave

WEEK = WorkingWeek()
BEGIN, END = NOW - timedelta(days=30), NOW + timedelta(days=30)


def answered(store, actor, *, after, **given):
    """An enquiry of NOW that got its first reply `after` so much time."""
    enquiry = leave(store, **given)
    reply = {"text": "On 3 December.", "key": enquiry.reference, "now": NOW + after}
    store.write_now(desk.reply, actor, enquiry.reference, 1, **reply)
    return enquiry


def test_first_answers_are_measured_in_working_time_once(store):
    """Over a night only the hours of work count; a second look finds nothing more to do."""
    actor = advisor(store)
    answered(store, actor, after=timedelta(hours=2))
    answered(store, actor, after=timedelta(days=1))
    leave(store)
    assert store.write_now(answer_times.measure_answers, WEEK) == 2
    assert store.write_now(answer_times.measure_answers, WEEK) == 0
    found = store.read_now(report.shares, "area", BEGIN, END)
    assert {share.minutes: share.count for share in found} == {120: 1, 510: 1, None: 1}


def test_enquiries_count_by_area_topic_and_time(store):
    """Only those of the period, from its first moment until before its last."""
    leave(store, topic="county-lines")
    leave(store, topic="county-lines", now=BEGIN)
    leave(store, now=END)
    leave(store, now=BEGIN - timedelta(seconds=1))
    by_topic = store.read_now(report.shares, "topic", BEGIN, END)
    assert [(share.key, share.count) for share in by_topic] == [("county-lines", 2)]
    by_area = store.read_now(report.shares, "area", BEGIN, END)
    assert [(share.key, share.count) for share in by_area] == [("west", 2)]
    bounds = [BEGIN, NOW, END]
    assert store.read_now(report.received_between, bounds) == [1, 1]


def test_reopened_and_overdue_are_counted(store):
    """Each enquiry once, however often it was opened again; what is answered is not overdue."""
    actor, later = advisor(store), NOW + timedelta(hours=3)
    enquiry = answered(store, actor, after=timedelta(hours=1))
    for number in range(2):
        again = {"text": "One more.", "key": f"again {number}", "due_at": DUE, "today": TODAY}
        found = store.write_now(enquiries.write, enquiry.reference, now=later, **again)
        reply = {"text": "And so.", "key": f"so {number}", "now": later}
        store.write_now(desk.reply, actor, enquiry.reference, found.version, **reply)
    leave(store)
    found = store.read_now(report.shares, "area", BEGIN, END)
    assert sum(share.count for share in found) == 2
    assert sum(share.reopened for share in found) == 1
    (now,) = store.read_now(report.open_now, NOW)
    assert (now.area, now.waiting, now.overdue) == ("west", 1, 0)
    (late,) = store.read_now(report.open_now, DUE + timedelta(seconds=1))
    assert (late.waiting, late.overdue) == (1, 1)


def test_reopenings_of_before_are_taken_from_the_audit(store, engine):
    """A deployment that counted none has them after the migration."""
    actor = advisor(store)
    enquiry = answered(store, actor, after=timedelta(hours=1))
    store.write_now(desk.reopen, actor, enquiry.reference, 2, due_at=DUE, now=NOW)
    schema.downgrade(engine, "0005_stops")
    schema.upgrade(engine)
    (share,) = store.read_now(report.shares, "area", BEGIN, END)
    assert share.reopened == 1


def test_the_list_holds_every_enquiry_of_the_period_once(store):
    """Oldest first, also where there are more than are read at once."""
    for minutes in (5, 3, 4):
        leave(store, now=NOW + timedelta(minutes=minutes))

    def read(session):
        return [one.received_at.minute for one in report.listed(session, BEGIN, END)]

    assert store.read_now(read) == [33, 34, 35]


def test_replies_add_up_by_day_and_outcome(store):
    """What several services count on one day is one figure."""
    day = date(2026, 11, 23)
    store.write_now(add_counts, {(day, "answered"): 2, (day, "asked"): 1})
    store.write_now(add_counts, {(day, "answered"): 3, (day - timedelta(days=1), "asked"): 7})
    store.write_now(add_counts, {})
    assert set(store.read_now(counted, day, day)) == {
        Counted(day, "answered", 5),
        Counted(day, "asked", 1),
    }


@pytest.mark.parametrize("hour", [8, 18])
def test_a_moment_outside_working_hours_counts_from_the_next_opening(store, hour):
    """An enquiry of the evening that is answered at nine was answered within half an hour."""
    actor, asked = advisor(store), datetime(2026, 11, 23, hour, tzinfo=UTC)
    enquiry = leave(store, now=asked)
    morning = asked.replace(hour=9, minute=0) + timedelta(days=1 if hour == 18 else 0)
    reply = {"text": "Yes.", "key": "yes", "now": morning}
    store.write_now(desk.reply, actor, enquiry.reference, 1, **reply)
    store.write_now(answer_times.measure_answers, WEEK)
    (share,) = store.read_now(report.shares, "area", BEGIN, END)
    assert share.minutes == 30

"""Alarms and digests: each due date is told once, to whom it concerns, never after an answer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.alarms import Watch
from bot.store import accounts, alarms, choices, desk, digests, enquiries, queries, staffing
from bot.store.audit import Actor
from bot.store.enquiry_tables import AuditRow, Mail
from tests.support.enquirers import DUE, NOW, TODAY, advisor, leave

LATE = DUE + timedelta(hours=1)


def ready(store, name, role="advisor", area="west"):
    """Somebody with an account whose both factors are set."""
    actor = advisor(store, name, area)
    account = store.write_now(accounts.change_account, actor.id, name=name, role=role, area=area)
    store.write_now(accounts.confirm_totp, account.id, 1, [], NOW)
    return Actor(role, account.id, name)


def alarmed(store, now, soon=timedelta(hours=4)):
    """What was told of at that moment."""
    return store.write_now(alarms.raise_alarms, Watch(now, now + soon), now.date())


def told(store):
    """Kind and recipient of every mail but those of the enquiry's coming."""
    mails = store.read_now(lambda session: session.scalars(select(Mail).order_by(Mail.id)).all())
    return [(one.kind, one.recipient) for one in mails if one.kind not in {"received", "new"}]


def claimed(store, actor, **left):
    """An enquiry that somebody answers."""
    reference = leave(store, **left).reference
    return store.write_now(desk.claim, actor, reference, 1, now=NOW)


def test_a_warning_comes_once_before_the_date(store):
    """Within the hours of warning, to the owner."""
    claimed(store, advisor(store))
    assert not alarmed(store, DUE - timedelta(hours=5))
    assert alarmed(store, DUE - timedelta(hours=3)).soon == 1
    assert not alarmed(store, DUE - timedelta(hours=2))
    assert told(store) == [("due_soon", "ash@desk.example")]


def test_what_is_overdue_is_told_once_to_owner_and_manager(store):
    """With an audit row, and the mark that the desk shows."""
    enquiry = claimed(store, advisor(store))
    ready(store, "Kim Alder", "manager", None)
    ready(store, "Pat Admin", "admin", None)
    for _ in range(3):
        alarmed(store, LATE)
    assert told(store) == [("overdue", "ash@desk.example"), ("escalated", "kim@desk.example")]
    actions = [row.action for row in store.read_now(queries.history, enquiry.id)]
    assert actions == ["create", "claim", "escalate"]
    assert store.read_now(queries.find, enquiry.reference).escalated_for == DUE


def test_without_a_manager_the_admins_are_told(store):
    """Nothing is escalated into the void, and an account that is not ready gets nothing."""
    claimed(store, advisor(store))
    ready(store, "Pat Admin", "admin", None)
    alarmed(store, LATE)
    assert told(store)[-1] == ("escalated", "pat@desk.example")


@pytest.mark.parametrize("move", ["reply", "close"])
def test_there_is_no_alarm_after_an_answer(store, move):
    """Whatever the date says."""
    ash = advisor(store)
    enquiry = claimed(store, ash)
    given = {"text": "Yes.", "key": "r"} if move == "reply" else {"reason": "By phone."}
    store.write_now(getattr(desk, move), ash, enquiry.reference, 2, now=NOW, **given)
    assert not alarmed(store, LATE)
    assert {kind for kind, _ in told(store)} <= {"replied", "closed"}


def test_an_enquiry_that_is_open_again_is_watched_for_its_new_date(store):
    """The alarm of the first date was raised already; that of the second is another."""
    ash = advisor(store)
    enquiry = claimed(store, ash)
    alarmed(store, LATE)
    store.write_now(desk.reply, ash, enquiry.reference, 2, text="Yes.", key="r", now=LATE)
    later = LATE + timedelta(days=1)
    store.write_now(
        enquiries.write,
        enquiry.reference,
        text="And?",
        key="w",
        due_at=later + timedelta(days=2),
        now=later,
        today=later.date(),
    )
    assert not alarmed(store, later)
    assert alarmed(store, later + timedelta(days=3)).overdue == 1
    assert [kind for kind, _ in told(store)].count("overdue") == 2


def test_the_cover_is_told_instead_of_who_is_away(store):
    """On the day on which it is told."""
    ash, bo = advisor(store), advisor(store, "Bo Fern")
    claimed(store, ash)
    store.write_now(staffing.add_absence, ash.id, LATE.date(), LATE.date(), bo.id)
    alarmed(store, LATE)
    assert told(store)[0] == ("overdue", "bo@desk.example")


def test_who_switched_the_mail_off_gets_none_but_the_manager_does(store):
    """Escalation is no choice."""
    ash, kim = advisor(store), ready(store, "Kim Alder", "manager", None)
    claimed(store, ash)
    for one in (ash, kim):
        store.write_now(choices.choose, one.id, frozenset())
    alarmed(store, DUE - timedelta(hours=1))
    alarmed(store, LATE)
    assert told(store) == [("escalated", "kim@desk.example")]


def test_a_digest_lists_what_waits_for_somebody_once_a_day(store):
    """Their own and what nobody answers in their area; references and dates only."""
    ash, east = ready(store, "Ash Reed"), ready(store, "East Advisor", area="east")
    own = claimed(store, ash, now=NOW - timedelta(days=4)).reference
    free = leave(store).reference
    watch = Watch(NOW, NOW + timedelta(hours=4))
    assert [store.write_now(digests.queue_digests, watch, TODAY) for _ in range(2)] == [1, 0]
    mails = store.read_now(lambda session: session.scalars(select(Mail)).all())
    (mail,) = [one for one in mails if one.kind == "digest"]
    assert mail.recipient == "ash@desk.example"
    assert [row[0] for row in mail.listed["overdue"]] == [own]
    assert [row[0] for row in mail.listed["waiting"]] == [free]
    assert "desk" not in mail.listed
    tomorrow = TODAY + timedelta(days=1)
    assert store.write_now(digests.queue_digests, watch, tomorrow) == 1
    assert east.id != ash.id


def test_a_manager_s_digest_counts_the_whole_desk(store):
    """Without a list of everybody's enquiries."""
    kim = ready(store, "Kim Alder", "manager", None)
    leave(store, now=NOW - timedelta(days=4))
    leave(store)
    watch = Watch(NOW, NOW + timedelta(hours=4))
    account = store.read_now(accounts.find_account, kim.id)
    listed = store.read_now(digests.digest_of, account, watch)
    assert listed["desk"] == {"waiting": 2, "overdue": 1}
    assert listed["waiting"] == []


def test_a_long_digest_is_cut_and_says_so(store, monkeypatch):
    """A mail is no list of hundreds."""
    monkeypatch.setattr(digests, "MOST_LISTED", 2)
    ash = ready(store, "Ash Reed")
    for _ in range(5):
        leave(store)
    account = store.read_now(accounts.find_account, ash.id)
    listed = store.read_now(digests.digest_of, account, Watch(NOW, NOW))
    assert (len(listed["waiting"]), listed["more"]) == (2, {"waiting": 3})


def test_who_switched_the_digest_off_gets_none(store):
    """And nobody whose account is disabled or not ready."""
    ash, bo = ready(store, "Ash Reed"), ready(store, "Bo Fern")
    advisor(store, "New Comer")
    leave(store)
    store.write_now(choices.choose, ash.id, frozenset({"due_soon"}))
    store.write_now(accounts.disable_account, bo.id, NOW)
    assert store.write_now(digests.queue_digests, Watch(NOW, NOW), TODAY) == 0
    rows = store.read_now(lambda session: session.scalars(select(AuditRow)).all())
    assert all(row.action == "create" for row in rows)

"""What has had its time is forgotten, whole; what still waits for somebody is kept."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.store import audit, desk, mails, queries, retention, sign_ins, staffing
from bot.store.tables import METADATA
from tests.support.enquirers import NOW, TODAY, advisor, leave

LATER = NOW + timedelta(days=800)
# They tell that something was there, and hold nothing of it.
KEPT = {"audit", "audit_head", "accounts"}


def rows(session):
    """How many rows each table has."""
    return {
        name: session.scalar(select(func.count()).select_from(table))
        for name, table in METADATA.tables.items()
    }


def test_a_settled_enquiry_is_forgotten_with_all_that_belongs_to_it(store):
    """Messages, copied turns and mails; an audit row remembers that it was there."""
    ash = advisor(store)
    enquiry = leave(store)
    store.write_now(desk.close, ash, enquiry.reference, 1, now=NOW, reason="by phone")
    assert store.write_now(retention.expire_enquiries, NOW, LATER) == 0
    assert store.write_now(retention.expire_enquiries, LATER, LATER) == 1
    left = {name for name, count in store.read_now(rows).items() if count}
    assert left == KEPT
    assert store.read_now(queries.history, enquiry.id)[-1].action == "forget"
    assert store.read_now(audit.verify, audit.signer(b"key")).ok


def test_one_that_waits_for_an_answer_is_kept(store):
    """However old: somebody has forgotten it, and must see that."""
    leave(store)
    assert store.write_now(retention.expire_enquiries, LATER, LATER) == 0


def test_sent_mail_goes_and_what_waits_or_is_dead_stays(store):
    """A dead letter is still to be looked at."""
    leave(store)
    first, _second = store.write_now(mails.take_due, NOW, "x.example", timedelta(minutes=1))
    store.write_now(mails.note_sent, first.id, NOW)
    leave(store, email=None)
    (dead,) = store.write_now(mails.take_due, NOW, "x.example", timedelta(minutes=1))
    store.write_now(mails.note_dead, dead.id, "SMTPDataError 554", NOW)
    assert store.write_now(retention.forget_mails, LATER) == 1
    assert store.read_now(mails.backlog) == mails.Backlog(waiting=1, dead=1)


def test_sign_ins_and_absences_are_forgotten(store):
    """Who was away when is nobody's business later."""
    ash = advisor(store)
    store.write_now(sign_ins.note_failure, "a", "x", NOW)
    store.write_now(sign_ins.begin_session, "one", ash.id, NOW)
    absence = store.write_now(staffing.add_absence, ash.id, TODAY, TODAY, None)
    for before, gone in ((NOW, 0), (LATER, 2)):
        assert store.write_now(retention.forget_sign_ins, before) == gone
    for before, gone in ((NOW, 0), (LATER, 1)):
        assert store.write_now(retention.forget_absences, before) == gone
    assert absence.id

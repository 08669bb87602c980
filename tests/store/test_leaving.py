"""An enquiry is left once, whole, and with its mails; nothing of it is found without asking."""

import pytest
from sqlalchemy.exc import InvalidRequestError

from bot.references import normal_reference
from bot.store import audit, enquiries, mails, queries
from bot.store.database import Store, StoreError, open_engine
from tests.support.enquirers import DUE, NEW, NOW, TODAY, leave


def test_one_transaction_writes_all_of_it(store):
    """Enquiry, message, copied turns, audit row and both mails."""
    enquiry = store.read_now(queries.whole, leave(store).reference)
    assert normal_reference(enquiry.reference, "FS") == enquiry.reference
    assert [(one.kind, one.text) for one in enquiry.messages] == [("asker", NEW.question)]
    assert [turn.said for turn in enquiry.turns] == ["hello", "when is it?"]
    assert {(mail.kind, mail.recipient) for mail in enquiry.mails} == {
        ("received", NEW.email),
        ("new", "west@advisors.example"),
    }
    (row,) = store.read_now(queries.history, enquiry.id)
    assert (row.action, row.role) == ("create", "asker")
    assert "email" in row.fields
    assert "phone" not in row.fields


def test_audit_rows_hold_no_content(store):
    """Ids and names of fields, never what somebody wrote or how to reach them."""
    enquiry = leave(store)
    rows = store.read_now(queries.history, enquiry.id)
    text = " ".join(str(vars(row)) for row in rows)
    for private in (NEW.name, NEW.email, NEW.question, NEW.setting, enquiry.reference):
        assert private not in text


def test_a_doubled_sending_makes_one_enquiry(store):
    """The same key finds the same enquiry, with no second mail."""
    first, second = (leave(store, key="conversation-1 same") for _ in range(2))
    assert first.reference == second.reference
    assert store.read_now(mails.backlog).waiting == 2
    assert store.read_now(queries.count_queue) == {"received": 1}


def test_a_failure_on_the_way_leaves_nothing(store):
    """What fails after the first insert takes it back."""

    def fail(session):
        enquiries.create_enquiry(session, NEW, prefix="FS", due_at=DUE, now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.write_now(fail)
    assert store.read_now(queries.count_queue) == {}
    assert store.read_now(audit.verify, audit.signer(b"key")).rows == 0


def test_a_taken_reference_is_drawn_again(store):
    """No two enquiries share a reference."""
    taken = iter("2222222" * 2 + "3333333")
    made = [
        store.write_now(
            enquiries.create_enquiry,
            NEW.__class__(**{**vars(NEW), "key": key}),
            prefix="FS",
            due_at=DUE,
            now=NOW,
            choose=lambda _alphabet: next(taken),
        ).enquiry.reference
        for key in ("one", "two")
    ]
    assert made[0].startswith("FS-2222-222")
    assert made[1].startswith("FS-3333-333")


def test_without_an_address_only_the_advisor_gets_mail(store):
    """Somebody who left a telephone number is rung."""
    enquiry = leave(store, email=None, phone="01632 960001")
    kinds = [mail.kind for mail in store.read_now(queries.whole, enquiry.reference).mails]
    assert kinds == ["new"]


def test_absence_is_an_exception_with_a_name(store):
    """An unknown reference is no None that somebody forgets to look at."""
    with pytest.raises(queries.NoEnquiryError):
        store.read_now(queries.find, "FS-2222-2222")


def test_hidden_loads_raise(store):
    """A page cannot ask the database by accident, row after row."""
    leave(store)

    def peek(session):
        return queries.queue(session)[0].messages

    with pytest.raises(InvalidRequestError, match="raise_on_sql"):
        store.read_now(peek)


def test_a_conversation_finds_its_enquiries_newest_first(store):
    """The chat shows replies when the person comes back."""
    references = [leave(store).reference for _ in range(2)]
    leave(store, conversation="conversation-2")
    found = store.read_now(queries.of_conversation, "conversation-1")
    assert [one.reference for one in found] == references[::-1]
    assert found[0].messages[0].text == NEW.question


def test_writing_while_an_answer_is_owed_tells_the_advisor_once(store):
    """The same key again adds nothing."""
    reference = leave(store).reference
    for _ in range(2):
        store.write_now(
            enquiries.write,
            reference,
            text="And where?",
            key="page 1",
            due_at=DUE,
            now=NOW,
            today=TODAY,
        )
    enquiry = store.read_now(queries.whole, reference)
    assert [one.text for one in enquiry.messages] == [NEW.question, "And where?"]
    assert [mail.kind for mail in enquiry.mails] == ["received", "new", "continued"]
    assert enquiry.status == "received"


def test_a_database_that_is_away_is_said_so_without_its_address():
    """Whoever logs the failure logs no password."""
    store = Store(open_engine("postgresql://someone:secret@127.0.0.1:1/signpost"))
    with pytest.raises(StoreError) as raised:
        store.read_now(queries.count_queue)
    assert "secret" not in str(raised.value)
    store.close()

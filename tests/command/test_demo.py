"""`make demo`: a year that is invented whole, in an empty desk only, and no mail leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.command import demo
from bot.command.console import Exit, Failure
from bot.service.secret import audit_signer, secret_key
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import accounts, audit, staffing
from bot.store.audit_reading import Sought, rows_of
from bot.store.count_tables import ReplyCount
from bot.store.enquiry_tables import Enquiry, Mail

KENT = Path("knowledge/kent").resolve()


@pytest.fixture
def store(tmp_path, monkeypatch, capsys):
    """A demonstration with forty enquiries."""
    monkeypatch.setenv("SIGNPOST_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SIGNPOST_KNOWLEDGE", str(KENT))
    assert demo.main(["--enquiries", "40"]) == 0
    assert capsys.readouterr().out.count("/desk/invitation/") == 5
    store = open_store(Settings(var=tmp_path / "var"))
    yield store
    store.close()


def test_a_year_is_invented_with_every_kind_of_thing_in_it(store):
    """Enquiries of all areas over the year, what the assistant said, accounts of every role."""
    enquiries = store.read_now(lambda session: session.scalars(select(Enquiry)).all())
    assert len(enquiries) == 40
    assert {one.area for one in enquiries} == {
        *("north-kent", "south-kent", "east-kent", "west-kent"),
    }
    days = sorted(one.received_at for one in enquiries)
    assert (days[-1] - days[0]).days > 200
    assert all(one.answer_minutes is not None for one in enquiries if one.first_replied_at)
    roles = {one.role for one in store.read_now(accounts.accounts)}
    assert roles == {"advisor", "manager", "editor", "auditor", "admin"}
    assert len(store.read_now(staffing.absences)) == 1
    assert store.read_now(lambda session: session.scalar(select(func.sum(ReplyCount.count)))) > 1000


def test_no_mail_leaves_it_and_no_address_is_real(store):
    """All count as sent; each address is under .example, where none arrives (RFC 2606)."""
    found = store.read_now(lambda session: session.scalars(select(Mail)).all())
    assert found
    assert all(mail.sent_at for mail in found)
    assert all(mail.recipient.endswith(".example") for mail in found)


def test_its_audit_is_in_the_order_of_time_and_whole(store, tmp_path):
    """So that old rows of it expire as others do."""
    sign = audit_signer(secret_key(Settings(var=tmp_path / "var")))
    assert store.read_now(audit.verify, sign).ok
    rows = store.read_now(rows_of, Sought(), 10_000)
    moments = [row.at for row in reversed(rows) if row.subject == "enquiry"]
    assert moments == sorted(moments)


def test_a_desk_in_use_is_left_alone(store):
    """Nobody's real desk gets invented enquiries."""
    with pytest.raises(Failure, match="in use already") as failure:
        demo.main([])
    assert failure.value.code == Exit.MISCONFIGURED
    assert store.read_now(lambda session: session.scalar(select(func.count(Enquiry.id)))) == 40

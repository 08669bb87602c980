"""The audit cannot be changed, shortened or begun later without being noticed."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.store import audit, queries
from bot.store.audit import Actor
from tests.support.enquirers import NOW, leave

SIGN = audit.signer(b"a key that is not in the database")


@pytest.fixture
def chain(store):
    """A store with ten audit rows, a day apart."""
    for day in range(10):
        actor = Actor("advisor", day, "A name that is never kept")
        now = NOW + timedelta(days=day)
        store.write_now(audit.record, now, actor, "view", ("enquiry", day), "messages", "name")
    return store


def tampered(store, *statements):
    """What verifying says after somebody with the database's password was there."""
    with store.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_is_append_only"))
        for statement in statements:
            connection.execute(text(statement))
    return store.read_now(audit.verify, SIGN)


def test_an_honest_chain_holds(chain):
    """And the rows of an enquiry are found, without any name."""
    verified = chain.read_now(audit.verify, SIGN)
    assert (verified.rows, verified.ok) == (10, True)
    (row,) = chain.read_now(queries.history, 3)
    assert (row.number, row.actor, row.fields) == (4, 3, ["messages", "name"])
    assert "never kept" not in str(vars(row))


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE audit SET action = 'nothing' WHERE number = 4", 4),
        ("UPDATE audit SET actor = 99 WHERE number = 1", 1),
        ("UPDATE audit SET fields = '[]' WHERE number = 10", 10),
        ("DELETE FROM audit WHERE number = 5", 5),
        ("DELETE FROM audit WHERE number = 10", 10),
        ("DELETE FROM audit WHERE number = 1", 1),
        ("UPDATE audit_head SET from_number = 1 WHERE id = 1", 2),
        ("UPDATE audit_head SET number = 9 WHERE id = 1", 11),
    ],
)
def test_tampering_is_found_where_it_begins(chain, statement, wrong):
    """A changed row, one taken out, the end cut off, the beginning moved."""
    verified = tampered(chain, statement)
    assert not verified.ok
    assert verified.first_wrong == wrong


def test_the_oldest_rows_expire_behind_a_signed_checkpoint(chain):
    """The rest still verifies, and new rows go on from there."""
    gone = chain.write_now(audit.expire_audit, NOW + timedelta(days=4), SIGN)
    assert gone == 4
    assert chain.write_now(audit.expire_audit, NOW + timedelta(days=4), SIGN) == 0
    leave(chain)
    verified = chain.read_now(audit.verify, SIGN)
    assert (verified.rows, verified.ok) == (7, True)
    assert chain.write_now(audit.expire_audit, NOW + timedelta(days=40), SIGN) == 7
    assert chain.read_now(audit.verify, SIGN).ok


def test_nobody_signs_a_checkpoint_without_the_key(chain):
    """Whoever deletes the beginning cannot make it look expired."""
    chain.write_now(audit.expire_audit, NOW + timedelta(days=2), SIGN)
    assert not chain.read_now(audit.verify, audit.signer(b"another key")).ok
    verified = tampered(
        chain,
        "DELETE FROM audit WHERE number = 3",
        "UPDATE audit_head SET from_number = 3, from_hash ="
        " (SELECT previous FROM audit WHERE number = 4) WHERE id = 1",
    )
    assert not verified.ok

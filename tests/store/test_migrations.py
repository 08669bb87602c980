"""Tables are made, changed and unmade by migrations only, with data in them."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from bot.store import queries, schema
from bot.store.database import Store, open_engine
from bot.store.tables import METADATA
from bot.web.desk.sealing import Seal
from tests.support.enquirers import leave


def test_the_migrations_make_exactly_the_tables_of_the_code(engine):
    """Nothing is in the code that a deployment's database would lack, and nothing the other way."""
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_the_version_is_known_without_the_tool_that_changes_it(engine):
    """A start finds by itself that nothing is due, and names the versions as Alembic does."""
    head = ScriptDirectory(str(schema.MIGRATIONS)).get_current_head()
    assert schema.newest_revision() == head
    with engine.connect() as connection:
        assert schema.current_revision(connection) == head
    schema.downgrade(engine)
    with engine.connect() as connection:
        assert schema.current_revision(connection) is None


def test_up_down_and_up_again_with_data(store, engine):
    """Going back unmakes all, and coming again leaves a store that works."""
    leave(store)
    schema.downgrade(engine)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    schema.upgrade(engine)
    reference = leave(store).reference
    assert store.read_now(queries.find, reference).reference == reference


def test_a_step_back_and_forth_keeps_what_it_does_not_touch(store, engine):
    """A migration changes its own tables: enquiries outlive one of the register."""
    reference = leave(store).reference
    schema.downgrade(engine, "0002_enquiries")
    schema.upgrade(engine)
    assert len(store.read_now(queries.whole, reference).messages) == 1


def test_second_factors_of_before_are_sealed_and_none_is_left_open(engine):
    """An advisor who signed in yesterday does today; going back takes what cannot be opened."""
    schema.downgrade(engine, "0003_register")
    old = (
        "INSERT INTO accounts (id, email, name, role, created_at, totp_secret, totp_confirmed_at)"
        " VALUES (7, 'a@b.example', 'A', 'admin', '2026-01-01', 'OPENSECRET', '2026-01-01')"
    )
    with engine.begin() as connection:
        connection.execute(text(old))
    with pytest.raises(RuntimeError, match="without the deployment's secret"):
        schema.upgrade(engine)
    seal = Seal("a secret for tests, long enough")
    schema.upgrade(engine, seal=seal.close)
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT totp_sealed FROM accounts")).scalar_one()
    assert "OPENSECRET" not in kept
    assert seal.open(7, kept) == "OPENSECRET"
    schema.downgrade(engine, "0003_register")
    with engine.begin() as connection:
        query = text("SELECT totp_secret, totp_confirmed_at FROM accounts")
        assert connection.execute(query).one() == (None, None)


def test_upgrading_a_current_database_changes_nothing(store, engine):
    """The service does it at each start."""
    leave(store)
    schema.upgrade(engine)
    assert store.read_now(queries.count_queue) == {"received": 1}


def test_audit_rows_cannot_be_changed_even_by_hand(store, engine):
    """The database itself refuses it."""
    leave(store)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE audit SET action = 'nothing'"))


def test_sqlite_keeps_a_log_ahead_and_checks_relations(store):
    """WAL lets readers and a writer work at the same time; a killed process loses nothing."""
    if store.engine.dialect.name != "sqlite":
        return
    with store.engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous")
        }
    assert values == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "synchronous": 2,
    }


def test_a_url_without_a_driver_uses_psycopg(postgresql):
    """What hosting companies hand out works as it is."""
    engine = open_engine(postgresql.get_uri().replace("postgresql://", "postgres://"))
    assert engine.dialect.driver == "psycopg"
    store = Store(engine)
    assert store.read_now(lambda session: session.execute(text("SELECT 1")).scalar()) == 1
    store.close()

"""The store of a deployment is brought up to date when it is opened, with what it holds."""

from __future__ import annotations

from sqlalchemy import text

from bot.service.secret import secret_key
from bot.service.storage import FILE, open_store
from bot.settings import Settings
from bot.store import accounts, schema
from bot.store.database import open_engine, sqlite_url
from bot.web.desk.sealing import Seal


def test_second_factors_of_an_older_deployment_still_open_the_desk(tmp_path):
    """They are sealed with the key that the service seals with, and nothing open is left behind."""
    settings = Settings(var=tmp_path)
    engine = open_engine(sqlite_url(tmp_path / FILE))
    schema.upgrade(engine, "0003_register")
    with engine.begin() as connection:
        row = "INSERT INTO accounts (id, email, name, role, created_at, totp_secret) VALUES"
        connection.execute(text(f"{row} (7, 'a@b.example', 'A', 'admin', '2026-01-01', 'OPEN7')"))
    engine.dispose()
    store = open_store(settings)
    account = store.read_now(accounts.find_account, 7)
    assert Seal(secret_key(settings)).open(7, account.totp_sealed) == "OPEN7"
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert b"a@b.example" in kept
    assert b"OPEN7" not in kept

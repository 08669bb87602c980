"""The first account of the desk: by one command and a one-time link, with no default password."""

from __future__ import annotations

import pytest

from bot.command import first_account
from bot.command.console import Exit, Failure
from bot.service.secret import secret_key
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import accounts, queries
from bot.web.desk.hashes import Hashes


@pytest.fixture
def var(tmp_path, monkeypatch):
    """A deployment of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNPOST_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SIGNPOST_PUBLIC_URL", "https://signpost.example")
    return tmp_path / "var"


def link_of(capsys, *arguments):
    """What the command prints, and the token of the link in it."""
    assert first_account.main(arguments) == 0
    printed = capsys.readouterr().out
    address = printed.splitlines()[-1]
    assert address.startswith("https://signpost.example/desk/invitation/")
    return address.rsplit("/", 1)[1]


def test_it_makes_an_admin_who_waits_for_the_link(var, capsys):
    """The link's token is in the database only as a hash; the audit says that it was made."""
    token = link_of(capsys, "Kim@example.org", "Kim Alder")
    settings = Settings(var=var)
    store = open_store(settings)
    (account,) = store.read_now(accounts.accounts)
    assert (account.email, account.role, account.password_hash) == (
        "kim@example.org",
        "admin",
        None,
    )
    assert account.invitation_hash == Hashes(secret_key(settings)).of("invitation", token)
    assert token.encode() not in (var / "signpost.sqlite3").read_bytes()
    assert store.read_now(queries.history, account.id) == []
    store.close()


def test_the_same_address_gets_a_new_link_and_another_none(var, capsys):
    """Whoever lost the link runs it again; whoever is not the admin is sent to the admin."""
    del var
    first = link_of(capsys, "kim@example.org", "Kim Alder")
    assert link_of(capsys, "kim@example.org", "Kim Alder") != first
    with pytest.raises(Failure, match="There is an admin already \\(Kim Alder\\)"):
        first_account.main(["sam@example.org", "Sam Rush"])


@pytest.mark.parametrize("arguments", [["", ""], ["kim", "Kim"], ["kim@example.org", " "]])
def test_it_says_how_it_is_called(var, arguments):
    """One sentence with an example, and nothing is made."""
    with pytest.raises(Failure, match="make first-account EMAIL=") as caught:
        first_account.main(arguments)
    assert caught.value.code == Exit.MISCONFIGURED
    assert not var.exists()


def test_a_database_that_cannot_be_used_is_a_sentence(var, monkeypatch):
    """With the exit code of what may pass."""
    del var
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c")
    with pytest.raises(Failure, match="cannot be used") as caught:
        first_account.main(["kim@example.org", "Kim Alder"])
    assert caught.value.code == Exit.BUSY

"""The audit is checked from the command line too, where the desk itself may not be trusted."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.command import verify_audit
from bot.command.console import Exit, Failure
from bot.service.storage import open_store
from bot.settings import Settings
from tests.support.enquirers import leave


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A deployment with some rows in its audit."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNPOST_VAR", str(tmp_path / "var"))
    store = open_store(Settings(var=tmp_path / "var"))
    for _ in range(3):
        leave(store)
    yield store
    store.close()


def seal_of(capsys):
    """The seal that the command prints."""
    assert verify_audit.main([]) == 0
    printed = capsys.readouterr().out
    assert "The audit is whole: 3 rows." in printed
    return printed.splitlines()[-1].rpartition(" ")[2]


def test_a_whole_audit_is_said_to_be_whole_and_its_seal_stands(store, capsys):
    """The seal that was noted is found again after more has happened."""
    noted = seal_of(capsys)
    leave(store)
    assert verify_audit.main(["--noted", noted]) == 0
    assert "The seal stands in it." in capsys.readouterr().out


def test_a_row_taken_out_is_said_with_its_number(store):
    """And the command fails, so that a job that runs it by night notices."""
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit WHERE number = 2"))
    with pytest.raises(Failure, match="row 2 is not as it was written") as failure:
        verify_audit.main([])
    assert failure.value.code == Exit.FAILED


@pytest.mark.usefixtures("store")
def test_a_seal_of_another_chain_is_said(capsys):
    """Rows that fit together are not enough, where a seal was noted."""
    number, _, digest = seal_of(capsys).partition(":")
    other = f"{number}:{digest[::-1]}"
    with pytest.raises(Failure, match="they were written anew"):
        verify_audit.main(["--noted", other])
    with pytest.raises(Failure, match="takes a number, a colon"):
        verify_audit.main(["--noted", "12"])

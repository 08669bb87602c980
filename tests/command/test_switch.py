"""The assistant is stopped and started from the command line, and the audit says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.command import switch
from bot.command.console import Failure
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import stops
from bot.store.enquiry_tables import AuditRow


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNPOST_VAR", str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    return tmp_path / "var"


def test_stop_and_resume(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first reason holds until it is let go again; both are rows of the audit."""
    for reason in ("Its answers are checked.", "Another."):
        switch.main(["stop", reason])
        assert capsys.readouterr().out == "Signpost is stopped: Its answers are checked.\n"
    store = open_store(Settings(var=var))
    assert store.read_now(stops.current) is not None
    switch.main(["resume"])
    assert store.read_now(stops.current) is None
    rows = store.read_now(lambda session: session.scalars(select(AuditRow)).all())
    assert [row.action for row in rows] == ["stop", "resume"]
    store.close()
    capsys.readouterr()
    switch.main(["resume"])
    assert "was not stopped" in capsys.readouterr().out


def test_a_stop_needs_a_reason(var: Path) -> None:
    """Everybody who asks will read it."""
    with pytest.raises(Failure, match="Write why"):
        switch.main(["stop", " "])
    assert list(var.iterdir()) == []

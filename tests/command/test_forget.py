"""What has had its time goes by one command, and a dry run only tells how much it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.command import forget
from bot.command.console import Exit, Failure
from bot.service.secret import audit_signer, secret_key
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import audit, queries
from tests.support.doors import bytes_under
from tests.support.planted import PLANTED, plant


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment with one of everything that is old, and an enquiry that still waits."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNPOST_VAR", str(tmp_path / "var"))
    plant(tmp_path / "var")
    return tmp_path / "var"


def test_what_is_old_is_gone_from_every_file(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Free pages and write-ahead logs included; what waits for an answer stays."""
    assert PLANTED.encode() in bytes_under(var)
    assert forget.main([]) == 0
    assert PLANTED.encode() not in bytes_under(var)
    told = capsys.readouterr().out
    for kind in ("turns", "enquiries", "mail files", "conversations of the engine"):
        assert f"     1  {kind}" in told
    store = open_store(Settings(var=var))
    assert store.read_now(audit.verify, audit_signer(secret_key(Settings(var=var)))).ok
    (waiting,) = store.read_now(queries.queue)
    assert waiting.name == "Still Waiting"
    store.close()
    assert [path.name for path in (var / "mail").iterdir()] == ["new.eml"]


def test_a_dry_run_tells_the_same_and_forgets_nothing(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice, to the same numbers; then the real one forgets just as much."""
    told = []
    for arguments in (["--dry-run"], ["--dry-run"], []):
        assert forget.main(arguments) == 0
        told.append(capsys.readouterr().out.splitlines()[:-1])
        assert (PLANTED.encode() in bytes_under(var)) == bool(arguments)
    assert told[0] == told[1] == told[2]


def test_a_wrong_setting_is_a_sentence(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name of the setting."""
    del var
    monkeypatch.setenv("SIGNPOST_MAIL_DAYS", "never")
    with pytest.raises(Failure, match="SIGNPOST_MAIL_DAYS") as caught:
        forget.main([])
    assert caught.value.code == Exit.MISCONFIGURED

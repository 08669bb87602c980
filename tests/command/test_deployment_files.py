"""The files and the page of deployment hold what this project is."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.command.console import Exit
from bot.command.supervisor import GRACE_SECONDS
from bot.settings import _READERS, PREFIX
from tests.support.source_code import ROOT

UNIT = ROOT / "deploy" / "systemd" / "signpost.service"
PAGE = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


@pytest.fixture
def unit() -> configparser.ConfigParser:
    """The unit, read as systemd reads it: names keep their case."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


def test_the_unit_starts_what_make_run_starts(unit: configparser.ConfigParser) -> None:
    """The same module; time to end turns; no second start after a wrong setting."""
    service = unit["Service"]
    module = service["ExecStart"].split(" -m ")[1]
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
    assert f"-m {module}" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert int(service["TimeoutStopSec"]) > GRACE_SECONDS
    assert int(service["RestartPreventExitStatus"]) == Exit.MISCONFIGURED
    documentation = unit["Unit"]["Documentation"].removeprefix("file:///opt/signpost/")
    assert (ROOT / documentation).is_file()


def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    """Where systemd is there it is asked; elsewhere the file is at least one that it could read."""
    copy = shutil.copy(UNIT, tmp_path)
    if not shutil.which("systemd-analyze"):
        assert {"[Unit]", "[Service]", "[Install]"} <= set(UNIT.read_text().splitlines())
        return
    done = subprocess.run(
        ["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_the_page_names_what_there_is() -> None:
    """Every setting and every path of it."""
    assert set(re.findall(r"SIGNPOST_\w+", PAGE)) <= {
        f"{PREFIX}{name.upper()}" for name in _READERS
    }
    paths = re.findall(r"\b(?:tests|deploy|docs)/[\w/.]+\w", PAGE)
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []

"""A test that is skipped for want of a browser or a server does not pass for a success in CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ONE_TEST = "import pytest\n\n\ndef test_it():\n    pytest.skip('no browser')\n"
WHOLE_FILE = "import pytest\n\npytest.importorskip('no_such_module')\n"


@pytest.mark.parametrize("ci", ["true", ""])
def test_a_skip_fails_in_ci_only(tmp_path, ci):
    """With CI set, a skipped test and a skipped file fail the run; without, they are skipped."""
    (tmp_path / "test_one.py").write_text(ONE_TEST)
    (tmp_path / "test_file.py").write_text(WHOLE_FILE)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-c", os.devnull]
    outcome = subprocess.run(
        [*command, "--continue-on-collection-errors", tmp_path],
        cwd=tmp_path,
        env={**os.environ, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ("1 failed, 1 error" if ci else "2 skipped") in outcome.stdout
    assert ("A skipped test is a failed one in CI" in outcome.stdout) == bool(ci)

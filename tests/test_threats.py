"""Every threat and promise that docs/threats.md names has a guard that a test holds."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

PAGE = Path("docs/threats.md").read_text(encoding="utf-8")
LINES = PAGE.splitlines()
ROWS = [
    line
    for line, after in itertools.pairwise(LINES)
    if line.startswith("| ") and not after.startswith("|---")
]
TESTS = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)


def test_every_threat_names_a_test():
    """A guard without a test is a hope."""
    assert len(ROWS) > 20
    assert [row for row in ROWS if not re.search(r"`tests/[\w/]+\.py", row.rsplit("|", 2)[1])] == []


@pytest.mark.parametrize(("path", "name"), sorted(set(TESTS)))
def test_every_test_of_the_page_exists(path, name):
    """Whoever renames a test mends the page."""
    text = Path(path).read_text(encoding="utf-8")
    assert f"def {name}(" in text if name else "def test_" in text

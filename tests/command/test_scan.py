"""What was accepted in the locks is there, has a reason, and is looked at again in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.command.project import REQUIREMENTS
from bot.command.scan import ACCEPTED, Accepted, faults_of, read_accepted

FOUND = read_accepted(ACCEPTED)
EXAMPLE = Accepted("X-1", "a", "1.0", "x.txt", date(2026, 1, 1), date(2026, 6, 1), "because")


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.id)
def test_an_accepted_finding_is_in_its_lock_with_a_reason(found):
    """Once the lock has another release, the finding is no longer needed: it is taken out."""
    lock = (REQUIREMENTS / found.lock).read_text("utf-8")
    assert faults_of(found, lock, found.accepted) == []
    assert len(found.reason) > 60
    assert timedelta() < found.until - found.accepted <= timedelta(days=366)


def test_what_is_gone_or_overdue_is_told():
    """Another release, no such package, and a day that has passed."""
    assert faults_of(EXAMPLE, "a==1.0 \\\n", date(2026, 5, 1)) == []
    assert "is not in x.txt" in faults_of(EXAMPLE, "a==1.1 \\\n", date(2026, 5, 1))[0]
    assert "is not in x.txt" in faults_of(EXAMPLE, "ba==1.0 \\\n", date(2026, 5, 1))[0]
    assert "until 2026-06-01" in faults_of(EXAMPLE, "a==1.0 \\\n", date(2026, 6, 2))[0]

"""The statuses of an enquiry and the moves between them are one table, and it hangs together."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.enquiries import (
    MOVES,
    STAFF_ROLES,
    STATUSES,
    WAITING,
    MoveName,
    MoveRefusedError,
    Role,
    Standing,
    Status,
    check_version,
    moves_for,
    status_after,
)

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("before", "move", "role", "after"),
    [
        ("received", "claim", "advisor", "with_advisor"),
        ("with_advisor", "reply", "advisor", "replied"),
        ("received", "reply", "manager", "replied"),
        ("replied", "reply", "advisor", "replied"),
        ("replied", "close", "advisor", "closed"),
        ("replied", "write", "asker", "reopened"),
        ("closed", "write", "asker", "reopened"),
        ("received", "write", "asker", "received"),
        ("with_advisor", "write", "asker", "with_advisor"),
        ("reopened", "claim", "advisor", "with_advisor"),
        ("with_advisor", "release", "advisor", "received"),
        ("closed", "reopen", "admin", "reopened"),
        ("closed", "note", "advisor", "closed"),
    ],
)
def test_moves_lead_from_status_to_status(
    before: Status, move: MoveName, role: Role, after: Status
) -> None:
    """As design.md has them."""
    assert status_after(Standing(before, 1, NOW), move, role, NOW) == after


@pytest.mark.parametrize(
    ("before", "move", "role", "why"),
    [
        ("closed", "reply", "advisor", "status"),
        ("closed", "claim", "advisor", "status"),
        ("with_advisor", "claim", "advisor", "status"),
        ("received", "claim", "asker", "role"),
        ("received", "reply", "auditor", "role"),
        ("received", "write", "advisor", "role"),
        ("received", "reassign", "advisor", "reason"),
        ("received", "close", "advisor", "reason"),
    ],
)
def test_what_is_not_allowed_has_a_reason(
    before: Status, move: MoveName, role: Role, why: str
) -> None:
    """So that the desk can say it."""
    with pytest.raises(MoveRefusedError) as refused:
        status_after(Standing(before, 1, NOW), move, role, NOW)
    assert refused.value.why == why


def test_28_days_from_the_last_reply_or_the_closing() -> None:
    """On the 28th day it opens again, a second later no more; while an answer is owed, always."""
    settled = Standing("closed", 1, NOW)
    assert status_after(settled, "write", "asker", NOW + timedelta(days=28)) == "reopened"
    late = NOW + timedelta(days=28, seconds=1)
    with pytest.raises(MoveRefusedError) as refused:
        status_after(settled, "write", "asker", late)
    assert refused.value.why == "late"
    assert "reopen" not in moves_for(settled, "advisor", late)
    assert moves_for(Standing("received", 1), "asker", late) == ("write",)


def test_another_version_is_refused() -> None:
    """Nobody answers what another has changed meanwhile."""
    check_version(Standing("received", 3), 3)
    with pytest.raises(MoveRefusedError) as refused:
        check_version(Standing("received", 3), 2)
    assert refused.value.why == "changed"


def test_every_status_is_reached_and_left() -> None:
    """Nothing gets stuck."""
    reached = {after for move in MOVES.values() for after in move.after.values()}
    assert reached == set(STATUSES)
    for status in STATUSES:
        assert any(move.after.get(status, status) != status for move in MOVES.values())


def test_only_the_right_roles_move_anything() -> None:
    """Editors and auditors touch no enquiry; whoever asks does nothing but write."""
    for move in MOVES.values():
        assert move.by.isdisjoint({"editor", "auditor", "system"})
        assert ("asker" in move.by) == (move.name == "write")
        assert move.by <= {*STAFF_ROLES, "asker"}
        assert move.reason_in <= set(move.after)
    assert set(STATUSES) >= WAITING

"""Enquiries: their statuses, the moves between them, and who may make each; all listed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from bot.routing import Routed
from bot.urgency import Kind

Status = Literal["received", "with_advisor", "replied", "closed", "reopened"]
STATUSES: tuple[Status, ...] = get_args(Status)
# An answer is owed while an enquiry is in one of these.
WAITING: frozenset[Status] = frozenset({"received", "with_advisor", "reopened"})

Role = Literal["asker", "advisor", "manager", "editor", "auditor", "admin", "system"]
STAFF_ROLES: tuple[Role, ...] = ("advisor", "manager", "editor", "auditor", "admin")

MoveName = Literal["claim", "release", "reassign", "note", "reply", "write", "close", "reopen"]
MessageKind = Literal["asker", "reply", "note"]

# Issue 4 and design.md, Enquiries: a later message begins a new enquiry.
REOPEN_WITHIN = timedelta(days=28)

WhyNot = Literal["status", "role", "reason", "late", "changed"]

_DESK: frozenset[Role] = frozenset({"advisor", "manager", "admin"})


@dataclass(frozen=True)
class Move:
    """A thing that may be done to an enquiry.

    `after` maps each status in which it is allowed to the one that follows; `by` are the roles
    that may; in the statuses `reason_in` it needs a sentence that says why, kept as a note;
    `limited` ends 28 days after the last reply or the closing.
    """

    name: MoveName
    after: Mapping[Status, Status]
    by: frozenset[Role]
    reason_in: frozenset[Status] = frozenset()
    limited: bool = False


def _to(status: Status, *before: Status) -> dict[Status, Status]:
    return dict.fromkeys(before, status)


MOVES: Mapping[MoveName, Move] = {
    move.name: move
    for move in (
        Move("claim", _to("with_advisor", "received", "reopened"), _DESK),
        Move("release", _to("received", "with_advisor"), _DESK),
        Move(
            "reassign",
            _to("received", *WAITING) | _to("replied", "replied"),
            _DESK,
            reason_in=frozenset(STATUSES) - {"closed"},
        ),
        Move("note", {status: status for status in STATUSES}, _DESK),
        Move("reply", _to("replied", "replied", *WAITING), _DESK),
        # What the asker writes while an answer is owed changes nothing: it is owed already.
        Move(
            "write",
            {status: status for status in WAITING} | _to("reopened", "replied", "closed"),
            frozenset({"asker"}),
            limited=True,
        ),
        # Closing what was never answered is said why; after a reply there is nothing to say.
        Move("close", _to("closed", "replied", *WAITING), _DESK, reason_in=WAITING),
        Move("reopen", _to("reopened", "replied", "closed"), _DESK, limited=True),
    )
}


class MoveRefusedError(Exception):
    """The move is not allowed; `why` says whether by status, role, reason, time or version."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why: WhyNot = why


@dataclass(frozen=True)
class Standing:
    """What decides about moves: `settled_at` is the last reply or the closing, if any.

    `version` counts the changes, so that nobody answers what another has changed meanwhile.
    """

    status: Status
    version: int
    settled_at: datetime | None = None


def status_after(
    standing: Standing, name: MoveName, role: Role, now: datetime, reason: str = ""
) -> Status:
    """The status that the move leads to; raises :class:`MoveRefusedError` with what forbids it."""
    move = MOVES[name]
    if role not in move.by:
        raise MoveRefusedError("role")
    if standing.status not in move.after:
        raise MoveRefusedError("status")
    if move.limited and is_too_late(standing, now):
        raise MoveRefusedError("late")
    if standing.status in move.reason_in and not reason.strip():
        raise MoveRefusedError("reason")
    return move.after[standing.status]


def check_version(standing: Standing, seen: int) -> None:
    """Refuse a move by somebody who saw another version of the enquiry than there is now."""
    if standing.version != seen:
        raise MoveRefusedError("changed")


def is_too_late(standing: Standing, now: datetime) -> bool:
    """Whether 28 days have passed since it was settled; never while an answer is owed."""
    if standing.status in WAITING or standing.settled_at is None:
        return False
    return now - standing.settled_at > REOPEN_WITHIN


def moves_for(standing: Standing, role: Role, now: datetime) -> tuple[MoveName, ...]:
    """The moves open to the role at this moment, in the order of :data:`MOVES`."""
    return tuple(
        name
        for name, move in MOVES.items()
        if role in move.by
        and standing.status in move.after
        and not (move.limited and is_too_late(standing, now))
    )


@dataclass(frozen=True)
class CopiedTurn:
    """One message of the conversation and its reply, copied with the asker's consent."""

    said: str
    answered: str
    at: datetime


@dataclass(frozen=True)
class NewEnquiry:
    """What an asker leaves at the summary; `key` makes a doubled sending one enquiry.

    Whoever sends a key again is told the reference of its enquiry, so it holds the conversation's
    id, and no other conversation can use it. `place` is how the asker said where it is;
    `conversation` is the id under which the chat finds its enquiries again; `urgent` is of whom the
    urgency guard has heard that they may be at risk; `turns` is empty without the asker's consent.
    """

    key: str
    name: str
    role: str
    setting: str
    place: str
    question: str
    route: Routed
    email: str | None = None
    phone: str | None = None
    conversation: str | None = None
    topic: str | None = None
    urgent: Kind | None = None
    turns: tuple[CopiedTurn, ...] = ()

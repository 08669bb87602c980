"""What the urgency guard found in a message: whom it is about and who seems to write it.

The dialogue engine writes this as plain JSON beside its parse result; the action that answers
an urgent message reads it back and chooses its words by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["child", "adult", "self", "staff", "general"]
Writer = Literal["child", "adult"]

URGENT_INTENT = "urgent"
"""The intent of every message for which the guard was raised."""
URGENT_KEY = "urgent"
"""Where a judgement stands in a message, in the parse result and so in the tracker."""


@dataclass(frozen=True)
class Judgement:
    """That somebody may be at risk: a child, an adult, the writer, or by a member of staff.

    `general` means that the message is urgent but does not say about whom.  `doubtful` is what may
    as well be an ordinary question: it gets the numbers, and what it asks is not left out.
    """

    kind: Kind
    writer: Writer = "adult"
    doubtful: bool = False

    def as_payload(self) -> dict[str, str | bool]:
        """Plain JSON values, as they stand in the tracker."""
        return {"kind": self.kind, "writer": self.writer, "doubtful": self.doubtful}


def read_judgement(payload: object) -> Judgement | None:
    """The judgement that a payload holds, None for none; raises ValueError for anything else."""
    if payload is None:
        return None
    if isinstance(payload, dict):
        kinds = [one for one in get_args(Kind) if one == payload.get("kind")]
        writers = [one for one in get_args(Writer) if one == payload.get("writer")]
        if kinds and writers:
            return Judgement(kinds[0], writers[0], payload.get("doubtful") is True)
    raise ValueError("no judgement")

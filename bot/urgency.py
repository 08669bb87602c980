"""What the urgency guard found in a message: whom it is about and who seems to write it.

The dialogue engine writes this as plain JSON beside its parse result; the action that answers
an urgent message reads it back and chooses its words by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["child", "adult", "self", "staff", "general"]
Writer = Literal["child", "adult"]

URGENT_INTENT = "urgent"
"""The intent of every message for which the guard was raised."""


@dataclass(frozen=True)
class Judgement:
    """That somebody may be at risk: a child, an adult, the writer, or by a member of staff.

    `general` means that the message is urgent but does not say about whom.
    """

    kind: Kind
    writer: Writer = "adult"

    def as_payload(self) -> dict[str, str]:
        """Plain JSON values, as they stand in the tracker."""
        return {"kind": self.kind, "writer": self.writer}

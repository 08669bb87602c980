"""What the urgency guard found in a message: whom it is about and who seems to write it.

The dialogue engine writes this as plain JSON beside its parse result; the action that answers
an urgent message reads it back and says the response that :attr:`Judgement.response` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

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

    @property
    def response(self) -> str:
        """The name of the response in domain.yml that answers it."""
        if self.writer == "child":
            return "utter_urgent_writer_is_child"
        return f"utter_urgent_{self.kind}"

    def as_payload(self) -> dict[str, str]:
        """Plain JSON values; :func:`from_payload` reads them back."""
        return {"kind": self.kind, "writer": self.writer}


def from_payload(payload: Mapping[str, str]) -> Judgement:
    """The judgement that :meth:`Judgement.as_payload` wrote; unknown words become general."""
    kind, writer = payload.get("kind"), payload.get("writer")
    return Judgement(
        cast("Kind", kind if kind in get_args(Kind) else "general"),
        cast("Writer", writer if writer in get_args(Writer) else "adult"),
    )

"""How many messages a caller may send in a time, as a setting writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class RateLimit:
    """At most `amount` messages in every `seconds`."""

    amount: int
    seconds: int


def read_rate_limit(written: str) -> RateLimit | None:
    """The limit, None for "off"; raises ValueError with what is allowed."""
    if written.lower() == "off":
        return None
    match = re.fullmatch(r"([1-9]\d{0,5})/(second|minute|hour)", written)
    if not match:
        raise ValueError('"off", or messages a second, minute or hour, such as 20/minute')
    seconds = {"second": 1, "minute": 60, "hour": 3600}[match[2]]
    return RateLimit(int(match[1]), seconds)

"""When an answer is due soon or overdue, in working time; never once it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.enquiries import WAITING, Status
from bot.working_time import WorkingWeek, due_at

Mark = Literal["overdue", "soon"]


@dataclass(frozen=True)
class Watch:
    """The moments that alarms are measured by: now, and until when what is due is due soon."""

    now: datetime
    soon: datetime

    def is_owed(self, status: Status) -> bool:
        """Whether an answer is owed at all."""
        return status in WAITING

    def mark(self, status: Status, due: datetime) -> Mark | None:
        """What is to be said about an enquiry with this due date; None where all is well."""
        if not self.is_owed(status) or due > self.soon:
            return None
        return "overdue" if due < self.now else "soon"


def watch(now: datetime, warn_hours: float, week: WorkingWeek) -> Watch:
    """The watch at a moment: what is due within `warn_hours` of working time is due soon."""
    return Watch(now, due_at(now, warn_hours, week))

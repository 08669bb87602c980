"""Days, months and years as people say them: "17 Sept 2019", "April 2020", "the 1st of May"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    short: month
    for month in range(1, 13)
    for short in (calendar.month_name[month].lower(), calendar.month_abbr[month].lower())
} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th)?"
_SAID = re.compile(
    rf"\b(?:{_DAY.format(name='before')}\s+(?:of\s+)?)?(?P<month>{_MONTH})\b\.?"
    rf"(?:\s+(?:the\s+)?{_DAY.format(name='after')}\b(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_DAY_ALONE = re.compile(
    r"\bthe (?P<day>[4-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?=\W*(?:$|not\b|then\b|though\b|of\b))",
    re.IGNORECASE,
)
"""As in "I thought it was the 20th"; "the second" rather points into a list."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class DaySaid:
    """What was said of a day, as much as was said."""

    day: int | None = None
    month: int | None = None
    year: int | None = None

    def fits(self, day: date) -> bool:
        """Whether everything said is true of a day."""
        return (
            self.day in {None, day.day}
            and self.month in {None, day.month}
            and self.year in {None, day.year}
        )


def days_said(text: str) -> tuple[DaySaid, ...]:
    """Every day, month or year that a text names; "may" and "march" need a day or year."""
    found = []
    for said in _SAID.finditer(text):
        day = said["before"] or said["after"]
        if said["month"].lower() in {"may", "march", "mar"} and not (day or said["year"]):
            continue
        year = int(said["year"]) if said["year"] else None
        found.append(DaySaid(int(day) if day else None, _MONTHS[said["month"].lower()], year))
    rest = _SAID.sub(" ", text)
    alone = [DaySaid(int(said["day"])) for said in _DAY_ALONE.finditer(rest)]
    return (*found, *alone, *(DaySaid(year=int(year)) for year in _YEAR.findall(rest)))

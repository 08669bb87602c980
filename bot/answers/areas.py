"""What is said of areas: the districts of one, or of them all, and how many these are."""

from __future__ import annotations

import re

from bot.answers.scope import Answer, Question, Scope
from bot.records import Area

_HOW_MANY = re.compile(r"\b(?:how many|number of)\b", re.IGNORECASE)
_COUNTS_DISTRICTS = re.compile(
    r"\b(?:how many|number of)\b.*\b(?:districts?|councils?|boroughs?)\b", re.IGNORECASE
)


def counts(question: Question) -> bool:
    """Whether a question asks how many there are of something."""
    return _HOW_MANY.search(question.part.text) is not None


def all_areas(question: Question, scope: Scope) -> Answer:
    """The areas with their districts, and how many these are where that is asked."""
    areas = scope.knowledge.areas.values()
    counted = _COUNTS_DISTRICTS.search(question.part.text) is not None
    frame = "area_line_count" if counted else "area_line"
    lines = [
        scope.say(
            frame,
            area=one.name,
            count=len(one.districts),
            districts=scope.names(one.districts),
        )
        for one in areas
    ]
    text = scope.say("all_areas", count=len(lines), areas="\n".join(f"• {line}" for line in lines))
    if counted:
        total = sum(len(one.districts) for one in areas)
        lead = scope.say("districts_count", count=total, areas=len(lines))
        text = f"{lead} {text}"
    ids = tuple(one.id for one in areas)
    return Answer(text, sources=tuple(one.source for one in areas), listed=ids)


def area_facts(record: Area, scope: Scope, *, counted: bool = False) -> Answer:
    """An area's districts and advisor, and where that is asked how many districts these are."""
    text = scope.say("area", **area_values(record, scope))
    if counted:
        count = scope.say("area_count", area=record.name, count=len(record.districts))
        text = f"{count} {text}"
    return Answer(
        text, sources=(record.source,), about={"area": (record.id,)}, listed=record.districts
    )


def area_values(record: Area, scope: Scope) -> dict[str, str]:
    """An area's name, districts and advisor, to fill frames."""
    return {
        "area": record.name,
        "districts": scope.names(record.districts),
        "advisor": record.advisor.title,
    }

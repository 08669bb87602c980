"""An engine that shows every kind of message, by what it is asked."""

from __future__ import annotations

import asyncio
from typing import Any

from aiohttp import web

from tests.support.stand_in_engine import as_engine, echo, message

SOURCES = [
    {"title": "Sub-Groups", "date": "undated page", "url": "https://example.org/groups"},
    {"title": "Annual report", "date": "3 March 2024", "url": "https://example.org/report"},
]
URGENT = "If anyone is in immediate danger, call 999.\n• Out of hours, call 01632 960999."
SUMMARY = (
    "Please check your enquiry:\n- Question: What of https://example.org/next: is it ours?\n"
    "- Contact: jo@example.org\nSend it?"
)
STEPS = ("question", "name", "role", "setting", "place", "contact")
SLOW = 1.5


ANSWERS: dict[str, dict[str, Any]] = {
    "urgent": {"body": URGENT, "outcome": "urgent"},
    "groups": {"body": "There are two:\n• Learning Group\n• Health Group", "sources": SOURCES},
    "which": {"body": "Which one?", "outcome": "unsure"},
    "check": {"body": SUMMARY, "outcome": "enquiry", "asking": "check"},
    "change": {"body": "Change what?", "outcome": "enquiry", "asking": "check"},
}
ANSWERS |= {
    step: {"body": f"Your {step}, please.", "outcome": "enquiry", "asking": step} for step in STEPS
}
BUTTONS = {
    "which": ("The first group", "The second group"),
    "check": ("Send my enquiry", "Change something", "Cancel"),
    "change": ("Change the question", "Change the name"),
}


async def speak(call: dict[str, Any]) -> web.StreamResponse:
    """Answers each word of ANSWERS in its own way, "slowly" late and "nonsense" with nothing."""
    said = call["message"]
    if said == "slowly":
        await asyncio.sleep(SLOW)
    if said == "nonsense":
        return as_engine()
    if said not in ANSWERS:
        return await echo(call)
    buttons = [{"title": title, "payload": title} for title in BUTTONS.get(said, ())]
    return as_engine(message(**ANSWERS[said], buttons=buttons))

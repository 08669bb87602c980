"""The fixed reply to a message that suggests that somebody may be at risk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.knowledge import Knowledge
from bot.reply import CitedSource, Reply

_KINDS = frozenset({"child", "adult", "staff", "self", "general"})
_PLACEHOLDERS = {
    "emergency": "emergency",
    "child-concern": "front_door",
    "out-of-hours": "out_of_hours",
    "adult-concern": "adult",
    "childline": "childline",
    "nspcc": "nspcc",
    "police": "police",
}
"""Audience of a line → its placeholder in the frames; with _relay for its text relay."""


def urgent(
    judged: Mapping[str, Any], knowledge: Knowledge, frames: Mapping[str, tuple[str, ...]]
) -> Reply:
    """A statement with the numbers, in words for whoever writes; never advice on the case."""
    frame = _frame(judged)
    text = frames[frame][0].format(**_numbers(knowledge))
    ids = dict.fromkeys(contact.source for contact in knowledge.contacts.values())
    sources = [knowledge.sources[id] for id in ids]
    cited = tuple(CitedSource(source.title, "", source.url) for source in sources)
    return Reply(text, "urgent", sources=cited, knowledge=knowledge.version)


def _frame(judged: Mapping[str, Any]) -> str:
    if judged.get("writer") == "child":
        return "utter_urgent_writer_is_child"
    kind = judged.get("kind")
    return f"utter_urgent_{kind if kind in _KINDS else 'general'}"


def _numbers(knowledge: Knowledge) -> dict[str, str]:
    """Placeholder → number; a line that the pack lacks is the one for worries about a child."""
    held = {contact.audience: contact for contact in knowledge.contacts.values()}
    usual = knowledge.contact_for("child-concern")
    numbers: dict[str, str] = {}
    for audience, placeholder in _PLACEHOLDERS.items():
        contact = held.get(audience, usual)
        numbers[placeholder] = contact.number
        numbers[f"{placeholder}_relay"] = contact.relay or contact.number
    return numbers

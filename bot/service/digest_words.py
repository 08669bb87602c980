"""The words of a digest: what waits for somebody, listed under headings, never what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.web.moments import short_moment
from bot.web.words import Words

HEADINGS = ("overdue", "soon", "waiting")


def digest_counts(listed: Mapping[str, Any]) -> dict[str, str]:
    """How much there is under each heading, for the subject."""
    return {name: str(len(listed.get(name, ())) + _more(listed, name)) for name in HEADINGS}


def digest_lists(words: Words, listed: Mapping[str, Any]) -> list[dict[str, str | list[str]]]:
    """The headings under which there is something, each with its lines."""
    lists: list[dict[str, str | list[str]]] = [
        {"title": words.say(f"mail.digest.{name}"), "items": _items(words, listed, name)}
        for name in HEADINGS
        if listed.get(name)
    ]
    if totals := listed.get("desk"):
        line = words.say("mail.digest.totals", **totals)
        lists.append({"title": words.say("mail.digest.desk"), "items": [line]})
    return lists


def _items(words: Words, listed: Mapping[str, Any], name: str) -> list[str]:
    rows: Sequence[tuple[str, str]] = listed[name]
    said = [
        words.say(
            "mail.digest.item",
            reference=reference,
            moment=short_moment(datetime.fromisoformat(due)),
        )
        for reference, due in rows
    ]
    more = _more(listed, name)
    return [*said, words.say("mail.digest.more", count=more)] if more else said


def _more(listed: Mapping[str, Any], name: str) -> int:
    return int(listed.get("more", {}).get(name, 0))

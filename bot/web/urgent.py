"""What a page says first where somebody may be at risk in what was just written: whom to ring.

In the chat the assistant says it (:mod:`bot.answers.urgent`); here no assistant answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from aiohttp import web

from bot.urgency import Judgement
from bot.web import keys
from bot.web.pack import Line

About = Literal["child", "adult", "staff", "self", "general", "writer"]
# Whom to ring, the first first (audiences of the pack): those whom the chat names too.
RINGS: Mapping[About, tuple[str, ...]] = {
    "child": ("emergency", "child-concern", "out-of-hours", "nspcc", "childline"),
    "adult": ("emergency", "adult-concern", "out-of-hours", "child-concern"),
    "staff": ("emergency", "child-concern", "out-of-hours", "police"),
    "self": ("emergency", "adult-concern", "child-concern", "out-of-hours", "childline"),
    "general": ("emergency", "child-concern", "adult-concern", "out-of-hours", "childline"),
    "writer": ("emergency", "childline", "child-concern", "out-of-hours"),
}


@dataclass(frozen=True)
class Told:
    """Whom it is about, or that a child writes for itself, and the lines to ring."""

    about: About
    lines: tuple[Line, ...]


def about(judgement: Judgement) -> About:
    """Whom to speak of; a child who writes is spoken to, whomever it is about."""
    return "writer" if judgement.writer == "child" else judgement.kind


def told(app: web.Application, named: str | None) -> Told | None:
    """What to say for what an address names, None where it names nothing of the kind."""
    for one in get_args(About):
        if one == named:
            return Told(one, app[keys.PACK].lines_for(RINGS[one]))
    return None

"""Messages as they are understood, made by hand, and the answers to them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from bot.answering import Turn, answer
from bot.context import Context
from bot.frames import Frames, read_frames
from bot.knowledge import Knowledge
from bot.meaning import Certainty, Form, Mention, Part, Reading, Refers
from bot.pack import load

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)


@cache
def pack(name: str = "knowledge/kent") -> Knowledge:
    """A pack of the project."""
    return load(ROOT / name)


@cache
def sentences() -> Frames:
    """The sentences of domain.yml."""
    return read_frames(ROOT / "domain.yml")


def named(
    kind: str, record: str, *others: str, said: str = "", certainty: Certainty = "exact"
) -> Mention:
    """A record that a message names, and others that it could mean as well."""
    return Mention(kind, record, said or record, 0, len(said or record), certainty, others)


def heard(
    intent: str,
    *mentions: Mention,
    text: str = "",
    form: Form = "wh",
    refers: tuple[Refers, ...] = (),
    article: str | None = None,
    sure: bool = True,
    bare: bool = False,
    ordinal: int | None = None,
) -> Part:
    """One question or remark of a message."""
    return Part(
        text=text,
        reading=Reading(intent, 1.0 if sure else 0.1, article),
        similarity=1.0,
        mentions=mentions,
        form=form,
        refers=refers,
        sure=sure,
        plain=text,
        bare=bare,
        ordinal=ordinal,
    )


def answered(
    *parts: Part,
    before: Context | None = None,
    knowledge: Knowledge | None = None,
    today: date = TODAY,
) -> Turn:
    """What is said to these parts of one message."""
    return answer(parts, before or Context(), knowledge or pack(), sentences(), today)

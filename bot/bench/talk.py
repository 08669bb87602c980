"""What is said to both sides: single questions, conversations that go on, and a form.

Questions and conversations are those of tests/conversations, which anybody can read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.command.project import ROOT

TABLES = ROOT / "tests" / "conversations"
OWN = Path(__file__).with_name("talk.yaml")
QUESTION, FOLLOW_UP, FORM_STEP, OPENING = "questions", "follow-ups", "form steps", "opening"
SINGLE = ("chairs", "remits", "people", "places", "transition", "lists", "yes_and_no", "outside")
"""Tables whose single questions are asked."""


@dataclass(frozen=True)
class Turn:
    """One thing said, and what kind of turn it is."""

    kind: str
    said: str


Conversation = tuple[Turn, ...]


def questions() -> tuple[Conversation, ...]:
    """Every single question, each a conversation of its own, the tables mixed."""
    found = [one[0] for name in SINGLE for one in _told(name) if len(one) == 1]
    # Neighbours in a table are alike: every seventh, from seven places.
    mixed = [said for place in range(7) for said in found[place::7]]
    return tuple((Turn(QUESTION, said),) for said in mixed)


def follow_ups() -> tuple[Conversation, ...]:
    """Conversations that go on after their first question."""
    return tuple(
        tuple(Turn(FOLLOW_UP if place else QUESTION, said) for place, said in enumerate(one))
        for one in _told("conversations")
        if len(one) > 1
    )


def form() -> Conversation:
    """An enquiry from its opening to its end."""
    lines = [str(line) for line in _own()["form"]]
    return tuple(Turn(FORM_STEP if place else OPENING, said) for place, said in enumerate(lines))


def block(number: int, questions_asked: int) -> tuple[Conversation, ...]:
    """The conversations of a block: so many questions, a third of that follow-ups, one form.

    Blocks with other numbers hold other questions; where those come round again they end in
    another way, since what was heard before is heard more quickly.
    """
    single, longer, endings = questions(), follow_ups(), _own()["endings"]
    asked = []
    for place in range(number * questions_asked, (number + 1) * questions_asked):
        round_, which = divmod(place, len(single))
        (turn,) = single[which]
        asked.append((Turn(QUESTION, turn.said + endings[round_ % len(endings)]),))
    count = max(1, questions_asked // 6)
    talked = [longer[(number * count + i) % len(longer)] for i in range(count)]
    return (*asked, *talked, form())


def long_talk(turns: int) -> Conversation:
    """One conversation of so many questions."""
    single = questions()
    return tuple(single[number % len(single)][0] for number in range(turns))


def _own() -> dict[str, list[str]]:
    own: dict[str, list[str]] = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    return own


def _told(table: str) -> Iterator[Sequence[str]]:
    path = TABLES / f"{table}.yaml"
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        yield list(_said(entry))


def _said(entry: Mapping[str, Any]) -> Iterator[str]:
    yield str(entry["said"])
    for following in entry.get("then", ()):
        yield from _said(following)

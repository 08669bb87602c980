"""Conversations with what is right to answer, drawn by a seed: tables of the project, enquiries."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.support.conversations import Row, conversations

# What only a form answers is tried by the enquiries below.
TABLES = tuple(one for one in conversations() if not one.title.startswith("enquiries"))
QUESTION = "How long do we keep child protection files after a pupil leaves?"
_ANY = frozenset({"enquiry", "asked", "not_listed", "unsure", "outside", "talk"})
_FORM = frozenset({"enquiry"})


@dataclass(frozen=True)
class Talk:
    """One conversation: its sender, its rows, and the address in its enquiry, where it leaves one.

    An `impatient` talker sends each message twice at once, as a double click on a slow line does.
    """

    sender: str
    rows: tuple[Row, ...]
    email: str | None = None
    impatient: bool = False

    def key(self, number: int) -> str:
        """The idempotency key of a message, by its number from 0."""
        return f"{self.sender}-{number}"


def talks(count: int, seed: int, prefix: str = "talk") -> list[Talk]:
    """So many conversations: one in four leaves an enquiry, one in five is impatient."""
    chance = Random(seed)  # noqa: S311 - a seed, so that a run can be repeated
    return [_talk(f"{prefix}{number}", chance) for number in range(count)]


def _talk(sender: str, chance: Random) -> Talk:
    impatient = chance.random() < 0.2
    if chance.random() < 0.25:
        email = f"{sender}@harbour.example"
        return Talk(sender, enquiry_rows(email), email, impatient)
    return Talk(sender, chance.choice(TABLES).rows, impatient=impatient)


def enquiry_rows(email: str) -> tuple[Row, ...]:
    """From a question that nobody has an answer to, to the enquiry's reference."""
    steps = (
        (QUESTION, _ANY, ()),
        ("yes please", _FORM, ()),
        (f"Jo Bloggs and my email is {email}", _FORM, ()),
        ("DSL at Harbour Infant School in Whitstable", _FORM, ("Harbour Infant School", email)),
        ("Send my enquiry", _FORM, ("KS-",)),
    )
    return tuple(Row(said, outcomes, facts) for said, outcomes, facts in steps)

"""What pages and apologies show from the pack: numbers, purpose, examples, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.knowledge import Knowledge
from bot.records import Contact
from bot.web.messages import Button, Message
from bot.web.words import Words

# The lines that must be one action away, the most urgent first (features.md, W14).
URGENT = ("emergency", "child-concern", "out-of-hours")


@dataclass(frozen=True)
class Line:
    """A telephone line as pages show it: `short` is what it is for, `dial` goes into a link."""

    name: str
    short: str
    number: str
    dial: str
    say: str
    hours: str | None
    relay: str | None
    relay_dial: str | None


class Pack:
    """Reads the knowledge that is in use now, since a changed pack may replace it at any time."""

    def __init__(self, current: Callable[[], Knowledge], words: Words) -> None:
        self._current = current
        self._words = words

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge in use."""
        return self._current()

    def urgent_lines(self) -> tuple[Line, ...]:
        """The lines of :data:`URGENT` that the pack has."""
        contacts = self.knowledge.contacts.values()
        return tuple(
            self._line(contact)
            for audience in URGENT
            for contact in contacts
            if contact.audience == audience
        )

    def lines_for(self, audiences: Iterable[str]) -> tuple[Line, ...]:
        """The lines of these audiences that the pack has, in this order."""
        held = {one.audience: one for one in reversed([*self.knowledge.contacts.values()])}
        return tuple(self._line(held[one]) for one in audiences if one in held)

    def lines(self) -> tuple[Line, ...]:
        """Every line, in the pack's order."""
        return tuple(self._line(contact) for contact in self.knowledge.contacts.values())

    def example_buttons(self) -> tuple[Button, ...]:
        """The pack's sample questions as quick replies."""
        return tuple(Button(example, example) for example in self.knowledge.examples)

    def numbers(self) -> str:
        """The urgent lines as one line of words."""
        return "; ".join(f"{line.short} {line.number}" for line in self.urgent_lines())

    def apology(self) -> Message:
        """What is said when no answer could be had: sorry, the numbers, whom to ask."""
        advisor = self.knowledge.where_to_ask.get("dsl", self.knowledge.partnership.name)
        sentences = (
            self._words.say("apology.text", advisor=advisor),
            "",
            self._words.say("apology.numbers"),
            *(f"• {line.say}" for line in self.urgent_lines()),
        )
        text = "\n".join(sentences)
        return Message(text=text, body=text, outcome="apology")

    def _line(self, contact: Contact) -> Line:
        shorts = self._words.branch("line")
        return Line(
            name=contact.name,
            short=str(shorts.get(contact.audience, contact.name)),
            number=contact.number,
            dial=_dial(contact.number),
            say=contact.say,
            hours=contact.hours,
            relay=contact.relay,
            relay_dial=_dial(contact.relay) if contact.relay else None,
        )


def _dial(number: str) -> str:
    return re.sub(r"[^\d+]", "", number)

"""What the assistant says in one turn, and how it travels to the service."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.records import Source

Outcome = Literal[
    "answered",
    "not_listed",
    "outside",
    "unsure",
    "asked",
    "talk",
    "urgent",
    "person",
    "enquiry",
    "apology",
]


@dataclass(frozen=True)
class Choice:
    """A quick reply: what the button shows, and the words that it says."""

    title: str
    says: str


@dataclass(frozen=True)
class CitedSource:
    """A source as the person sees it: `dated` is a day in words or says that there is none."""

    title: str
    dated: str
    url: str | None = None


@dataclass(frozen=True)
class Reply:
    """The whole answer of a turn; `lines` end the text with its sources for plain clients."""

    body: str
    outcome: Outcome
    sources: tuple[CitedSource, ...] = ()
    choices: tuple[Choice, ...] = ()
    lines: tuple[str, ...] = ()
    asking: str | None = None
    reference: str | None = None
    model: str | None = None
    knowledge: str | None = None

    def heard_by(self, model: str) -> Reply:
        """With the id of the model that understood the message (features.md, D13)."""
        return replace(self, model=model)

    def as_message(self) -> dict[str, Any]:
        """The message of the contract between the actions and the service."""
        message: dict[str, Any] = {
            "text": "\n\n".join([self.body, *(("\n".join(self.lines),) if self.lines else ())]),
            "body": self.body,
            "sources": [
                _without_none(title=s.title, date=s.dated or None, url=s.url) for s in self.sources
            ],
            "buttons": [{"title": choice.title, "payload": choice.says} for choice in self.choices],
            "outcome": self.outcome,
        }
        return message | _without_none(
            asking=self.asking,
            reference=self.reference,
            model=self.model,
            knowledge=self.knowledge,
        )


def _without_none(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def in_order(sources: Iterable[Source]) -> tuple[Source, ...]:
    """Sources without repeats, in the order in which the answer used them."""
    return tuple({source.id: source for source in sources}.values())

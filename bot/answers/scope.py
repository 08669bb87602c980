"""What an answer is made from and what it consists of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.context import Context, Pending
from bot.knowledge import Knowledge
from bot.meaning import Mention, Part
from bot.records import Record, Source
from bot.reply import Choice, Outcome


@dataclass(frozen=True)
class Answer:
    """The answer to one part of a message.

    `sources` are ids, `about` maps kinds to the ids that the answer spoke of, `listed` are
    the ids that "the second one" points into; `pending` waits for the next message.
    """

    text: str
    outcome: Outcome = "answered"
    sources: tuple[str, ...] = ()
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listed: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    pending: Pending | None = None
    asking: str | None = None
    aspect: str | None = None


class MissingFrameError(LookupError):
    """domain.yml has no sentence under this name."""


@dataclass(frozen=True)
class Scope:
    """Everything that composing an answer may look at; nothing else is looked at."""

    knowledge: Knowledge
    frames: Mapping[str, tuple[str, ...]]
    today: date
    context: Context

    def say(self, frame: str, **values: object) -> str:
        """The sentence of domain.yml under utter_<frame>, filled in; variants take turns."""
        try:
            variants = self.frames[f"utter_{frame}"]
        except KeyError:
            raise MissingFrameError(frame) from None
        return variants[self.context.turn % len(variants)].format(**values)

    def listing(self, names: list[str]) -> str:
        """As in "A", "A and B" or "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return self.say("list_of_names", first=", ".join(names[:-1]), last=names[-1])

    def names(self, ids: tuple[str, ...]) -> str:
        """The names of records as a list in words."""
        return self.listing([self.knowledge.find(id).name for id in ids])

    def day(self, day: date) -> str:
        """A day in words, such as 17 September 2019."""
        return f"{day.day} {day:%B %Y}"

    def dated(self, source: Source) -> str:
        """The date of a source in words, or that it has none."""
        if source.date:
            return self.day(source.date)
        return self.say("checked", when=source.checked) if source.checked else self.say("undated")

    def choice(self, record: Record) -> Choice:
        """A quick reply that names a record."""
        return Choice(record.name, record.name)


@dataclass(frozen=True)
class Question:
    """One part of a message with the intent under which it is answered."""

    part: Part
    intent: str

    def of_kind(self, *kinds: str) -> tuple[Mention, ...]:
        """Mentions of these kinds that are more than a hint."""
        return self.part.of_kind(*kinds)

    @property
    def is_yes_no(self) -> bool:
        """Whether it asks for a Yes or a No."""
        return self.part.form == "yes_no"


def joined(answers: Sequence[Answer], *, listed: tuple[str, ...] = ()) -> Answer:
    """Answers of one kind as one: answered where any of them is."""
    about: dict[str, tuple[str, ...]] = {}
    for answer in answers:
        for kind, ids in answer.about.items():
            about[kind] = tuple(dict.fromkeys((*about.get(kind, ()), *ids)))
    outcome = "answered" if any(a.outcome == "answered" for a in answers) else answers[0].outcome
    return Answer(
        "\n\n".join(answer.text for answer in answers),
        outcome,
        sources=tuple(source for answer in answers for source in answer.sources),
        about=about,
        listed=listed,
    )

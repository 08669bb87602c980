"""What was understood of a message: its parts, each a question with what it names.

The dialogue engine writes this as plain JSON beside its own parse result and the actions
read it back, so both sides share these types and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Certainty = Literal["exact", "partial", "near", "hint", "unknown"]
Form = Literal["wh", "yes_no", "choice", "statement"]
Refers = Literal["person", "thing", "place", "both", "other", "next", "previous"]

ARTICLE_INTENT = "ask_article"
"""The intent of every question that an article of the pack answers."""


@dataclass(frozen=True)
class Mention:
    """Something named in a message.

    `kind` is a kind of record, or "post" with the id of its holder.  `certainty`:
    exact (a name or alias), partial (a part of a person's name), near (misspelt),
    hint (a word that names the record only where one is wanted), unknown (it names
    a record that the pack does not hold; `id` is then empty).  `others` are ids that
    the words could mean as well.
    """

    kind: str
    id: str
    said: str
    start: int
    end: int
    certainty: Certainty = "exact"
    others: tuple[str, ...] = ()

    @property
    def candidates(self) -> tuple[str, ...]:
        """Every id that may be meant, the likeliest first."""
        return (self.id, *self.others) if self.id else self.others


@dataclass(frozen=True)
class Reading:
    """One way to understand a part: an intent, or an article by its id, and how likely.

    `affirms` is what the article says to a yes/no question: None where it decides nothing.
    """

    intent: str
    confidence: float
    article: str | None = None
    affirms: bool | None = None


@dataclass(frozen=True)
class Part:
    """One question or remark of a message, with the readings that were weighed.

    `similarity` is the cosine to the nearest example of the chosen reading; `refers` is
    what a pointing word in it points to; `form` is how it is put.  `bare` says that it holds
    nothing but names and small words ("and the health one?"), `ordinal` is the place in a
    list that it points to, from 1, or -1 for the last; `plain` is the text with the names
    replaced by their kinds.
    """

    text: str
    reading: Reading
    similarity: float = 0.0
    mentions: tuple[Mention, ...] = ()
    others: tuple[Reading, ...] = ()
    form: Form = "wh"
    refers: tuple[Refers, ...] = ()
    sure: bool = True
    plain: str = ""
    bare: bool = False
    ordinal: int | None = None

    @property
    def intent(self) -> str:
        """The intent of the chosen reading."""
        return self.reading.intent

    def of_kind(self, *kinds: str) -> tuple[Mention, ...]:
        """The certain mentions of these kinds, in the order in which they were said."""
        return tuple(m for m in self.mentions if m.kind in kinds and m.certainty != "hint")

    def hints_of(self, *kinds: str) -> tuple[Mention, ...]:
        """The mentions of these kinds that only hint at a record."""
        return tuple(m for m in self.mentions if m.kind in kinds and m.certainty == "hint")


def as_payload(part: Part) -> dict[str, Any]:
    """A part as plain JSON values; :func:`from_payload` reads it back."""
    return asdict(part)


def from_payload(payload: Mapping[str, Any]) -> Part:
    """A part from the JSON values that :func:`as_payload` wrote."""
    values = dict(payload)
    values["reading"] = Reading(**values["reading"])
    values["others"] = tuple(Reading(**other) for other in values.get("others", ()))
    values["mentions"] = _mentions(values.get("mentions", ()))
    values["refers"] = tuple(values.get("refers", ()))
    return Part(**values)


def _mentions(payload: Sequence[Mapping[str, Any]]) -> tuple[Mention, ...]:
    return tuple(Mention(**{**one, "others": tuple(one.get("others", ()))}) for one in payload)

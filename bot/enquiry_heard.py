"""A message as the enquiry form hears it, and a value in it that cannot be used."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from bot.enquiry_book import FoundSchool
from bot.enquiry_draft import Draft, Spot
from bot.enquiry_phrases import folded
from bot.meaning import Mention, Part

_KINDS = ("place", "district", "area", "neighbour")


@dataclass(frozen=True)
class Heard:
    """A message as the form hears it; `schools` are those of the register that it may name."""

    text: str
    parts: tuple[Part, ...]
    schools: tuple[FoundSchool, ...] = ()

    def mentions(self, *certainties: str) -> tuple[Mention, ...]:
        """The places, districts, areas and neighbours that are named, each once."""
        found = [
            mention
            for part in self.parts
            for mention in part.mentions
            if mention.kind in _KINDS and mention.certainty in certainties and mention.candidates
        ]
        return tuple({mention.candidates: mention for mention in found}.values())

    @property
    def named(self) -> frozenset[str]:
        """The names of places that are known, as they were said, folded."""
        return frozenset(folded(mention.said) for mention in self.mentions("exact", "partial"))

    def only(self, text: str) -> Heard:
        """A part of the message as if it were the whole: only what is named in it counts."""
        said = f" {folded(text)} "
        parts = tuple(
            replace(
                part,
                mentions=tuple(one for one in part.mentions if f" {folded(one.said)} " in said),
            )
            for part in self.parts
        )
        return replace(self, text=text, parts=parts)

    @property
    def typed(self) -> tuple[str, ...]:
        """The names of places that are known, as they were typed."""
        return tuple(mention.said for mention in self.mentions("exact", "partial"))

    def about(self, names: Collection[str]) -> Heard:
        """The message as if it named only these places."""
        kept = tuple(
            replace(part, mentions=tuple(one for one in part.mentions if one.said in names))
            for part in self.parts
        )
        return replace(self, parts=kept)

    @property
    def is_bare(self) -> bool:
        """Whether it holds nothing but a name and small words."""
        return all(part.bare for part in self.parts)

    @property
    def ordinal(self) -> int | None:
        """The place in a list that it points to, from 1, or -1 for the last."""
        return next((part.ordinal for part in self.parts if part.ordinal), None)


@dataclass(frozen=True)
class Wrong:
    """A value that cannot be used: the sentence that helps, and spots to choose from.

    `kept` is the draft with what the message gave nevertheless, None where it gave nothing;
    `buttons` are quick replies of the form.
    """

    frame: str
    values: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Spot, ...] = ()
    kept: Draft | None = None
    buttons: tuple[str, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether it names a place that nobody knows."""
        return self.frame in {"unknown_place", "postcode"}

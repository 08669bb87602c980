"""Names, dates and numbers of a reply that stand neither in the knowledge nor in a frame."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from bot.knowledge import Knowledge
from bot.records import Article

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(_MONTHS)})(?: \d{{4}})?")
_NUMBER = re.compile(r"\d+(?: \d+)*")
_SMALL = r"(?:of|and|for|the|&|in|on|to)"
_CAPITAL = r"[A-Z][\w'’.&-]*"
_NAME = re.compile(rf"{_CAPITAL}(?:\s+(?:{_SMALL}\s+)*{_CAPITAL})*")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_POSSESSIVE = re.compile(r"['’]s$")
_ECHO = re.compile(r"“([^”]*)”")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
_NOT_FACTS = {Article: {"questions", "yes", "no"}}
"""Fields that hold ways of asking: what somebody may ask is no evidence of what is so."""


@dataclasses.dataclass(frozen=True)
class Evidence:
    """What a reply may say: the facts of a pack, and the frames that it is put into."""

    knowledge: Knowledge
    frames: Mapping[str, tuple[str, ...]]

    def inventions(self, reply: str, heard: str) -> list[str]:
        """What of a reply has no evidence; words in quotation marks may echo what was `heard`."""
        told = _ECHO.sub(lambda match: "" if match.group(1) in heard else match.group(1), reply)
        found = [one for one in _ADDRESS.findall(told) if one.rstrip(".,") not in self._facts]
        told = _ADDRESS.sub(" ", told)
        found += [one for one in _DATE.findall(told) if one not in self._facts]
        told = _DATE.sub("\n", told)
        found += [one for one in _NUMBER.findall(told) if not self._is_number(one)]
        found += [one for line in _stretches(told) for one in self._names(line)]
        return found

    def _names(self, line: str) -> Iterator[str]:
        for match in _NAME.finditer(line):
            name = _POSSESSIVE.sub("", " ".join(match.group().rstrip(".'’").split()))
            if name not in self._known:
                self._known[name] = self._stands(name)
            if not self._known[name]:
                yield name

    def _stands(self, name: str) -> bool:
        """Whether the words stand side by side in a fact or a frame, or are two such names.

        A word of a frame may open the sentence before a name ("From the Rapid Review Group").
        """
        inside = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        if inside.search(self._facts) or inside.search(self._spoken):
            return True
        first, _, rest = name.partition(" ")
        if rest and first in self._frame_words and self._stands(rest.removeprefix("the ")):
            return True
        return any(
            self._stands(name[: match.start()]) and self._stands(name[match.end() :])
            for match in re.finditer(" and ", name)
        )

    def _is_number(self, number: str) -> bool:
        if number.isdigit() and int(number) in self._counts:
            return True
        return bool(re.search(rf"(?<!\d){re.escape(number)}(?!\d)", self._facts + self._spoken))

    @cached_property
    def _known(self) -> dict[str, bool]:
        """Names that were looked up before: most replies hold the same few."""
        return {}

    @cached_property
    def _facts(self) -> str:
        return "\n".join(" ".join(text.split()) for text in _texts(self.knowledge))

    @cached_property
    def _spoken(self) -> str:
        """The frames' own words: what stands in a placeholder's place is no evidence."""
        return "\n".join(
            piece
            for variants in self.frames.values()
            for text in variants
            for piece in _PLACEHOLDER.split(text)
        )

    @cached_property
    def _frame_words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self._spoken))

    @cached_property
    def _counts(self) -> frozenset[int]:
        """How many there are of what the pack lists: groups, chairs, areas and so on."""
        groups = self.knowledge.groups.values()
        statuses = [group.terms_status for group in groups]
        return frozenset(
            {
                len(groups),
                sum(bool(group.chairs) for group in groups),
                sum(group.joint for group in groups),
                statuses.count("published"),
                statuses.count("under-review"),
                len(self.knowledge.areas),
                len(self.knowledge.districts),
                *(len(area.districts) for area in self.knowledge.areas.values()),
            }
        )


def _stretches(told: str) -> list[str]:
    """A reply cut where a name cannot go on: at the end of a line, a sentence, in brackets."""
    return re.split(r"[\n,;:()•!?“”]|\.(?:\s|$)", told)


def _texts(value: object) -> Iterator[str]:
    """Every text and day of a knowledge, days in words as replies say them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from _texts_of(value.values())
    elif isinstance(value, tuple | list):
        yield from _texts_of(value)
    elif dataclasses.is_dataclass(value):
        left_out = _NOT_FACTS.get(type(value), set())
        for field in dataclasses.fields(value):
            if field.name not in left_out:
                yield from _texts(getattr(value, field.name))


def _texts_of(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)

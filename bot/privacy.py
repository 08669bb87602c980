"""Details by which a person can be known, found in a message before it goes anywhere.

Found are names (beside a relation, an age, a class or a school), dates of birth, addresses,
postcodes of a person, telephone numbers, e-mail addresses, NHS numbers, Unique Pupil Numbers,
National Insurance numbers and other numbers of a person, accounts of the internet and vehicles.
What the pack publishes, its people, places and numbers, is no detail.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Literal, get_args

from bot.knowledge import Knowledge
from bot.text import fold, words_of

DetailKind = Literal[
    "name",
    "birth_date",
    "address",
    "postcode",
    "phone",
    "email",
    "nhs",
    "upn",
    "ni",
    "number",
    "account",
    "vehicle",
]
Answering = Literal["name", "contact", "place"]

_OWN: Mapping[Answering, frozenset[DetailKind]] = {
    "name": frozenset({"name", "phone", "email"}),
    "contact": frozenset({"phone", "email"}),
    "place": frozenset({"name", "address", "postcode", "phone", "email"}),
}
# Within so many characters a relation and what follows it belong together ("mum's number is …").
_REACH = 30
# Words of an introduction, with what somebody works as; a longer message tells something.
_LONGEST_INTRODUCTION = 14
# Words of such a message that are none of an introduction, where no work is named ("Elm Primary").
_MOST_OTHERS = 3
# Words of an answer that gives a school or setting ("it's Bennett Memorial in Tonbridge").
_LONGEST_PLACE = 6
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True)
class Detail:
    """A detail from character `start` up to `end` (exclusive) of a message."""

    start: int
    end: int
    kind: DetailKind


@dataclass(frozen=True)
class Published:
    """What a pack publishes: names as folded words, full names of people, numbers, addresses."""

    names: frozenset[tuple[str, ...]] = frozenset()
    people: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()

    @classmethod
    def of(cls, knowledge: Knowledge) -> Published:
        """What may be said in any message about this pack."""
        names = {_forms(name) for name in _all_names(knowledge)}
        people = {" ".join(_forms(person.name)) for person in knowledge.people.values()}
        contacts = knowledge.contacts.values()
        numbers = {digits_of(line) for one in contacts for line in (one.number, one.relay or "")}
        emails = {area.advisor.email.lower() for area in knowledge.areas.values()}
        texts = [source.note or "" for source in knowledge.sources.values()]
        emails |= {found.lower() for text in texts for found in _EMAIL.findall(text)}
        return cls(
            frozenset(names - {()}), frozenset(people), frozenset(numbers - {""}), frozenset(emails)
        )

    def with_names(self, names: Iterable[str]) -> Published:
        """With further names, whole and word for word, that may be said too."""
        forms = {_forms(name) for name in names}
        words = {(word,) for name in forms for word in name}
        return replace(self, names=self.names | ((forms | words) - {()}))

    @cached_property
    def lengths(self) -> Mapping[str, frozenset[int]]:
        """A name's first word → how many words the names that begin with it have."""
        lengths: dict[str, set[int]] = {}
        for name in self.names:
            lengths.setdefault(name[0], set()).add(len(name))
        return {word: frozenset(found) for word, found in lengths.items()}

    @cached_property
    def people_by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """First letter → the full names of people that begin with it."""
        initials = {name[0] for name in self.people}
        return {
            letter: tuple(sorted(name for name in self.people if name[0] == letter))
            for letter in sorted(initials)
        }

    @cached_property
    def words_by_initial(self) -> Mapping[str, tuple[str, ...]]:
        """First letter → the words of published names that begin with it."""
        words = sorted({word for name in self.names for word in name if word})
        return {letter: tuple(group) for letter, group in groupby(words, key=lambda one: one[0])}

    @cached_property
    def person_words(self) -> frozenset[str]:
        """Every first name and surname that is published."""
        return frozenset(word for name in self.people for word in name.split())


def find_details(
    text: str, published: Published, answering: Answering | None = None
) -> tuple[Detail, ...]:
    """The details in a message, in order, none overlapping another.

    `answering` says that the form has just asked for the asker's own name, contact details or
    place of work: one name, an address, and contact details said along with any of them are then
    no details to be left out, unless they belong to somebody else. A name is one's own only in a
    short introduction that tells nothing else; asked for a place, a short answer is one. What an
    asker calls themselves unasked is a detail: nobody needs it yet.
    """
    # Both use the types of this module, and only when a message is there to be looked at.
    from bot.privacy_addresses import postcodes  # noqa: PLC0415
    from bot.privacy_names import find_names  # noqa: PLC0415
    from bot.privacy_numbers import find_numbers  # noqa: PLC0415

    forms = {word.form for word in words_of(text)}
    numbers = find_numbers(text, published, forms)
    names = find_names(text, published, numbers, own=answering is None)
    details = _apart((*numbers, *names, *postcodes(text, forms, personal=bool(names))))
    return _without_own(text, details, answering) if answering else details


def left_out(text: str, details: Sequence[Detail], words: Mapping[str, str]) -> str:
    """The message with each detail replaced by the word for its kind (from the strings file)."""
    for detail in sorted(details, key=lambda one: one.start, reverse=True):
        text = text[: detail.start] + words[detail.kind] + text[detail.end :]
    return text


def digits_of(text: str) -> str:
    """The digits of a number, a country code +44 or 0044 turned into 0."""
    digits = re.sub(r"\D", "", text.replace("+44", "0").replace("(0)", ""))
    if re.fullmatch("447[0-9]{9}", digits):
        return "0" + digits[2:]
    return "0" + digits[4:].removeprefix("0") if digits.startswith("0044") else digits


def _without_own(text: str, details: Sequence[Detail], answering: Answering) -> tuple[Detail, ...]:
    own = [
        one
        for one in details
        if one.kind in _OWN[answering] and not _is_of_another(text, one, answering)
    ]
    introduces = _names_a_place if answering == "place" else _introduces
    own = [one for one in own if one.kind != "name" or introduces(text, one, details)]
    # One message gives one name of one's own; a further one is somebody else's.
    others = [one for one in own if one.kind == "name"][1:]
    return tuple(one for one in details if one not in own or one in others)


def _is_of_another(text: str, detail: Detail, answering: Answering) -> bool:
    """Whether a relation or a child is said just before a detail; for a place, anywhere."""
    from bot.privacy_cues import PRONOUNS  # noqa: PLC0415 - as in find_details
    from bot.privacy_words import privacy_words  # noqa: PLC0415

    before = text[: detail.start]
    if answering != "place":
        before = re.split(r"[,;.!?\n]\s", before[-_REACH:])[-1]
    others = privacy_words().lists["person"] | PRONOUNS
    return any(word.form in others for word in words_of(before))


def _names_a_place(text: str, name: Detail, details: Sequence[Detail]) -> bool:
    """Whether a name is that of a school or setting: a short answer without a figure."""
    del name, details
    said = words_of(text)
    return len(said) <= _LONGEST_PLACE and not any(word.form[:1].isdigit() for word in said)


def _introduces(text: str, name: Detail, details: Sequence[Detail]) -> bool:
    """Whether a message says a name as one's own, and nothing of anybody besides it."""
    from bot.privacy_words import privacy_words  # noqa: PLC0415 - as in find_details

    if any(one.kind not in _OWN["name"] for one in details):
        return False
    lists = privacy_words().lists
    bare = left_out(text, details, dict.fromkeys(get_args(DetailKind), ","))
    said = [word.form for word in words_of(bare)]
    before = re.split(r"[,;.!?\n]\s", text[: name.start])[-1]
    leading = {word.form for word in words_of(before)}
    following = words_of(re.split(r"[,;:.!?()\n–-]", text[name.end :])[0])
    known = lists["introduction"] | lists["job"]
    joined = not following or following[0].form in known
    return joined and leading <= known and _tells_nothing(said)


def _tells_nothing(said: Sequence[str]) -> bool:
    """Whether the folded words beside a name say no more than who somebody is at work."""
    from bot.privacy_cues import PRONOUNS  # noqa: PLC0415 - as in find_details
    from bot.privacy_words import privacy_words  # noqa: PLC0415

    lists = privacy_words().lists
    telling = lists["context"] | lists["person"] | PRONOUNS
    others = [word for word in said if word not in lists["introduction"]]
    if not lists["job"].isdisjoint(said):
        telling -= lists["at_work"]
    elif len(others) > _MOST_OTHERS or any(word.isdigit() for word in others):
        return False
    return len(said) <= _LONGEST_INTRODUCTION and telling.isdisjoint(said)


def _apart(details: Iterable[Detail]) -> tuple[Detail, ...]:
    """Overlapping details become the longest of them."""
    kept: list[Detail] = []
    for detail in sorted(details, key=lambda one: (one.start - one.end, one.start)):
        if all(detail.end <= other.start or detail.start >= other.end for other in kept):
            kept.append(detail)
    return tuple(sorted(kept, key=lambda one: one.start))


def _forms(name: str) -> tuple[str, ...]:
    return tuple(word.form for word in words_of(name))


def _all_names(knowledge: Knowledge) -> Collection[str]:
    names = {fold(word) for word in (knowledge.county, *knowledge.county_words)}
    for _, record in knowledge.records():
        names.update((record.name, record.short or "", *record.aliases))
        names.update(getattr(record, "towns", ()))
        names.update(getattr(record, "post_aliases", ()))
        names.update(former.name for former in getattr(record, "former", ()))
    return names

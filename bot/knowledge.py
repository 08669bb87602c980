"""The knowledge of one partnership: immutable facts, and the questions that can be put to them.

Nothing here reads files (:mod:`bot.pack` does) and nothing composes sentences
(:mod:`bot.answers` does).  Ids are kebab-case and unique across a pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

Kind = Literal[
    "group",
    "person",
    "organisation",
    "body",
    "topic",
    "place",
    "district",
    "area",
    "neighbour",
    "contact",
    "term",
    "article",
    "partnership",
    "predecessor",
]
TermsStatus = Literal["published", "under-review"]


class UnknownIdError(LookupError):
    """No record of the pack has this id."""


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: it has a `date`, or is an `undated` page, or was `checked`.

    `checked` says in words when it was checked, where no day is known ("November 2026").
    """

    id: str
    title: str
    url: str | None = None
    date: date | None = None
    note: str | None = None
    undated: bool = False
    checked: str | None = None


@dataclass(frozen=True)
class Record:
    """What every record of a pack has; `source` is the id of a :class:`Source`.

    `valid_from` and `valid_until` are inclusive days; None means not known or open.  `as_at` is
    the day for which the fact is known, where that is not the source's own date.
    """

    id: str
    name: str
    source: str
    aliases: tuple[str, ...] = ()
    short: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    review: date | None = None
    as_at: date | None = None


@dataclass(frozen=True)
class Organisation(Record):
    """An employer or partner; `partnership` marks other safeguarding partnerships and boards.

    `part_of` is the id of the organisation to which this one, a directorate, belongs.
    """

    partnership: bool = False
    about: str | None = None
    part_of: str | None = None


@dataclass(frozen=True)
class Person(Record):
    """Somebody named in a source, with the post held and the organisation's id."""

    post: str = ""
    organisation: str = ""
    post_aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chair:
    """That a person (id) chairs a group, from and until inclusive days where known."""

    person: str
    source: str
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the post was held on `day`, as far as the pack knows."""
        return not (
            (self.valid_from and day < self.valid_from)
            or (self.valid_until and day > self.valid_until)
        )


@dataclass(frozen=True)
class Group(Record):
    """A sub-group, forum or working group of the partnership."""

    hints: tuple[str, ...] = ()
    chairs: tuple[Chair, ...] = ()
    summary: str = ""
    purpose: str = ""
    members: str | None = None
    joint: bool = False
    partners: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    terms_status: TermsStatus | None = None
    terms_source: str | None = None


@dataclass(frozen=True)
class Body(Record):
    """A body that the sources name but hardly describe, such as the Executive Board."""

    about: str = ""


@dataclass(frozen=True)
class Topic(Record):
    """A subject, with the ids of the groups that deal with it, best first."""

    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advisor:
    """Who answers an area's enquiries; a role, or a name that the deployment sets."""

    title: str
    email: str


@dataclass(frozen=True)
class Area(Record):
    """A group of districts with one advisor."""

    advisor: Advisor = field(default_factory=lambda: Advisor("", ""))
    districts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormerName:
    """A name that was used until a day (None when the day is not known) or within a year."""

    name: str
    until: date | None = None
    until_year: int | None = None


@dataclass(frozen=True)
class District(Record):
    """A district or borough; belongs to exactly one area."""

    former: tuple[FormerName, ...] = ()


@dataclass(frozen=True)
class Place(Record):
    """A town or village and the ids of the one or more districts that it lies in."""

    districts: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()


@dataclass(frozen=True)
class Neighbour(Record):
    """An authority that is not covered, with its towns and whom to ask instead."""

    towns: tuple[str, ...] = ()
    covered_by: str = ""
    partnership: str | None = None


@dataclass(frozen=True)
class Contact(Record):
    """A telephone line; `say` is the whole sentence and `audience` what it is for.

    `hints` are words which show that this line is wanted ("weekend").  Audiences: emergency,
    child-concern, out-of-hours, adult-concern, childline, nspcc, police.
    """

    number: str = ""
    relay: str | None = None
    hours: str | None = None
    audience: str = ""
    say: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term(Record):
    """An abbreviation or term of the trade; `short` is the abbreviation.

    `names` is the id of the record that the abbreviation names too: the group of "JEG".
    """

    meaning: str = ""
    names: str | None = None


@dataclass(frozen=True)
class Article(Record):
    """A prepared answer; `name` is its title, `label` a short noun phrase for a button.

    `yes` and `no` are yes/no questions for which the answer means Yes or No, and the
    leads are what such an answer then opens with, when a bare "Yes." would mislead.
    """

    label: str = ""
    answer: str = ""
    questions: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    yes_lead: str | None = None
    no_lead: str | None = None
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Partnership(Record):
    """The partnership itself, or the board that it replaced."""

    about: str = ""


@dataclass(frozen=True)
class Knowledge:
    """A whole pack, checked. Mappings are from id to record, in the pack's order."""

    id: str
    version: str
    county: str
    purpose: str
    examples: tuple[str, ...]
    where_to_ask: Mapping[str, str]
    partnership: Partnership
    predecessor: Partnership
    sources: Mapping[str, Source]
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    groups: Mapping[str, Group]
    bodies: Mapping[str, Body]
    topics: Mapping[str, Topic]
    contacts: Mapping[str, Contact]
    areas: Mapping[str, Area]
    districts: Mapping[str, District]
    places: Mapping[str, Place]
    neighbours: Mapping[str, Neighbour]
    terms: Mapping[str, Term]
    articles: Mapping[str, Article]
    unlisted: Mapping[str, str]
    name: str = ""
    # Words for the county in running text, such as an adjective.
    county_words: tuple[str, ...] = ()
    # Names that several records share on purpose: one that is said is asked about.
    ambiguous: tuple[str, ...] = ()
    # Names that are everyday words too ("Deal"): they link only where a name is expected.
    ordinary_words: tuple[str, ...] = ()

    def records(self) -> Iterator[tuple[Kind, Record]]:
        """Every record with its kind, in the pack's order."""
        yield "partnership", self.partnership
        yield "predecessor", self.predecessor
        for kind, table in self._tables.items():
            for record in table.values():
                yield kind, record

    @cached_property
    def _tables(self) -> dict[Kind, Mapping[str, Record]]:
        return {
            "group": self.groups,
            "person": self.people,
            "organisation": self.organisations,
            "body": self.bodies,
            "topic": self.topics,
            "contact": self.contacts,
            "area": self.areas,
            "district": self.districts,
            "place": self.places,
            "neighbour": self.neighbours,
            "term": self.terms,
            "article": self.articles,
        }

    @cached_property
    def _by_id(self) -> dict[str, tuple[Kind, Record]]:
        return {record.id: (kind, record) for kind, record in self.records()}

    def find(self, id: str) -> Record:
        """The record with this id; raises :class:`UnknownIdError`."""
        return self._entry(id)[1]

    def kind_of(self, id: str) -> Kind:
        """The kind of the record with this id; raises :class:`UnknownIdError`."""
        return self._entry(id)[0]

    def holds(self, id: str) -> bool:
        """Whether any record has this id (the pack may have changed since it was said)."""
        return id in self._by_id

    def _entry(self, id: str) -> tuple[Kind, Record]:
        try:
            return self._by_id[id]
        except KeyError:
            raise UnknownIdError(id) from None

    def chair_of(self, group: Group, day: date) -> tuple[Chair, Person] | None:
        """Who chairs the group on `day`, or None when the sources list nobody."""
        for chair in group.chairs:
            if chair.holds_on(day):
                return chair, self.people[chair.person]
        return None

    def groups_chaired_by(self, person: Person, day: date) -> tuple[Group, ...]:
        """The groups that the person chairs on `day`."""
        return tuple(
            group
            for group in self.groups.values()
            if any(chair.person == person.id and chair.holds_on(day) for chair in group.chairs)
        )

    def people_of(self, organisation: Organisation) -> tuple[Person, ...]:
        """Everyone in the sources who works for the organisation or for a part of it."""
        return tuple(
            person
            for person in self.people.values()
            if organisation.id
            in (person.organisation, self.organisations[person.organisation].part_of)
        )

    def area_of(self, district: District) -> Area:
        """The one area that the district belongs to (the loader has checked it)."""
        return next(area for area in self.areas.values() if district.id in area.districts)

    def contact_for(self, audience: str) -> Contact:
        """The line for an audience; raises :class:`UnknownIdError` where the pack has none."""
        for contact in self.contacts.values():
            if contact.audience == audience:
                return contact
        raise UnknownIdError(audience)

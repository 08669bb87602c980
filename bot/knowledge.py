"""The knowledge of one partnership, and the questions that can be put to it.

Nothing here reads files (:mod:`bot.pack` does) and nothing composes sentences
(:mod:`bot.answers` does).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.records import (
    Area,
    Article,
    Body,
    Chair,
    Contact,
    District,
    Group,
    Kind,
    Neighbour,
    Organisation,
    Partnership,
    Person,
    Place,
    Record,
    Source,
    Term,
    Topic,
)
from bot.text import key_of


class UnknownIdError(LookupError):
    """No record of the pack has this id."""


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

    @cached_property
    def related_articles(self) -> dict[str, frozenset[str]]:
        """Article → the articles named beside it as related, either way round, and itself."""
        pairs = {(id, other) for id, one in self.articles.items() for other in one.related}
        pairs |= {(other, id) for id, other in pairs} | {(id, id) for id in self.articles}
        return {id: frozenset(other for one, other in pairs if one == id) for id in self.articles}

    @cached_property
    def asked_in_words(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """Article → its questions as folded, singular words; without those on what is unlisted."""
        listed = (one for one in self.articles.values() if not one.unlisted)
        return {one.id: tuple(map(key_of, one.questions)) for one in listed}

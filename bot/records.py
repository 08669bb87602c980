"""The records of a partnership's knowledge: one frozen dataclass a kind, facts and no questions.

Ids are kebab-case and unique across a pack.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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
    author: str | None = None


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
    """A body that the sources name but hardly describe, such as the Executive Board.

    `groups` are the ids of the groups that its name stands for, as in "the working groups".
    """

    about: str = ""
    groups: tuple[str, ...] = ()


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
    `yes_where` and `no_where` are conditions, such as "partnership + sign off / agree", on the
    words that decide a question put in other words; `day` is the day that the answer is about,
    so that another day named in a question is wrong.
    `follow_ups` are questions that ask for it only after an answer related to it ("and when?"),
    or after one of the aspects in `after` was asked of a group ("terms").
    An `unlisted` article says that the sources do not hold what is asked for.
    """

    label: str = ""
    answer: str = ""
    questions: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    yes_lead: str | None = None
    no_lead: str | None = None
    yes_where: tuple[str, ...] = ()
    no_where: tuple[str, ...] = ()
    day: date | None = None
    related: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unlisted: bool = False


@dataclass(frozen=True)
class Partnership(Record):
    """The partnership itself, or the board that it replaced."""

    about: str = ""

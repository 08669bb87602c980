"""What the files of a pack hold: every field, its form, and the dataclass it becomes.

Both the check (:mod:`bot.pack_check`) and the reader (:mod:`bot.pack`) go by these tables,
so that a field is known to both or to neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from bot import records

AUDIENCES = (
    "emergency",
    "child-concern",
    "out-of-hours",
    "adult-concern",
    "childline",
    "nspcc",
    "police",
)
TERMS_STATUSES = ("published", "under-review")
ASPECTS = (
    "contact-details",
    "meetings",
    "money",
    "history",
    "personal",
    "join",
    "figures",
    "deputy",
    "practice",
    "training",
    "reviews",
)
FOLLOWED_ASPECTS = ("chair", "terms", "purpose", "members", "topics", "area", "advisor", "number")
FEWEST_QUESTIONS = 5


class Form(Enum):
    """How a field is written."""

    TEXT = "text"
    TEXTS = "list of texts"
    DAY = "day"
    YEAR = "year"
    FLAG = "flag"
    RECORD = "record"
    RECORDS = "list of records"


@dataclass(frozen=True)
class Field:
    """One field: its form, the attribute it becomes when that is named otherwise, its limits.

    `refers` names the files whose ids it may hold ("articles"); `choices` are the only texts
    allowed; `least` is the fewest members of a list; `shape` is that of a record in it.
    """

    form: Form = Form.TEXT
    attribute: str = ""
    required: bool = False
    refers: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    least: int = 0
    shape: Shape | None = None


@dataclass(frozen=True)
class Shape:
    """The fields of a record and what makes it from their values."""

    make: Callable[..., Any]
    fields: Mapping[str, Field] = field(default_factory=dict)


def _group(terms_of_reference: Mapping[str, Any] | None = None, **values: Any) -> records.Group:
    terms = terms_of_reference or {}
    return records.Group(
        terms_status=terms.get("status"), terms_source=terms.get("source"), **values
    )


_TEXT = Field()
_NEEDED = Field(required=True)
_TEXTS = Field(Form.TEXTS)
_DAY = Field(Form.DAY)
_SOURCE = Field(refers=("sources",), required=True)
_INHERITED_SOURCE = Field(refers=("sources",))
_SPAN = {"from": Field(Form.DAY, "valid_from"), "until": Field(Form.DAY, "valid_until")}


def _record(make: Callable[..., Any], /, **fields: Field) -> Shape:
    common = {
        "id": _NEEDED,
        "name": _NEEDED,
        "aliases": _TEXTS,
        **_SPAN,
        "review": _DAY,
        "as_at": _DAY,
        "source": _SOURCE,
    }
    return Shape(make, {**common, **fields})


def _titled(shape: Shape, title: str) -> Shape:
    """The shape with its name under another field ("title", "label")."""
    fields = {title if name == "name" else name: value for name, value in shape.fields.items()}
    return Shape(shape.make, {**fields, title: Field(attribute="name", required=True)})


_CHAIR = Shape(
    records.Chair,
    {
        "person": Field(refers=("people",), required=True),
        **_SPAN,
        "source": _INHERITED_SOURCE,
    },
)
_TERMS_OF_REFERENCE = Shape(
    dict,
    {
        "status": Field(choices=TERMS_STATUSES, required=True),
        "source": _INHERITED_SOURCE,
    },
)
_ADVISOR = Shape(records.Advisor, {"title": _NEEDED, "email": _NEEDED})
_FORMER = Shape(
    records.FormerName,
    {"name": _NEEDED, "until": _DAY, "until_year": Field(Form.YEAR)},
)
_FORMER_NAMES = Field(Form.RECORDS, shape=_FORMER)
_PARTNERS = Field(Form.TEXTS, refers=("organisations", "partnership"))
_PARTNERSHIP = _record(records.Partnership, short=_TEXT, about=_NEEDED)
_QUESTIONS = Field(Form.TEXTS, required=True, least=FEWEST_QUESTIONS)

PACK = Shape(
    dict,
    {
        "id": _NEEDED,
        "name": _NEEDED,
        "county": _NEEDED,
        "county_words": _TEXTS,
        "purpose": _NEEDED,
        "examples": Field(Form.TEXTS, required=True, least=1),
        "partnership": Field(Form.RECORD, required=True, shape=_PARTNERSHIP),
        "predecessor": Field(Form.RECORD, required=True, shape=_PARTNERSHIP),
        "where_to_ask": Field(
            Form.RECORD, required=True, shape=Shape(dict, {"dsl": _NEEDED, "staff": _NEEDED})
        ),
        "ambiguous": _TEXTS,
        "ordinary_words": _TEXTS,
    },
)

SHAPES: dict[str, Shape] = {
    "sources": Shape(
        records.Source,
        {
            "id": _NEEDED,
            "title": _NEEDED,
            "url": _TEXT,
            "date": _DAY,
            "checked": _TEXT,
            "undated": Field(Form.FLAG),
            "author": _TEXT,
            "note": _TEXT,
        },
    ),
    "organisations": _record(
        records.Organisation,
        short=_TEXT,
        partnership=Field(Form.FLAG),
        about=_TEXT,
        part_of=Field(refers=("organisations",)),
    ),
    "people": _record(
        records.Person,
        post=_NEEDED,
        organisation=Field(refers=("organisations",), required=True),
        post_aliases=_TEXTS,
    ),
    "groups": _record(
        _group,
        short=_TEXT,
        hints=_TEXTS,
        chairs=Field(Form.RECORDS, shape=_CHAIR),
        summary=_NEEDED,
        purpose=_NEEDED,
        members=_TEXT,
        joint=Field(Form.FLAG),
        partners=_PARTNERS,
        supports=_PARTNERS,
        topics=Field(Form.TEXTS, refers=("topics",)),
        terms_of_reference=Field(Form.RECORD, shape=_TERMS_OF_REFERENCE),
    ),
    "bodies": _record(
        records.Body,
        short=_TEXT,
        about=_NEEDED,
        groups=Field(Form.TEXTS, refers=("groups",)),
    ),
    "topics": _record(
        records.Topic,
        short=_TEXT,
        groups=Field(Form.TEXTS, refers=("groups",), required=True, least=1),
    ),
    "contacts": _titled(
        _record(
            records.Contact,
            number=_NEEDED,
            hints=_TEXTS,
            relay=_TEXT,
            hours=_TEXT,
            audience=Field(choices=AUDIENCES, required=True),
            say=_NEEDED,
        ),
        "label",
    ),
    "areas": _record(
        records.Area,
        advisor=Field(Form.RECORD, required=True, shape=_ADVISOR),
        districts=Field(Form.TEXTS, refers=("districts",), required=True, least=1),
    ),
    "districts": _record(records.District, former=_FORMER_NAMES),
    "places": _record(
        records.Place,
        districts=Field(Form.TEXTS, refers=("districts",), required=True, least=1),
        former=_FORMER_NAMES,
    ),
    "neighbours": _record(records.Neighbour, towns=_TEXTS, covered_by=_NEEDED, partnership=_TEXT),
    "terms": _record(
        records.Term,
        short=_TEXT,
        meaning=_NEEDED,
        names=Field(refers=("any",)),
    ),
    "articles": _titled(
        _record(
            records.Article,
            label=_NEEDED,
            answer=_NEEDED,
            questions=_QUESTIONS,
            yes=_TEXTS,
            no=_TEXTS,
            yes_lead=_TEXT,
            no_lead=_TEXT,
            yes_where=_TEXTS,
            no_where=_TEXTS,
            day=_DAY,
            related=Field(Form.TEXTS, refers=("any",)),
            follow_ups=_TEXTS,
            after=Field(Form.TEXTS, choices=FOLLOWED_ASPECTS),
            unlisted=Field(Form.FLAG),
        ),
        "title",
    ),
}

REQUIRED_FILES = (
    "pack",
    "sources",
    "organisations",
    "people",
    "groups",
    "contacts",
    "areas",
    "districts",
    "articles",
)
FILES = ("pack", "unlisted", *SHAPES)

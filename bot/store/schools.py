"""The register of schools: saving it, and finding a school by its name or postcode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.routing import School
from bot.store.base import AbsentError
from bot.store.register_tables import SchoolRow
from bot.store.upsert import upsert
from bot.text import words_of

# Royal Mail's form: one or two letters, a digit, a digit or letter perhaps; a digit, two letters.
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
# Words that thousands of schools share: on their own they find nothing.
_COMMON = frozenset(
    {
        *("school", "academy", "primary", "junior", "infant", "infants", "secondary", "college"),
        *("nursery", "church", "of", "england", "the", "and", "ce", "cofe", "c", "e", "rc"),
        *("catholic", "roman", "voluntary", "controlled", "aided"),
    }
)
# Below this a name is not what was meant (RapidFuzz's weighted ratio, 0 to 100).
LEAST_SCORE = 78.0


class NoSchoolError(AbsentError):
    """The register has no school of this URN."""


@dataclass(frozen=True)
class SchoolMatch:
    """A school that may be meant; `is_sure` where nobody needs to ask whether it is."""

    school: School
    score: float
    is_sure: bool = False


def save_schools(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Save rows of the register, each with the columns of the table, over those with its URN."""
    upsert(session, SchoolRow, ["urn"], rows)


def forget_schools(session: Session) -> None:
    """Empty the register."""
    session.execute(delete(SchoolRow))


def count_schools(session: Session) -> int:
    """How many schools the register has, closed ones included."""
    return session.scalars(select(func.count()).select_from(SchoolRow)).one()


def find_school(session: Session, urn: int) -> School:
    """The school, open or not; raises :class:`NoSchoolError`."""
    row = session.get(SchoolRow, urn)
    if row is None:
        raise NoSchoolError(urn)
    return _school(row)


def search_schools(session: Session, text: str, county: str, limit: int = 5) -> list[SchoolMatch]:
    """The open schools that may be meant by a name, a postcode or both, the likeliest first.

    Schools of the county come before their namesakes elsewhere. One is sure where it alone has
    the very name or postcode; all else is for "did you mean".
    """
    postcode = _POSTCODE.search(text)
    name = _key(_POSTCODE.sub(" ", text))
    if postcode:
        rows = _at_postcode(session, postcode_key("".join(postcode.groups())))
        matches = _ranked(rows, name, county) if name else _listed(rows)
        return matches[:limit] or _listed(rows)[:limit]
    if not set(name.split()) - _COMMON:
        return []
    return _ranked(_candidates(session, name), name, county)[:limit]


def postcode_key(postcode: str) -> str:
    """A postcode as it is compared: capitals, no spaces."""
    return re.sub(r"\s", "", postcode).upper()


def name_key(name: str) -> str:
    """A school's name as it is compared: folded words, "St." and "Saint" the same."""
    return _key(name)


def _key(text: str) -> str:
    words = [word.form for word in words_of(text)]
    return " ".join("st" if word == "saint" else word for word in words)


def _at_postcode(session: Session, key: str) -> Sequence[SchoolRow]:
    query = select(SchoolRow).where(SchoolRow.is_open, SchoolRow.postcode_key == key)
    return session.scalars(query.order_by(SchoolRow.name)).all()


def _candidates(session: Session, name: str) -> Sequence[SchoolRow]:
    """The schools with all of the telling words; where there is none, those spelt alike."""
    query = select(SchoolRow).where(SchoolRow.is_open)
    for word in sorted(set(name.split()) - _COMMON):
        query = query.where(SchoolRow.name_key.contains(word, autoescape=True))
    rows = session.scalars(query.limit(500)).all()
    return rows or _spelt_alike(session, name)


def _spelt_alike(session: Session, name: str) -> Sequence[SchoolRow]:
    keys = session.execute(select(SchoolRow.urn, SchoolRow.name_key).where(SchoolRow.is_open))
    names = dict(keys.all())
    alike = process.extract(
        name, names, scorer=fuzz.WRatio, score_cutoff=LEAST_SCORE, limit=20, processor=None
    )
    urns = [urn for _, _, urn in alike]
    return session.scalars(select(SchoolRow).where(SchoolRow.urn.in_(urns))).all()


def _ranked(rows: Iterable[SchoolRow], name: str, county: str) -> list[SchoolMatch]:
    scored = [(fuzz.WRatio(name, row.name_key), row) for row in rows]
    likely = [pair for pair in scored if pair[0] >= LEAST_SCORE]
    likely.sort(key=lambda pair: (-_banded(pair[0]), pair[1].authority != county, pair[1].name))
    same = [row for _, row in likely if row.name_key == name]
    return [
        SchoolMatch(_school(row), score, is_sure=len(same) == 1 and row is same[0])
        for score, row in likely
    ]


def _banded(score: float) -> int:
    """Scores that differ by little say nothing of which one is meant: then the county does."""
    return round(score / 5)


def _listed(rows: Sequence[SchoolRow]) -> list[SchoolMatch]:
    return [SchoolMatch(_school(row), 100.0, is_sure=len(rows) == 1) for row in rows]


def _school(row: SchoolRow) -> School:
    return School(row.urn, row.name, row.postcode, row.district, row.authority)

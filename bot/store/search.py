"""Finding enquiries: by words of anybody, of a person, of a setting, and by what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.enquiries import WAITING, Status
from bot.search import kept_words, sought_words
from bot.store.enquiry_tables import Enquiry
from bot.store.work_tables import SearchRow

# Whoever finds more looks for something else; and counting all of 50,000 takes its time.
MOST_FOUND = 1_000


@dataclass(frozen=True)
class Sought:
    """What is looked for; all of it must fit, what is empty fits everything.

    `due_before` finds what still waits for its answer and was, or will be, due by then.
    """

    text: str = ""
    person: str = ""
    setting: str = ""
    owner: int | None = None
    area: str | None = None
    statuses: frozenset[Status] = frozenset()
    due_before: datetime | None = None


@dataclass(frozen=True)
class Found:
    """A page of what was found, newest first; `count` stops at :data:`MOST_FOUND`."""

    enquiries: Sequence[Enquiry]
    count: int

    @property
    def is_cut(self) -> bool:
        """Whether there is more than was counted."""
        return self.count >= MOST_FOUND


def add_words(session: Session, enquiry: Enquiry, author: str, text: str) -> None:
    """Let the enquiry be found by a message too, and by what it is itself."""
    row = session.get(SearchRow, enquiry.id)
    if row is None:
        row = SearchRow(enquiry_id=enquiry.id, words="", person="", setting="")
        session.add(row)
    person = (enquiry.name, enquiry.email or "", enquiry.phone or "", author)
    setting = (enquiry.setting, enquiry.place)
    reference = (enquiry.reference, enquiry.reference.replace("-", ""))
    row.person = kept_words(person, row.person)
    row.setting = kept_words(setting, row.setting)
    row.words = kept_words((*reference, *person, enquiry.role, *setting, text), row.words)
    session.flush()


def search(session: Session, sought: Sought, *, limit: int = 50, offset: int = 0) -> Found:
    """The enquiries that fit, newest first."""
    ids = session.scalars(_matching(session, sought).limit(MOST_FOUND)).all()
    page = select(Enquiry).where(Enquiry.id.in_(ids[offset : offset + limit]))
    return Found(session.scalars(page.order_by(Enquiry.id.desc())).all(), len(ids))


def _matching(session: Session, sought: Sought) -> Select[int]:
    """The ids, newest first; the large table is read only where something is asked of it."""
    columns = (
        (SearchRow.words, sought.text),
        (SearchRow.person, sought.person),
        (SearchRow.setting, sought.setting),
    )
    begins = [
        _holds(session, column, word) for column, text in columns for word in sought_words(text)
    ]
    plain = list(_plain(sought))
    if not begins:
        return select(Enquiry.id).where(*plain).order_by(Enquiry.id.desc())
    query = select(SearchRow.enquiry_id).where(*begins).order_by(SearchRow.enquiry_id.desc())
    return query.join(Enquiry, Enquiry.id == SearchRow.enquiry_id).where(*plain) if plain else query


def _holds(session: Session, column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """That a word begins so: each stands after a space."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    find = func.instr if is_sqlite else func.strpos
    return find(column, f" {word}") > 0


def _plain(sought: Sought) -> Iterable[ColumnElement[bool]]:
    if sought.owner is not None:
        yield Enquiry.owner_id == sought.owner
    if sought.area is not None:
        yield Enquiry.area == sought.area
    if sought.statuses:
        yield Enquiry.status.in_(sorted(sought.statuses))
    if sought.due_before is not None:
        yield Enquiry.status.in_(sorted(WAITING))
        yield Enquiry.due_at <= sought.due_before

"""Everything that is kept of one person: found to be handed over, or to be erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session, selectinload

from bot.store.audit import SYSTEM, record
from bot.store.enquiry_tables import AuditRow, Enquiry, Mail
from bot.store.opinion_tables import OpinionRow
from bot.store.opinions import erase_opinions, opinions_in
from bot.store.queries import history
from bot.store.register_tables import TurnRow
from bot.store.retention import forget_enquiry

# Databases take only so many values in one statement.
_AT_ONCE = 1_000


@dataclass(frozen=True)
class Sought:
    """Whose data is meant: by e-mail address, or by the reference of one enquiry."""

    email: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Held:
    """What the store holds: enquiries with all that belongs to them, and the talk in the chat.

    `history` has an enquiry's audit rows by its id; `conversations` are the ids under which the
    engine knows them too, and `opinions` what they say of replies, by conversation and turn.
    """

    enquiries: Sequence[Enquiry]
    history: Mapping[int, Sequence[AuditRow]]
    turns: Sequence[TurnRow]
    conversations: frozenset[str]
    opinions: Mapping[tuple[str, str], OpinionRow]

    @property
    def mails(self) -> Sequence[Mail]:
        """The mails about the enquiries."""
        return [mail for enquiry in self.enquiries for mail in enquiry.mails]


def held_of(session: Session, sought: Sought) -> Held:
    """What is kept of a person; of a conversation, all that was said where the address was."""
    related = (Enquiry.messages, Enquiry.turns, Enquiry.mails)
    query = select(Enquiry).where(_is_theirs(sought)).order_by(Enquiry.id)
    enquiries = session.scalars(query.options(*map(selectinload, related))).all()
    conversations = {one.conversation for one in enquiries if one.conversation}
    if sought.email:
        said = func.lower(TurnRow.said).contains(sought.email.lower(), autoescape=True)
        conversations.update(session.scalars(select(TurnRow.conversation).where(said)))
    turns = select(TurnRow).where(TurnRow.conversation.in_(sorted(conversations)))
    return Held(
        enquiries,
        {one.id: history(session, one.id) for one in enquiries},
        session.scalars(turns.order_by(TurnRow.id)).all(),
        frozenset(conversations),
        opinions_in(session, conversations),
    )


def erase_person(
    session: Session, sought: Sought, conversations: Collection[str], mark: str, now: datetime
) -> None:
    """Forget all of it; `mark` tells in the audit that it was asked for, without saying of whom."""
    held = held_of(session, sought)
    for enquiry in held.enquiries:
        forget_enquiry(session, enquiry.id, now)
    everywhere = sorted({*conversations, *held.conversations})
    session.execute(delete(TurnRow).where(TurnRow.conversation.in_(everywhere)))
    erase_opinions(session, everywhere)
    record(session, now, SYSTEM, "erase", ("person", mark), "conversations", "enquiries", "mails")


def note_export(session: Session, mark: str, now: datetime) -> None:
    """An audit row that a person's data was handed over."""
    record(session, now, SYSTEM, "export", ("person", mark), "conversations", "enquiries", "mails")


def known_conversations(session: Session, conversations: Iterable[str]) -> frozenset[str]:
    """Those of the conversations of which the store holds a turn."""
    known: set[str] = set()
    asked = sorted(conversations)
    for start in range(0, len(asked), _AT_ONCE):
        some = TurnRow.conversation.in_(asked[start : start + _AT_ONCE])
        known.update(session.scalars(select(TurnRow.conversation).where(some).distinct()))
    return frozenset(known)


def _is_theirs(sought: Sought) -> ColumnElement[bool]:
    by_email = func.lower(Enquiry.email) == (sought.email or "").lower()
    return or_(by_email, Enquiry.reference == (sought.reference or ""))

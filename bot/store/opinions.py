"""Whether answers were useful, as people say: kept for the report on gaps, without who said it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.store.opinion_tables import OpinionRow
from bot.store.register_tables import TurnRow
from bot.store.upsert import upsert


@dataclass(frozen=True)
class Opinion:
    """What somebody says of the reply to a turn; `why` has no details of a person any more."""

    conversation: str
    key: str
    day: date
    at: datetime
    outcome: str
    topic: str | None
    useful: bool
    why: str


def keep_opinion(session: Session, opinion: Opinion) -> None:
    """Keep an opinion in the place of an earlier one of the same reply."""
    upsert(session, OpinionRow, ["conversation", "key"], [asdict(opinion)])


def opinions_of(session: Session, conversation: str) -> dict[str, bool]:
    """Whether each reply with an opinion of a conversation was useful, by its turn's key."""
    query = select(OpinionRow.key, OpinionRow.useful)
    rows = session.execute(query.where(OpinionRow.conversation == conversation))
    return {key: useful for key, useful in rows.all() if key is not None}


def opinions_in(
    session: Session, conversations: Collection[str]
) -> dict[tuple[str, str], OpinionRow]:
    """What was said of the answers in these conversations, by conversation and turn's key."""
    query = select(OpinionRow).where(OpinionRow.conversation.in_(sorted(conversations)))
    rows = session.scalars(query).all()
    return {(one.conversation, one.key): one for one in rows if one.conversation and one.key}


def erase_opinions(session: Session, conversations: Collection[str]) -> None:
    """Forget what was said of the answers in these conversations."""
    theirs = OpinionRow.conversation.in_(sorted(conversations))
    session.execute(delete(OpinionRow).where(theirs))


def unlink_opinions(session: Session, before: datetime) -> None:
    """Keep opinions without their conversation, where that has had its time or is gone.

    `before` is the moment before which a conversation's last message lies that is forgotten.
    """
    spoken = select(TurnRow.conversation).where(TurnRow.at >= before)
    kept = select(TurnRow.conversation)
    over = or_(
        and_(OpinionRow.conversation.in_(kept), OpinionRow.conversation.not_in(spoken)),
        and_(OpinionRow.conversation.not_in(kept), OpinionRow.at < before),
    )
    linked = OpinionRow.conversation.is_not(None)
    session.execute(update(OpinionRow).where(linked, over).values(conversation=None, key=None))


def forget_opinions(session: Session, before: datetime) -> int:
    """Forget opinions from before then; returns how many."""
    gone = delete(OpinionRow).where(OpinionRow.at < before).returning(OpinionRow.id)
    return len(session.execute(gone).all())

"""Whether answers were useful, as people say: kept for the report on gaps, without who said it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.store.register_tables import TurnRow
from bot.store.upsert import upsert
from bot.store.usefulness_tables import JudgementRow


@dataclass(frozen=True)
class Judgement:
    """What somebody says of the reply to a turn; `why` has no details of a person any more."""

    conversation: str
    key: str
    day: date
    at: datetime
    outcome: str
    topic: str | None
    useful: bool
    why: str


def judge(session: Session, judgement: Judgement) -> None:
    """Keep a judgement in the place of an earlier one of the same reply."""
    upsert(session, JudgementRow, ["conversation", "key"], [asdict(judgement)])


def judgements_of(session: Session, conversation: str) -> dict[str, bool]:
    """Whether each judged reply of a conversation was useful, by its turn's key."""
    query = select(JudgementRow.key, JudgementRow.useful)
    rows = session.execute(query.where(JudgementRow.conversation == conversation))
    return {key: useful for key, useful in rows.all() if key is not None}


def erase_judgements(session: Session, conversations: Collection[str]) -> None:
    """Forget what was said of the answers in these conversations."""
    theirs = JudgementRow.conversation.in_(sorted(conversations))
    session.execute(delete(JudgementRow).where(theirs))


def unlink_judgements(session: Session, before: datetime) -> None:
    """Keep judgements without their conversation, where that has had its time or is gone.

    `before` is the moment before which a conversation's last message lies that is forgotten.
    """
    spoken = select(TurnRow.conversation).where(TurnRow.at >= before)
    kept = select(TurnRow.conversation)
    over = or_(
        and_(JudgementRow.conversation.in_(kept), JudgementRow.conversation.not_in(spoken)),
        and_(JudgementRow.conversation.not_in(kept), JudgementRow.at < before),
    )
    linked = JudgementRow.conversation.is_not(None)
    session.execute(update(JudgementRow).where(linked, over).values(conversation=None, key=None))


def forget_judgements(session: Session, before: datetime) -> int:
    """Forget judgements from before then; returns how many."""
    gone = delete(JudgementRow).where(JudgementRow.at < before).returning(JudgementRow.id)
    return len(session.execute(gone).all())

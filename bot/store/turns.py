"""The turns of conversations in the chat, so that they outlive a restart of the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.store.register_tables import TurnRow


@dataclass(frozen=True)
class Begun:
    """A message whose reply is not known yet."""

    conversation: str
    key: str
    said: str
    at: datetime


@dataclass(frozen=True)
class Finished:
    """The reply to a message, as a JSON list."""

    conversation: str
    key: str
    reply: list[Any]


@dataclass(frozen=True)
class Erased:
    """A conversation that is forgotten."""

    conversation: str


Change = Begun | Finished | Erased


def keep(session: Session, changes: Sequence[Change]) -> None:
    """Write changes down in their order."""
    for change in changes:
        if isinstance(change, Begun):
            session.execute(delete(TurnRow).where(_is(change)))
            session.add(TurnRow(**vars(change), reply=None))
            session.flush()
        elif isinstance(change, Finished):
            session.execute(update(TurnRow).where(_is(change)).values(reply=change.reply))
        else:
            session.execute(delete(TurnRow).where(TurnRow.conversation == change.conversation))


def turns_of(session: Session, conversation: str, most: int) -> list[TurnRow]:
    """The last turns of a conversation that have their reply, oldest first."""
    finished = TurnRow.conversation == conversation, TurnRow.reply.is_not(None)
    newest = select(TurnRow).where(*finished).order_by(TurnRow.id.desc()).limit(most)
    return list(reversed(session.scalars(newest).all()))


def forget_turns(session: Session, before: datetime) -> int:
    """Forget the conversations whose last message came before then; returns how many turns."""
    silent = (
        select(TurnRow.conversation)
        .group_by(TurnRow.conversation)
        .having(func.max(TurnRow.at) < before)
    )
    gone = delete(TurnRow).where(TurnRow.conversation.in_(silent)).returning(TurnRow.id)
    return len(session.execute(gone).all())


def _is(change: Begun | Finished) -> Any:
    return (TurnRow.conversation == change.conversation) & (TurnRow.key == change.key)

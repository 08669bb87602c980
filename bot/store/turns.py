"""The turns of conversations in the chat, so that they outlive a restart of the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from bot.store.opinions import erase_opinions, unlink_opinions
from bot.store.register_tables import TurnRow
from bot.store.upsert import upsert


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


@dataclass(frozen=True)
class Outlived:
    """That conversations have had their time whose last message came before then."""

    before: datetime


Change = Begun | Finished | Erased | Outlived


def keep(session: Session, changes: Sequence[Change]) -> None:
    """Write changes down as if one after the other, in as few statements as there can be."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for change in changes:
        if isinstance(change, Erased):
            rows = {key: row for key, row in rows.items() if key[0] != change.conversation}
            session.execute(delete(TurnRow).where(TurnRow.conversation == change.conversation))
            erase_opinions(session, [change.conversation])
        elif isinstance(change, Outlived):
            forget_turns(session, change.before)
        elif isinstance(change, Begun):
            rows[change.conversation, change.key] = {**vars(change), "reply": None}
        elif row := rows.get((change.conversation, change.key)):
            row["reply"] = change.reply
        else:
            session.execute(update(TurnRow).where(_is(change)).values(reply=change.reply))
    upsert(session, TurnRow, ["conversation", "key"], list(rows.values()))


def turns_of(session: Session, conversation: str, most: int) -> list[TurnRow]:
    """The last turns of a conversation that have their reply, oldest first."""
    finished = TurnRow.conversation == conversation, TurnRow.reply.is_not(None)
    newest = select(TurnRow).where(*finished).order_by(TurnRow.id.desc()).limit(most)
    return list(reversed(session.scalars(newest).all()))


def turns_from(session: Session, conversation: str, first: int, most: int) -> list[TurnRow]:
    """The turns that have their reply from the one with this id on, oldest first."""
    finished = TurnRow.conversation == conversation, TurnRow.reply.is_not(None)
    later = select(TurnRow).where(*finished, TurnRow.id >= first).order_by(TurnRow.id).limit(most)
    return list(session.scalars(later).all())


def forget_turns(session: Session, before: datetime) -> int:
    """Forget the conversations whose last message came before then; returns how many turns.

    What was said of the answers' use stays, and leads to no conversation any more.
    """
    unlink_opinions(session, before)
    silent = (
        select(TurnRow.conversation)
        .group_by(TurnRow.conversation)
        .having(func.max(TurnRow.at) < before)
    )
    gone = delete(TurnRow).where(TurnRow.conversation.in_(silent)).returning(TurnRow.id)
    return len(session.execute(gone).all())


def _is(change: Finished) -> ColumnElement[bool]:
    return (TurnRow.conversation == change.conversation) & (TurnRow.key == change.key)

"""What people keep for themselves or for all: views of the desk, and texts to begin a reply with.

What belongs to somebody else is as absent as what is not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.store.base import AbsentError
from bot.store.work_tables import SavedReply, SavedView


class NotSavedHereError(AbsentError):
    """There is no saved view or reply with this id for this person."""


def views(session: Session, account_id: int) -> Sequence[SavedView]:
    """Somebody's views, by name."""
    mine = select(SavedView).where(SavedView.account_id == account_id)
    return session.scalars(mine.order_by(SavedView.name, SavedView.id)).all()


def keep_view(session: Session, account_id: int, name: str, query: str) -> SavedView:
    """Keep a view; one of the same name is changed."""
    same = select(SavedView).where(SavedView.account_id == account_id, SavedView.name == name)
    view = session.scalars(same).first() or SavedView(account_id=account_id, name=name)
    view.query = query
    session.add(view)
    session.flush()
    return view


def drop_view(session: Session, account_id: int, view_id: int) -> None:
    """Forget a view of one's own; raises :class:`NotSavedHereError`."""
    view = session.get(SavedView, view_id)
    if view is None or view.account_id != account_id:
        raise NotSavedHereError(view_id)
    session.delete(view)


def replies(session: Session, account_id: int) -> Sequence[SavedReply]:
    """The texts that somebody may use: their own, and those for everybody, by title."""
    usable = or_(SavedReply.account_id == account_id, SavedReply.account_id.is_(None))
    query = select(SavedReply).where(usable)
    return session.scalars(query.order_by(SavedReply.title, SavedReply.id)).all()


def reply_of(session: Session, account_id: int, reply_id: int) -> SavedReply:
    """A text that somebody may use; raises :class:`NotSavedHereError`."""
    reply = session.get(SavedReply, reply_id)
    if reply is None or reply.account_id not in {account_id, None}:
        raise NotSavedHereError(reply_id)
    return reply


def keep_reply(
    session: Session,
    account_id: int,
    *,
    title: str,
    text: str,
    is_shared: bool,
    now: datetime,
    reply_id: int | None = None,
) -> SavedReply:
    """Keep a text, or change one that somebody may use; raises :class:`NotSavedHereError`."""
    reply = SavedReply() if reply_id is None else reply_of(session, account_id, reply_id)
    reply.account_id = None if is_shared else account_id
    reply.title, reply.text, reply.changed_at = title, text, now
    session.add(reply)
    session.flush()
    return reply


def drop_reply(session: Session, account_id: int, reply_id: int) -> None:
    """Forget a text that somebody may use; raises :class:`NotSavedHereError`."""
    session.delete(reply_of(session, account_id, reply_id))

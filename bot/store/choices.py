"""What people of the desk chose for themselves; who never chose has everything switched on."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.desk_tables import Account
from bot.store.upsert import upsert
from bot.store.work_tables import Choices

Choice = Literal["due_soon", "overdue", "digest", "shortcuts"]


def choices_of(session: Session, account_id: int) -> Choices:
    """What somebody chose."""
    kept = session.get(Choices, account_id)
    everything = {"due_soon": True, "overdue": True, "digest": True, "shortcuts": True}
    return kept or Choices(account_id=account_id, **everything)


def choose(session: Session, account_id: int, chosen: frozenset[Choice]) -> None:
    """Keep what somebody chose: these, and no others."""
    row = {
        "account_id": account_id,
        "due_soon": "due_soon" in chosen,
        "overdue": "overdue" in chosen,
        "digest": "digest" in chosen,
        "shortcuts": "shortcuts" in chosen,
    }
    upsert(session, Choices, ["account_id"], [row])


def declined(session: Session, choice: Choice) -> frozenset[str]:
    """The addresses of those who switched it off."""
    column = getattr(Choices, choice)
    query = select(Account.email).join(Choices, Choices.account_id == Account.id)
    return frozenset(session.scalars(query.where(column.is_(False))))

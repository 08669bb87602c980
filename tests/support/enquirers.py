"""Enquiries, advisors and a clock of a county that does not exist, for tests of store and mail."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.enquiries import CopiedTurn, NewEnquiry
from bot.records import Advisor, Area, District, Neighbour, Place
from bot.routing import Owner, Reason, Routed
from bot.store import accounts, enquiries
from bot.store.audit import Actor
from bot.store.database import Store
from bot.store.enquiry_tables import Enquiry
from tests.support.small_knowledge import SMALL

# A Monday morning at work.
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DUE = NOW + timedelta(days=2)
TODAY = NOW.date()
_numbers = count()


def _advisor(area: str) -> Advisor:
    return Advisor(f"Area Safeguarding Advisor for {area}", f"{area.lower()}@advisors.example")


FENSHIRE = dataclasses.replace(
    SMALL,
    areas={
        "west": Area("west", "West Fens", "page", advisor=_advisor("West"), districts=("sedge",)),
        "east": Area(
            "east", "East Fens", "page", advisor=_advisor("East"), districts=("reed", "rush")
        ),
    },
    districts={
        "sedge": District("sedge", "Sedge", "page"),
        "reed": District("reed", "Reed & Rill", "page", aliases=("Reed and Rill Council",)),
        "rush": District("rush", "Rush", "page"),
    },
    places={
        "sedgeham": Place("sedgeham", "Sedgeham", "page", districts=("sedge",)),
        "border": Place("border", "Border End", "page", districts=("sedge", "reed")),
    },
    neighbours={
        "moorshire": Neighbour(
            "moorshire", "Moorshire", "page", covered_by="Please ask Moorshire's partnership."
        )
    },
)
ROUTED = Routed(
    Owner(None, "Area Safeguarding Advisor for West", "west@advisors.example"),
    Reason("area", place="Sedgeham", district="Sedge", area="West Fens"),
    area="west",
    district="sedge",
)
NEW = NewEnquiry(
    key="conversation-1 first",
    name="Robin Marsh",
    role="DSL",
    setting="Sedgeham Primary",
    place="Sedgeham",
    question="When is the next forum?",
    route=ROUTED,
    email="robin@sedgeham.example",
    conversation="conversation-1",
    turns=(CopiedTurn("hello", "Hello.", NOW), CopiedTurn("when is it?", "I do not know.", NOW)),
)


def leave(store: Store, now: datetime = NOW, **changed: object) -> Enquiry:
    """An enquiry left in the chat, each call another one unless the key is given."""
    changed.setdefault("key", f"conversation-1 {next(_numbers)}")
    new = dataclasses.replace(NEW, **changed)
    created = store.write_now(
        enquiries.create_enquiry, new, prefix="FS", due_at=now + (DUE - NOW), now=now
    )
    return created.enquiry


def advisor(store: Store, name: str = "Ash Reed", area: str | None = "west") -> Actor:
    """Somebody of the desk with an account."""
    account = store.write_now(
        accounts.create_account,
        f"{name.partition(' ')[0].lower()}@desk.example",
        name=name,
        role="advisor",
        area=area,
        invitation_hash=f"hash of {name}",
        invitation_until=NOW + timedelta(days=1),
        now=NOW,
    )
    return Actor("advisor", account.id, account.name)

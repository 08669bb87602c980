"""The chat's way into the store: once for a key, to whoever is there today, and told truly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.contact_details import ContactDetails
from bot.enquiry_book import NotSavedError, Receipt
from bot.enquiry_draft import Draft, Spot
from bot.enquiry_links import reference_of
from bot.routing import OutOfCounty, School
from bot.service.enquiry_desk import ChatEnquiries
from bot.settings import Settings
from bot.store import accounts, schema, staffing
from bot.store.database import Store, open_engine, sqlite_url
from bot.store.queries import whole
from bot.store.schools import name_key, postcode_key, save_schools
from bot.web.messages import Message
from bot.web.transcripts import Turn
from tests.support.enquirers import FENSHIRE, NOW, TODAY

CONVERSATION = "c" * 64
DRAFT = Draft(
    key="first",
    question="May two schools share one lead?",
    name="Jo Bloggs",
    role="Lead",
    setting="Fen Academy",
    spot=Spot("Sedgeham", "sedgeham"),
    contact=ContactDetails("jo@fen.example"),
)
KEY = b"a key for links"


def turn(said: str, outcome: str) -> Turn:
    """A turn of a conversation."""
    return Turn(said, said, NOW, (Message(f"about {said}", said, outcome),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    engine = open_engine(sqlite_url(tmp_path / "store.sqlite3"))
    schema.upgrade(engine)
    opened = Store(engine)
    yield opened
    opened.close()


@pytest.fixture
def woken() -> list[bool]:
    """Grows each time the outbox is told of mail."""
    return []


@pytest.fixture
def book(store: Store, woken: list[bool]) -> ChatEnquiries:
    """The enquiries of a conversation with two questions and two messages to the form."""
    turns = (turn("Who?", "answered"), turn("Why?", "not_listed"), turn("Jo", "enquiry"))

    async def turns_of(_conversation: str) -> tuple[Turn, ...]:
        return (*turns, Turn("Send", "Send", NOW))

    return ChatEnquiries(
        store,
        Settings(public_url="https://help.example"),
        lambda: FENSHIRE,
        lambda: NOW,
        turns_of,
        KEY,
        lambda: woken.append(True),
    )


async def left(book: ChatEnquiries, draft: Draft = DRAFT) -> Receipt:
    """The receipt of an enquiry that can be left."""
    found = await book.leave(draft, CONVERSATION)
    assert isinstance(found, Receipt)
    return found


async def test_the_same_draft_is_left_once(book: ChatEnquiries, store: Store) -> None:
    """The engine may call again for a turn that it gave up: both get one reference."""
    first, again = await left(book), await left(book)
    assert first == again
    other = await left(book, replace(DRAFT, key="second"))
    assert other.reference != first.reference
    with store.engine.connect() as connection:
        assert connection.execute(text("select count(*) from mails")).scalar() == 4


async def test_the_receipt_says_who_when_and_how_long(
    book: ChatEnquiries, woken: list[bool]
) -> None:
    """Local time, the asker's own link, and the outbox is woken."""
    receipt = await left(book)
    assert receipt.owner == "Area Safeguarding Advisor for West"
    assert receipt.reason.area == "West Fens"
    # Two working days of 8.5 hours from Monday 9:30.
    assert receipt.due_at.strftime("%A %H:%M %Z") == "Wednesday 09:30 GMT"
    assert receipt.kept_days == 730
    address, _, token = receipt.link.rpartition("/")
    assert address == "https://help.example/enquiries"
    assert reference_of(KEY, token) == receipt.reference
    assert woken == [True]


@pytest.mark.parametrize(("consent", "copied"), [(True, ["Who?", "Why?"]), (False, [])])
async def test_the_conversation_is_copied_only_with_consent(
    book: ChatEnquiries, store: Store, *, consent: bool, copied: list[str]
) -> None:
    """What was said to the form is not, nor the message that sends it."""
    receipt = await left(book, replace(DRAFT, with_conversation=consent))
    enquiry = store.read_now(whole, receipt.reference)
    assert [one.said for one in enquiry.turns] == copied


async def test_the_cover_answers_while_the_advisor_is_away(
    book: ChatEnquiries, store: Store
) -> None:
    """Who is away is looked up when it is sent, and the reason is told."""
    ids = [
        _account(store, f"{name}@x.example", name, area)
        for name, area in (("Ann", "west"), ("Bob", "east"))
    ]
    store.write_now(staffing.add_absence, ids[0], TODAY, TODAY + timedelta(days=3), ids[1])
    receipt = await left(book)
    assert receipt.owner == "Bob"
    assert (receipt.reason.because, receipt.reason.absent) == ("cover", "Ann")


def _account(store: Store, email: str, name: str, area: str | None) -> int:
    account = store.write_now(
        accounts.create_account,
        email,
        name=name,
        role="advisor",
        area=area,
        invitation_hash=email,
        invitation_until=NOW,
        now=NOW,
    )
    return account.id


async def test_a_school_routes_and_another_countys_does_not(
    book: ChatEnquiries, store: Store
) -> None:
    """The register decides; for another authority's school nothing is kept."""
    fen = School(1, "Fen Academy", "FE1 1AA", "Reed and Rill Council", "Fenshire")
    moor = School(2, "Moor Academy", "MO1 1AA", "Moorshire", "Moorshire")
    rows = [
        {
            **vars(one),
            "name_key": name_key(one.name),
            "postcode_key": postcode_key(one.postcode),
            "status": "Open",
            "is_open": True,
        }
        for one in (fen, moor)
    ]
    store.write_now(save_schools, rows)
    (found,) = await book.schools("fen academy")
    assert (found.school, found.is_sure) == (fen, True)
    receipt = await left(book, replace(DRAFT, spot=Spot("Fen Academy", school=found.school)))
    assert receipt.reason.area == "East Fens"
    elsewhere = await book.leave(replace(DRAFT, key="k", spot=Spot("Moor", school=moor)), "c")
    assert isinstance(elsewhere, OutOfCounty)
    assert await book.left_in("c") == ()


async def test_progress_is_told_without_anything_personal(book: ChatEnquiries) -> None:
    """By reference anybody hears how far it is; the conversation that left it hears more."""
    receipt = await left(book)
    own = await book.progress(receipt.reference, CONVERSATION)
    other = await book.progress(receipt.reference, "another")
    assert own
    assert other
    assert own.is_own
    assert own.link == receipt.link
    assert replace(own, is_own=False, link="") == other
    assert await book.progress("FS-2222-2222", CONVERSATION) is None
    assert [one.reference for one in await book.left_in(CONVERSATION)] == [receipt.reference]


async def test_a_locked_store_says_so(book: ChatEnquiries, store: Store) -> None:
    """Nothing is kept, nothing is mailed, and the person may try again."""
    with store.engine.connect() as connection:
        connection.execute(text("alter table enquiries rename to elsewhere"))
        connection.commit()
    with pytest.raises(NotSavedError):
        await book.leave(DRAFT, CONVERSATION)
    with pytest.raises(NotSavedError):
        await book.left_in(CONVERSATION)

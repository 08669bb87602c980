"""From a question without an answer to an enquiry in the store, its mails, and the reply."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from sqlalchemy import func, select

from bot.service.storage import FILE
from bot.store import desk
from bot.store.accounts import create_account
from bot.store.audit import Actor
from bot.store.database import Store, open_engine, sqlite_url
from bot.store.enquiry_tables import Enquiry
from bot.store.queries import find, whole
from tests.support.page_check import Page
from tests.support.running import RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]

QUESTION = "How long do we keep child protection files after a pupil leaves?"
TO_THE_SUMMARY = (
    QUESTION,
    "yes please",
    "Jo Bloggs and my email is jo@harbour.example",
    "DSL at Harbour Infant School in Whitstable",
)


@pytest.fixture
def store(assistant: RunningAssistant) -> Iterator[Store]:
    """The store of the running assistant, opened beside it."""
    opened = Store(open_engine(sqlite_url(assistant.folder / "var" / FILE)))
    yield opened
    opened.close()


def said_all(assistant: RunningAssistant, messages: Sequence[str], sender: str) -> dict[str, Any]:
    """The answer to the last of the messages."""
    answers = [assistant.ask(said, sender=sender) for said in messages]
    (message,) = answers[-1]
    answer: dict[str, Any] = message
    return answer


def mails(assistant: RunningAssistant, about: str) -> list[EmailMessage]:
    """The mails written so far that name a reference in their subject."""
    folder = assistant.folder / "var" / "mail"
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in folder.glob("*.eml")
    ]
    return [mail for mail in read if about in str(mail["Subject"])]


def eventually(true: Callable[[], bool], patience: float = 30.0) -> bool:
    """Whether it becomes true in time."""
    deadline = time.monotonic() + patience
    while not true() and time.monotonic() < deadline:
        time.sleep(0.2)
    return true()


def test_an_enquiry_is_left_whole_and_answered_in_the_chat(
    assistant: RunningAssistant, store: Store
) -> None:
    """The row, the conversation that went along, two mails, and the reply for whose it is."""
    sender = "leaves an enquiry"
    check = said_all(assistant, (*TO_THE_SUMMARY, "Include the conversation"), sender)
    assert check["custom"]["asking"] == "check"
    assert check["buttons"][0]["title"] == "Send my enquiry"
    sent = said_all(assistant, ["Send my enquiry"], sender)["custom"]
    reference = sent["reference"]
    enquiry = store.read_now(whole, reference)
    given = (enquiry.name, enquiry.role, enquiry.setting, enquiry.place, enquiry.email)
    assert given == (
        "Jo Bloggs",
        "DSL",
        "Harbour Infant School in Whitstable",
        "Whitstable",
        "jo@harbour.example",
    )
    assert [message.text for message in enquiry.messages] == [QUESTION]
    assert (enquiry.status, enquiry.district) == ("received", "canterbury")
    assert enquiry.owner_name in sent["body"]
    # What was asked and answered goes along; what was said to the form stands in the enquiry.
    assert [turn.said for turn in enquiry.turns] == [QUESTION]
    assert eventually(lambda: len(mails(assistant, reference)) == 2)
    to = {str(mail["To"]) for mail in mails(assistant, reference)}
    assert any("jo@harbour.example" in one for one in to)
    assert any(enquiry.owner_email in one for one in to)
    _is_answered(assistant, store, sender, reference)


def _is_answered(assistant: RunningAssistant, store: Store, sender: str, reference: str) -> None:
    """The reply is shown where the enquiry was left, and nowhere else."""
    waiting = said_all(assistant, ["has my advisor replied?"], sender)
    assert reference in waiting["text"]
    now = datetime.now(UTC)
    account = store.write_now(
        create_account,
        "advisor@advisors.example",
        name="Ada Visor",
        role="advisor",
        area="east-kent",
        invitation_hash="x",
        invitation_until=now,
        now=now,
    )
    seen = store.read_now(find, reference).version
    actor = Actor("advisor", account.id, account.name)
    store.write_now(
        desk.reply, actor, reference, seen, text="Keep them as agreed.", key="reply 1", now=now
    )
    came_back = said_all(assistant, ["Which areas are there?"], sender)["text"]
    assert "East Kent" in came_back
    assert f"{reference}: Keep them as agreed." in came_back
    assert "Keep them" not in said_all(assistant, ["hello"], sender)["text"]
    assert (
        "Keep them as agreed." in said_all(assistant, ["has my advisor replied?"], sender)["text"]
    )
    by_reference = f"where is my enquiry {reference}"
    elsewhere = said_all(assistant, [by_reference], "somebody else")["text"]
    assert reference in elsewhere
    for private in ("Keep them", "Jo", "Harbour", "Whitstable"):
        assert private not in elsewhere
    wrong, unknown = (
        said_all(assistant, [f"where is my enquiry {one}"], "somebody else")["custom"]["body"]
        for one in ("KS-7F3K-92QM", "KS-2222-2222")
    )
    assert wrong == unknown


def test_the_page_without_script_leads_to_the_reference_too(
    assistant: RunningAssistant, store: Store
) -> None:
    """Plain forms from the opening to the enquiry; the role is kept as the pack writes it."""
    opener = build_opener(HTTPCookieProcessor())
    opener.addheaders = [("Accept", "text/html")]

    def page_of(data: bytes | None = None) -> Page:
        with opener.open(f"{assistant.address}/", data, timeout=40) as answer:
            return Page(answer.read().decode())

    page = page_of()
    for said in (*TO_THE_SUMMARY[:-1], "dsl at Harbour Infant School in Whitstable"):
        page = page_of(urlencode({**page.form("/").fields, "message": said}).encode())
    assert 'name="message" value="Send my enquiry"' in page.html
    page = page_of(urlencode({**page.form("/").fields, "message": "Send my enquiry"}).encode())
    told = re.search(r"Its reference is ([\w-]+)", page.text)
    assert told
    enquiry = store.read_now(find, told[1])
    assert (enquiry.name, enquiry.role, enquiry.place) == ("Jo Bloggs", "DSL", "Whitstable")


def test_sending_again_makes_no_second_enquiry(assistant: RunningAssistant, store: Store) -> None:
    """The form is over once it was sent: the same word again is only a word."""
    sender = "sends twice"
    first = said_all(assistant, (*TO_THE_SUMMARY, "Send"), sender)["custom"]["reference"]
    said_all(assistant, ["Send", "Send it"], sender)
    conversation = store.read_now(find, first).conversation
    count = select(func.count()).select_from(Enquiry).where(Enquiry.conversation == conversation)
    assert store.read_now(lambda session: session.scalar(count)) == 1


def test_nothing_is_queued_for_another_county(assistant: RunningAssistant, store: Store) -> None:
    """Whom to ask instead is said, and a cancelled enquiry leaves no trace in the store."""
    before = _count(store)
    sender = "out of county"
    said = ("I want to speak to my advisor", QUESTION, "Jo", "DSL", "Little Acorns", "Medway")
    answer = said_all(assistant, said, sender)
    assert answer["custom"]["asking"] == "place"
    assert "MSCP" in answer["text"]
    said_all(assistant, ["cancel"], sender)
    assert _count(store) == before


def _count(store: Store) -> int:
    count = select(func.count()).select_from(Enquiry)
    return store.read_now(lambda session: session.scalar(count) or 0)

"""The asker's page behind the signed link: all of theirs, nothing of the desk's."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.enquiry_links import token_of
from bot.rate_limit import RateLimit
from bot.store import desk as moves
from bot.store import queries, retention
from bot.store.audit import Actor
from bot.store.enquiry_tables import Enquiry
from bot.web import keys
from tests.support.desk import open_desk
from tests.support.doors import Door
from tests.support.enquirers import NEW, NOW, advisor, leave

REFERENCE = re.compile(r"FS-\w{4}-\w{4}")


def path_of(door: Door, reference: str) -> str:
    """The link that the asker's mail holds."""
    return f"/enquiries/{token_of(door.app[keys.LINK_KEY], reference)}"


def answered(door: Door) -> tuple[Enquiry, Actor]:
    """An enquiry with a note and a reply."""
    enquiry, actor = leave(door.store), advisor(door.store)
    given = {"now": NOW}
    door.store.write_now(
        moves.note, actor, enquiry.reference, text="Not for them.", key="n", **given
    )
    door.store.write_now(
        moves.reply, actor, enquiry.reference, 1, text="On 3 December.", key="r", **given
    )
    return enquiry, actor


async def test_it_shows_how_far_the_enquiry_is_and_why_it_is_there(desk: Door) -> None:
    """Status, date, owner, reason, and the question (R1, R3, R12)."""
    page = await desk.get(path_of(desk, leave(desk.store).reference))
    for words in (
        "It has arrived and waits for an advisor.",
        "You will have an answer by Wednesday 25 November 2026 at 09:30.",
        "Sedgeham is in Sedge, which belongs to West Fens.",
        "When is the next forum?",
        "erased 730 days after",
    ):
        assert words in page.text
    assert "tel:999" in page.links


async def test_it_shows_replies_and_never_notes(desk: Door) -> None:
    """Nor the asker's own contact details, for a link may be passed on by mistake."""
    enquiry, _ = answered(desk)
    page = await desk.get(path_of(desk, enquiry.reference))
    assert "Ash Reed replied" in page.text
    assert "On 3 December." in page.text
    assert "Not for them." not in page.html
    assert "There is a reply." in page.text
    assert str(NEW.email) not in page.html


async def test_wrong_unknown_and_erased_say_the_same(desk: Door) -> None:
    """A wrong token, a right token of no enquiry, and one that was erased (R12)."""
    enquiry = leave(desk.store)
    good = path_of(desk, enquiry.reference)
    desk.store.write_now(retention.forget_enquiry, enquiry.id, NOW)
    other = path_of(desk, leave(desk.store).reference)
    wrong = [good, good[:-1] + "x", "/enquiries/x", path_of(desk, "FS-2222-2222")]
    wrong.append(other.rsplit("-", 1)[0] + "-" + good.rsplit("-", 1)[1])
    texts = {(await desk.get(path, 404)).text for path in wrong}
    assert len(texts) == 1
    assert "There is no enquiry behind this link" in texts.pop()


async def test_a_further_message_continues_the_enquiry(desk: Door) -> None:
    """While an answer is owed it is added; once, however often it is sent."""
    reference = leave(desk.store).reference
    path = path_of(desk, reference)
    page = await desk.get(path)
    for _ in range(2):
        shown = await desk.submit(page, path, text="We are three by now.")
    assert "Your message has arrived." in shown.text
    enquiry = desk.store.read_now(queries.whole, reference)
    assert [one.text for one in enquiry.messages] == [NEW.question, "We are three by now."]
    assert enquiry.status == "received"
    assert desk.woken


async def test_the_same_form_with_other_words_loses_neither(desk: Door) -> None:
    """Somebody goes back in the browser, changes the text, and sends it again."""
    reference = leave(desk.store).reference
    path = path_of(desk, reference)
    page = await desk.get(path)
    for text in ("We are three by now.", "We are four by now.", "We are four by now."):
        await desk.submit(page, path, text=text)
    enquiry = desk.store.read_now(queries.whole, reference)
    assert [one.text for one in enquiry.messages[1:]] == [
        "We are three by now.",
        "We are four by now.",
    ]


@pytest.mark.parametrize("typed", ["A boy told me that he is hit at home.", "x" * 5001, "Thanks."])
async def test_every_message_is_answered_by_whom_to_ring_now(desk: Door, typed: str) -> None:
    """First of all on the page, since nobody reads a message at once, whatever it says."""
    path = path_of(desk, leave(desk.store).reference)
    page = await desk.get(path)
    assert "cannot take that" not in page.text
    status = 422 if len(typed) > 5000 else 200
    shown = await desk.submit(page, path, status=status, text=typed)
    first = shown.text.index("This page cannot take that, and nobody reads it at once.")
    assert first < shown.text.index("waits for an advisor")
    told = shown.text[first : shown.text.index("waits for an advisor")]
    lines = desk.app[keys.PACK].urgent_lines()
    assert lines
    for line in lines:
        assert line.number in told
    if status == 200:
        assert first < shown.text.index("Your message has arrived.")


async def test_a_message_after_the_reply_opens_it_again(desk: Door) -> None:
    """With a new date, in working time (R4)."""
    enquiry, _ = answered(desk)
    path = path_of(desk, enquiry.reference)
    page = await desk.submit(await desk.get(path), path, text="And in January?")
    assert "It is open again" in page.text
    assert "You will have an answer by" in page.text
    assert desk.store.read_now(queries.find, enquiry.reference).status == "reopened"


async def test_after_28_days_a_message_begins_a_new_enquiry_linked_to_the_old(desk: Door) -> None:
    """With a reference, a date and a page of its own, once however often it is sent."""
    enquiry, _ = answered(desk)
    path = path_of(desk, enquiry.reference)
    desk.clock.move(timedelta(days=29))
    page = await desk.get(path)
    assert "begins a new one, linked to it" in page.text
    new = [await desk.submit(page, path, text="And next year?") for _ in range(2)][-1]
    reference = REFERENCE.search(new.headings[0]).group()
    assert reference != enquiry.reference
    assert f"It goes on from your enquiry {enquiry.reference}." in new.text
    assert "You will have an answer by" in new.text
    found = desk.store.read_now(queries.whole, reference)
    assert [one.text for one in found.messages] == ["And next year?"]
    assert (found.follows_id, found.name, found.email) == (enquiry.id, NEW.name, NEW.email)
    assert [mail.kind for mail in found.mails] == ["received", "new"]
    old = desk.store.read_now(queries.whole, enquiry.reference)
    assert (old.status, len(old.messages)) == ("replied", 3)
    actions = [row.action for row in desk.store.read_now(queries.history, enquiry.id)]
    assert actions.count("follow") == 1


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "nothing in the box"), ("x" * 5001, "at most 5000 characters")]
)
async def test_a_wrong_message_comes_back(desk: Door, typed: str, sentence: str) -> None:
    """With what to do, in the title too."""
    path = path_of(desk, leave(desk.store).reference)
    page = await desk.submit(await desk.get(path), path, status=422, text=typed)
    assert sentence in page.text
    assert page.title.startswith("Error: ")
    assert typed in page.html


async def test_a_flood_is_stopped_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    """The words come back with how long to wait."""
    async with open_desk(tmp_path, rate_limit=RateLimit(1, 60)) as door:
        path = path_of(door, leave(door.store).reference)
        page = await door.get(path)
        await door.submit(page, path, text="one")
        page = await door.submit(await door.get(path), path, status=429, text="two <b>")
        assert "two &lt;b&gt;" in page.html


async def test_a_store_that_is_away_loses_no_words(tmp_path: Path) -> None:
    """503, with what was typed to be copied."""
    async with open_desk(tmp_path) as door:
        path = path_of(door, leave(door.store).reference)
        page = await door.get(path)
        with door.store.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE enquiries RENAME TO away")
        page = await door.submit(page, path, status=503, text="My long message.")
        assert "Our store cannot be reached" in page.text
        assert "My long message." in page.html

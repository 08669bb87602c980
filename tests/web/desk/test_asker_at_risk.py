"""What an asker writes on their own page is heard for urgency, as in the chat, and never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store import desk as moves
from bot.store import queries
from bot.web import keys
from tests.support.desk import Person
from tests.support.doors import Door
from tests.support.enquirers import NOW, advisor, leave
from tests.support.page_check import Page
from tests.web.desk.test_asker_page import answered, path_of

SAID = "A boy told me that he is hit at home."


async def written(desk: Door, reference: str, kind: str, writer: str = "adult") -> Page:
    """The page after a message of which the urgency guard says this."""
    desk.engine.judgement = {"kind": kind, "writer": writer}
    path = path_of(desk, reference)
    return await desk.submit(await desk.get(path), path, text=SAID)


@pytest.mark.parametrize(
    ("kind", "writer", "sentence"),
    [
        ("child", "adult", "cannot take a concern about a child,"),
        ("staff", "adult", "somebody who works with children"),
        ("adult", "adult", "a concern about an adult"),
        ("self", "adult", "sorry that things are so hard"),
        ("general", "adult", "a child or an adult"),
        ("child", "child", "people will listen to you now"),
    ],
)
async def test_whom_to_ring_comes_first_and_speaks_of_whom_it_is_about(
    desk: Door, kind: str, writer: str, sentence: str
) -> None:
    """Before anything else of the enquiry; the numbers can be rung from there."""
    page = await written(desk, leave(desk.store).reference, kind, writer)
    first = page.text.index("Please ring now")
    told = page.text[first : page.text.index("waits for an advisor")]
    assert sentence in told
    assert "it may be days" in told.lower()
    for line in desk.app[keys.PACK].urgent_lines()[:2]:
        assert line.number in told
        assert f"tel:{line.dial}" in page.links
    assert "Your message has arrived." not in page.text


async def test_the_message_is_kept_for_the_advisor_and_marked_until_it_is_answered(
    desk: Door, ash: Person
) -> None:
    """First on the queue, on the enquiry and on the message; the subject of the mail says so."""
    calm, reference = (leave(desk.store).reference for _ in range(2))
    assert "Urgent" not in (await ash.get("/desk")).text
    await written(desk, reference, "child")
    enquiry = desk.store.read_now(queries.whole, reference)
    assert (enquiry.messages[-1].text, enquiry.messages[-1].urgent) == (SAID, "child")
    assert enquiry.mails[-1].kind == "at_risk"
    text = (await ash.get("/desk")).text
    assert "Urgent: somebody may be at risk" in text
    assert text.index(reference) < text.index(calm)
    page = await ash.get(f"/desk/enquiries/{reference}")
    assert "Please make sure that they have rung." in page.text
    version = enquiry.version
    actor = advisor(desk.store, "Reed Fenn")
    desk.store.write_now(
        moves.reply, actor, reference, version, text="You have rung?", key="r", now=NOW
    )
    assert "Urgent" not in (await ash.get("/desk?shelf=replied")).text
    page = await ash.get(f"/desk/enquiries/{reference}")
    assert "Please make sure" not in page.text
    assert "Urgent: somebody may be at risk" in page.text


async def test_a_new_enquiry_that_follows_is_marked_too(desk: Door) -> None:
    """A message after 28 days begins one; the numbers stand on its page."""
    enquiry, _ = answered(desk)
    desk.clock.move(timedelta(days=29))
    page = await written(desk, enquiry.reference, "child")
    assert "Please ring now" in page.text
    after = desk.store.read_now(queries.of_conversation, enquiry.conversation)
    new = desk.store.read_now(queries.whole, after[0].reference)
    assert (new.urgent, [mail.kind for mail in new.mails]) == ("child", ["received", "at_risk"])


async def test_what_the_guard_hears_holds_no_details_and_all_of_a_long_text(desk: Door) -> None:
    """It is heard piece by piece, as words, never as a command."""
    path = path_of(desk, leave(desk.store).reference)
    long = "/restart " + "We meet on Mondays. " * 200 + "Tamsin Quill, 9, is hit at home."
    await desk.submit(await desk.get(path), path, text=long)
    heard = desk.engine.judged
    assert len(heard) > 1
    assert not heard[0].startswith("/")
    assert "is hit at home" in heard[-1]
    assert "Quill" not in "".join(heard)


async def test_a_deaf_engine_costs_nobody_the_numbers_or_the_message(desk: Door) -> None:
    """The page says then what it says after every message."""
    desk.engine.deaf = True
    reference = leave(desk.store).reference
    path = path_of(desk, reference)
    page = await desk.submit(await desk.get(path), path, text=SAID)
    assert "This page cannot take that, and nobody reads it at once." in page.text
    assert "Your message has arrived." in page.text
    assert desk.store.read_now(queries.whole, reference).messages[-1].text == SAID


async def test_an_address_can_make_the_page_say_only_what_it_may(desk: Door) -> None:
    """What is no kind of risk is as if it were not there."""
    path = path_of(desk, leave(desk.store).reference)
    assert "ring now" not in (await desk.get(f"{path}?at_risk=nonsense")).text

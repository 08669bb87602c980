"""An enquiry at the desk: seen, claimed, answered once, noted, closed, opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store import enquiries, mails, queries
from tests.support.desk import Person, new_account, signed_in
from tests.support.doors import Door
from tests.support.enquirers import DUE, TODAY, leave
from tests.support.page_check import Page


def place_of(reference: str, move: str = "") -> str:
    """The address of an enquiry, or of a move of it."""
    return f"/desk/enquiries/{reference}" + (f"/{move}" if move else "")


async def opened(person: Person, reference: str) -> Page:
    """The page of the enquiry."""
    return await person.get(place_of(reference))


def actions(door: Door, reference: str) -> list[str]:
    """What the audit holds of the enquiry, oldest first."""
    enquiry = door.store.read_now(queries.find, reference)
    return [row.action for row in door.store.read_now(queries.history, enquiry.id)]


async def test_the_page_tells_who_asks_what_and_why_it_is_here(desk: Door, ash: Person) -> None:
    """Question, conversation, contact, due date and the reason of the routing (R1, R3)."""
    page = await opened(ash, leave(desk.store).reference)
    for words in (
        "When is the next forum?",
        "Robin Marsh",
        "DSL",
        "Sedgeham Primary",
        "Sedgeham is in Sedge, which belongs to West Fens.",
        "Answer by Wednesday 25 November 2026 at 09:30",
        "The conversation before it (2)",
        "I do not know.",
    ):
        assert words in page.text
    assert "mailto:robin@sedgeham.example" in page.links


async def test_a_reference_in_small_letters_is_the_same(desk: Door, ash: Person) -> None:
    """As somebody types it who heard it read aloud; for its page and for what is done there."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference.lower())
    assert reference in page.text
    await ash.submit(page, place_of(reference, "claim"))
    assert actions(desk, reference.lower()).count("claim") == 1


async def test_looking_is_an_audit_row(desk: Door, ash: Person) -> None:
    """So is looking at the queue; the page says who has looked."""
    reference = leave(desk.store).reference
    await opened(ash, reference)
    page = await opened(ash, reference)
    assert actions(desk, reference) == ["create", "view", "view"]
    assert "Looked at by" in page.text
    assert "Ash Reed, last on" in page.text


async def test_an_enquiry_is_claimed_put_back_and_claimed(desk: Door, ash: Person) -> None:
    """Who answers is said each time."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    assert "Nobody is answering this enquiry yet" in page.text
    page = await ash.submit(page, place_of(reference, "claim"))
    assert "This enquiry is yours now." in page.text
    assert "You are answering this enquiry." in page.text
    page = await ash.submit(page, place_of(reference, "release"))
    assert "back in the queue" in page.text
    assert desk.store.read_now(queries.find, reference).status == "received"


async def test_a_reply_settles_the_enquiry_and_wakes_the_mail(desk: Door, ash: Person) -> None:
    """One mail to the asker; the reply stands on the page with its author."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    page = await ash.submit(page, place_of(reference, "reply"), text="On 3 December.\n\nAt two.")
    assert "Your reply is on its way." in page.text
    assert "Ash Reed replied" in page.text
    assert "<p>On 3 December.</p><p>At two.</p>" in page.html
    enquiry = desk.store.read_now(queries.whole, reference)
    assert enquiry.status == "replied"
    assert [mail.kind for mail in enquiry.mails] == ["received", "new", "replied"]
    assert desk.woken


async def test_a_reply_sent_twice_is_one(desk: Door, ash: Person) -> None:
    """A double click brings the same key."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    for _ in range(2):
        await ash.submit(page, place_of(reference, "reply"), text="On 3 December.")
    enquiry = desk.store.read_now(queries.whole, reference)
    assert [one.kind for one in enquiry.messages] == ["asker", "reply"]


async def test_two_people_cannot_answer_at_once(desk: Door, ash: Person) -> None:
    """The second keeps every word, is told who was first, and may still send (R5)."""
    reference = leave(desk.store).reference
    async with signed_in(desk, name="Bo Fern") as bo:
        first, second = await opened(ash, reference), await opened(bo, reference)
        await ash.submit(first, place_of(reference, "reply"), text="On 3 December.")
        words = "It is on 3 December,\nat two o'clock <there>."
        page = await bo.submit(second, place_of(reference, "reply"), status=409, text=words)
        assert "Ash Reed has changed this enquiry since you opened it" in page.text
        assert "at two o&#39;clock &lt;there&gt;." in page.html
        assert "On 3 December." in page.text
        page = await bo.submit(page, place_of(reference, "reply"), text=words)
    enquiry = desk.store.read_now(queries.whole, reference)
    assert [one.author_name for one in enquiry.messages] == ["Robin Marsh", "Ash Reed", "Bo Fern"]


async def test_what_has_no_box_any_more_is_given_back_to_be_copied(desk: Door, ash: Person) -> None:
    """A reply to what was closed meanwhile, and a reason to close what was answered meanwhile."""
    words = "It is on 3 December,\nat two o'clock <there>."
    given_back = "readonly>It is on 3 December,\nat two o&#39;clock &lt;there&gt;.</textarea>"
    async with signed_in(desk, name="Bo Fern") as bo:
        for first_move, second_move in (("close", "reply"), ("reply", "close")):
            reference = leave(desk.store).reference
            first, second = await opened(ash, reference), await opened(bo, reference)
            assert "readonly" not in first.html
            await ash.submit(first, place_of(reference, first_move), text="Answered by phone.")
            place = place_of(reference, second_move)
            page = await bo.submit(second, place, status=409, text=words)
            assert "What you wrote is still below" in page.text
            assert given_back in page.html
            assert "What you wrote, which was not sent" in page.text


async def test_two_people_cannot_claim_at_once(desk: Door, ash: Person) -> None:
    """The second is told who has it."""
    reference = leave(desk.store).reference
    async with signed_in(desk, name="Bo Fern") as bo:
        first, second = await opened(ash, reference), await opened(bo, reference)
        await ash.submit(first, place_of(reference, "claim"))
        page = await bo.submit(second, place_of(reference, "claim"), status=409)
    assert "Ash Reed has changed this enquiry" in page.text
    assert "nothing was done" in page.text
    assert "Ash Reed is answering this enquiry." in page.text


async def test_what_the_asker_adds_meanwhile_is_a_change_too(desk: Door, ash: Person) -> None:
    """Nobody answers past a message that they have not seen."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    given = {"due_at": DUE, "now": desk.clock.at, "today": TODAY}
    desk.store.write_now(enquiries.write, reference, text="Not needed.", key="again", **given)
    page = await ash.submit(page, place_of(reference, "reply"), status=409, text="On Monday.")
    assert "The asker has changed this enquiry" in page.text
    assert "Not needed." in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("  ", "There is nothing in the box yet"), ("x" * 5001, "at most 5000 characters")],
)
@pytest.mark.parametrize("move", ["reply", "note"])
async def test_an_empty_or_over_long_text_comes_back(
    desk: Door, ash: Person, move: str, typed: str, sentence: str
) -> None:
    """With what to do, and with every word."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    page = await ash.submit(page, place_of(reference, move), status=422, text=typed)
    assert sentence in page.text
    assert page.title.startswith("There is a problem")
    assert typed in page.html


async def test_a_note_is_apart_from_a_reply(desk: Door, ash: Person) -> None:
    """It has its own look and mark, settles nothing, and is mailed to nobody (R5)."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    page = await ash.submit(page, place_of(reference, "note"), text="Ask the forum's clerk.")
    assert "Internal note by Ash Reed" in page.text
    assert "Only the desk sees this" in page.text
    enquiry = desk.store.read_now(queries.whole, reference)
    assert enquiry.status == "received"
    assert [mail.kind for mail in enquiry.mails] == ["received", "new"]


async def test_closing_without_a_reply_needs_a_reason(desk: Door, ash: Person) -> None:
    """It is kept as a note; after a reply none is asked for."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    assert "that it is closed. The reason stays" in page.text
    page = await ash.submit(page, place_of(reference, "close"), status=409, text="")
    assert "Please say why" in page.text
    page = await ash.submit(page, place_of(reference, "close"), text="Asked by phone, answered.")
    assert "The enquiry is closed." in page.text
    assert "Asked by phone, answered." in page.text
    page = await ash.submit(page, place_of(reference, "reopen"))
    assert "The enquiry is open again." in page.text
    assert desk.store.read_now(queries.find, reference).status == "reopened"


async def test_after_28_days_nothing_is_opened_again(desk: Door, ash: Person) -> None:
    """The page says that a further question is a new enquiry."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    page = await ash.submit(page, place_of(reference, "reply"), text="On 3 December.")
    # No reason is asked for where an answer has been given.
    assert "that it is closed." in page.text
    assert "that it is closed. The reason" not in page.text
    desk.clock.move(timedelta(days=29))
    await ash.sign_in()
    page = await opened(ash, reference)
    assert "a further question begins a new enquiry" in page.text
    assert "/reopen" not in page.html


async def test_an_enquiry_is_passed_on_with_a_reason(desk: Door, ash: Person) -> None:
    """The colleague owns it, is mailed, and reads why; the routing stays as it was (R5).

    Nobody passes one on to themselves: they are not in the list, and are refused.
    """
    reference = leave(desk.store).reference
    async with signed_in(desk, name="Bo Fern", area="east") as bo:
        page = await opened(ash, reference)
        assert f'<option value="{bo.account.id}"' in page.html
        assert f'<option value="{ash.account.id}"' not in page.html
        page = await ash.submit(
            page, place_of(reference, "reassign"), to=str(bo.account.id), text="Bo knows forums."
        )
        assert "The enquiry was passed on." in page.text
        assert "Bo knows forums." in (await opened(bo, reference)).text
    enquiry = desk.store.read_now(queries.whole, reference)
    assert (enquiry.owner_name, enquiry.area) == ("Bo Fern", "west")
    assert enquiry.mails[-1].recipient == "bo@desk.example"
    auditor = new_account(desk, "Jo Sedge", role="auditor")
    for nobody in ("999", "x", str(auditor.id), str(ash.account.id)):
        page = await ash.submit(
            page, place_of(reference, "reassign"), status=409, to=nobody, text="To nobody."
        )
        assert "choose a colleague, not yourself, who can answer" in page.text
    assert len(desk.store.read_now(queries.whole, reference).mails) == len(enquiry.mails)


async def test_every_move_is_an_audit_row(desk: Door, ash: Person) -> None:
    """Without a word of what was written."""
    reference = leave(desk.store).reference
    page = await opened(ash, reference)
    for move, text in (("claim", ""), ("note", "n"), ("reply", "r"), ("close", ""), ("reopen", "")):
        page = await ash.submit(page, place_of(reference, move), text=text)
    changes = [action for action in actions(desk, reference) if action != "view"]
    assert changes == ["create", "claim", "note", "reply", "close", "reopen"]


async def test_an_enquiry_that_is_not_there_is_a_page(ash: Person) -> None:
    """Also for every move."""
    await ash.get(place_of("FS-2222-2222"), status=404)
    page = await ash.get("/desk")
    token = page.form("/desk/sign-out").fields["token"]
    await ash.post(place_of("FS-2222-2222", "claim"), {"token": token}, status=404)


async def test_a_phone_only_asker_is_said_to_need_a_call(desk: Door, ash: Person) -> None:
    """There is no mail that would tell them."""
    reference = leave(desk.store, email=None, phone="01632 960001").reference
    page = await opened(ash, reference)
    assert "please phone as well" in page.text
    assert "tel:01632960001" in page.links
    assert desk.store.read_now(mails.backlog).waiting == 1

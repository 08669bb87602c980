"""Daily work at the desk: search, views, saved replies, facts, choices, who looks, what is new."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.alarms import Watch
from bot.references import new_reference
from bot.store import alarms, choices, queries
from bot.store import desk as moves
from bot.store.audit import Actor
from bot.store.enquiry_tables import AuditRow
from bot.web import keys
from tests.support.desk import Person, new_account, signed_in
from tests.support.doors import Door
from tests.support.enquirers import DUE, NOW, TODAY, leave
from tests.support.page_check import Page

HTML = {"Accept": "text/html"}


def place_of(reference: str, move: str = "") -> str:
    """The address of an enquiry, or of what is done there."""
    return f"/desk/enquiries/{reference}" + (f"/{move}" if move else "")


def listed(page: Page) -> list[str]:
    """The references on the page, in their order."""
    prefix = "/desk/enquiries/"
    return [link.removeprefix(prefix) for link in page.links if link.startswith(prefix)]


def box(page: Page) -> str:
    """What stands in the box of the reply."""
    found = re.search(r'<textarea id="reply"[^>]*>(.*?)</textarea>', page.html, re.DOTALL)
    assert found
    return found[1].replace("&#39;", "'")


def audited(door: Door) -> Iterator[tuple[str, str, Any]]:
    """Action, subject and fields of every audit row."""
    rows = door.store.read_now(lambda session: session.scalars(select(AuditRow)).all())
    return ((row.action, row.subject, row.fields) for row in rows)


async def test_an_enquiry_is_found_by_what_one_remembers(desk: Door, ash: Person) -> None:
    """A word, a name, a reference, a setting; each look is audited without what was typed (R8)."""
    forum = leave(desk.store, question="When is the learners' forum?").reference
    rush = leave(desk.store, setting="Rush Academy", name="Mara Fenn").reference
    for query, wanted in (
        ("text=learner+for", [forum]),
        (f"text={rush.lower()}", [rush]),
        ("person=mara", [rush]),
        ("setting=rush", [rush]),
        ("area=west", [rush, forum]),
        ("area=west&state=closed", []),
        ("due=overdue", []),
        ("due=soon&owner=x&state=y", []),
    ):
        assert listed(await ash.get(f"/desk/search?{query}")) == wanted, query
    page = await ash.get("/desk/search?text=forum&person=nobody")
    assert "Nothing fits." in page.text
    assert ("view", "search", ["person", "text"]) in list(audited(desk))
    assert "type something" not in page.text


async def test_a_search_is_kept_as_a_view_of_one_s_own(desk: Door, ash: Person) -> None:
    """It stands beside the queue, for this person only, until it is removed."""
    reference = leave(desk.store).reference
    page = await ash.get("/desk/search?setting=sedgeham&state=waiting")
    page = await ash.submit(page, "/desk/views", name="Sedgeham & more")
    assert "The view is kept." in page.text
    queue = await ash.get("/desk")
    (link,) = [one for one in queue.links if one.startswith("/desk/search?")]
    assert listed(await ash.get(link)) == [reference]
    async with signed_in(desk, name="Bo Fern") as bo:
        assert "Sedgeham & more" not in (await bo.get("/desk")).text
        (drop,) = [form.action for form in page.forms if form.action.endswith("/delete")]
        token = {"token": (await bo.get("/desk")).form("/desk/sign-out").fields["token"]}
        await bo.post(drop, token, status=404)
    page = await ash.submit(await ash.get(link), drop)
    assert "Sedgeham & more" not in (await ash.get("/desk")).text
    assert [row[:2] for row in audited(desk) if row[1] == "view"] == [
        ("keep", "view"),
        ("drop", "view"),
    ]


async def test_a_view_needs_a_name(ash: Person) -> None:
    """Nothing is kept without one."""
    page = await ash.get("/desk/search?text=forum")
    page = await ash.submit(page, "/desk/views", name="  ")
    assert "it needs a name" in page.text
    assert 'value="forum"' in page.html


async def test_a_saved_reply_is_put_into_the_box_with_its_gaps_filled(
    desk: Door, ash: Person
) -> None:
    """What was typed before stays; nothing is sent by it (R14)."""
    page = await ash.get("/desk/replies")
    text = "Dear {name},\nyour reference is {reference}.\n{advisor}"
    page = await ash.submit(page, "/desk/replies", title="Greeting", text=text)
    assert "The reply is kept." in page.text
    reference = leave(desk.store).reference
    page = await ash.get(place_of(reference))
    data = page.form(place_of(reference, "reply")).fields
    (reply_id,) = re.findall(r'<option value="(\d+)">Greeting', page.html)
    data |= {"text": "On 3 December.", "what": "saved", "saved": reply_id}
    page = await ash.post(place_of(reference, "insert"), data)
    filled = f"On 3 December.\n\nDear Robin Marsh,\nyour reference is {reference}.\nAsh Reed"
    assert box(page) == filled
    assert desk.store.read_now(queries.find, reference).status == "received"
    page = await ash.submit(page, place_of(reference, "reply"), text=box(page))
    assert "Your reply is on its way." in page.text


async def test_a_fact_is_inserted_with_its_source_and_date(desk: Door, ash: Person) -> None:
    """Found by words; the sentence is the pack's own (R14)."""
    reference = leave(desk.store).reference
    page = await ash.get(place_of(reference))
    data = page.form(place_of(reference, "reply")).fields | {"text": "Hello.", "about": "emergency"}
    page = await ash.post(place_of(reference, "insert"), data)
    assert "Facts found" in page.text
    assert box(page) == "Hello."
    page = await ash.post(place_of(reference, "insert"), {**data, "fact": "emergency"})
    assert box(page) == (
        "Hello.\n\nIf anyone is in immediate danger, call 999.\n"
        "Source: Fenshire's page (undated page)"
    )
    nothing = await ash.post(place_of(reference, "insert"), {**data, "about": "zebras"})
    assert "Nothing in the knowledge holds these words." in nothing.text
    long = {**data, "text": "x" * 4990, "fact": "emergency"}
    full = await ash.post(place_of(reference, "insert"), long)
    assert box(full) == "x" * 4990 + box(page).removeprefix("Hello.")
    gone = await ash.post(place_of(reference, "insert"), {**data, "fact": "no such fact"})
    assert box(gone) == "Hello."


async def test_every_fact_and_every_reference_may_be_sent(desk: Door, ash: Person) -> None:
    """The details guard takes neither what is in the pack nor a reference for a name."""
    first = leave(desk.store).reference
    page = await ash.get(place_of(first))
    data = page.form(place_of(first, "reply")).fields | {"text": f"Yours is {first}."}
    for fact in ("west", "east", "night"):
        page = await ash.post(place_of(first, "insert"), {**data, "fact": fact})
        data["text"] = box(page)
    assert "Its advisor is the Area Safeguarding Advisor for West" in data["text"]
    page = await ash.submit(page, place_of(first, "reply"), text=data["text"])
    assert "Your reply is on its way." in page.text
    draw = random.Random(5)  # noqa: S311 - the same references each time
    for _ in range(300):
        reference = new_reference("FS", draw.choice)
        kept = desk.app[keys.DETAILS].keep(f"Thank you for your enquiry {reference}.", "contact")
        assert kept.kinds == (), reference


async def test_inserting_does_not_hide_that_somebody_else_has_answered(
    desk: Door, ash: Person
) -> None:
    """The box keeps the version that its writer has seen (R5)."""
    reference = leave(desk.store).reference
    page = await ash.get(place_of(reference))
    data = page.form(place_of(reference, "reply")).fields | {"text": "Mine."}
    bo = new_account(desk, "Bo Fern")
    actor = Actor("advisor", bo.id, bo.name)
    desk.store.write_now(moves.reply, actor, reference, 1, text="Theirs.", key="k", now=NOW)
    page = await ash.post(place_of(reference, "insert"), {**data, "about": "emergency"})
    page = await ash.submit(page, place_of(reference, "reply"), status=409, text="Mine.")
    assert "Bo Fern has changed this enquiry" in page.text
    page = await ash.submit(page, place_of(reference, "reply"), text="Mine.")
    assert "Your reply is on its way." in page.text


async def test_saved_replies_are_changed_shared_and_removed(desk: Door, ash: Person) -> None:
    """One's own are nobody else's; a text without title, or about a child, is not kept."""
    page = await ash.get("/desk/replies")
    page = await ash.submit(page, "/desk/replies", title="Mine alone", text="Hello.")
    (path,) = [f.action for f in page.forms if re.fullmatch(r"/desk/replies/\d+", f.action)]
    async with signed_in(desk, name="Bo Fern") as bo:
        assert "Mine alone" not in (await bo.get("/desk/replies")).text
        data = {"token": (await bo.get("/desk")).form("/desk/sign-out").fields["token"]}
        await bo.post(path, {**data, "title": "x", "text": "y"}, status=404)
        await bo.post(f"{path}/delete", data, status=404)
        page = await ash.submit(page, path, title="For all", text="Hello.", shared="on")
        assert "For all" in (await bo.get("/desk/replies")).text
    for given, sentence in (
        ({"title": "", "text": "x"}, "Please give a title"),
        ({"title": "x" * 81, "text": "x"}, "a title of at most 80 characters"),
        ({"title": "x", "text": " "}, "Please write a text."),
        ({"title": "x", "text": "y" * 5001}, "at most 5000"),
        ({"title": "x", "text": "The child is Tom Bates, born 3.4.2015."}, "name a child"),
    ):
        wrong = await ash.submit(page, "/desk/replies", status=422, **given)
        assert sentence in wrong.text
    page = await ash.submit(page, f"{path}/delete")
    assert "The reply is removed." in page.text
    assert "For all" not in page.text


async def test_everybody_chooses_their_mails_and_keys(desk: Door, ash: Person) -> None:
    """All on at first; what is not ticked is off."""
    page = await ash.get("/desk/choices")
    assert page.html.count(" checked") == 4
    data = {"token": page.form("/desk/choices").fields["token"], "digest": "on"}
    page = await ash.post("/desk/choices", data)
    assert "Your choices are kept." in page.text
    assert page.html.count(" checked") == 1
    kept = desk.store.read_now(choices.choices_of, ash.account.id)
    assert (kept.digest, kept.overdue, kept.shortcuts) == (True, False, False)
    assert (await live(ash, "/desk/live"))["keys"] is False


async def live(person: Person, path: str) -> Any:
    """What an open page is told."""
    async with person.client.get(person.door.url(path)) as answer:
        assert answer.status == 200
        return await answer.json()


async def test_who_else_looks_is_said(desk: Door, ash: Person) -> None:
    """On the page, and to a page that is open; not any more once they have left (R5)."""
    reference = leave(desk.store).reference
    async with signed_in(desk, name="Bo Fern") as bo:
        page = await bo.get(place_of(reference))
        assert "is looking at this enquiry" not in page.text
        assert "Bo Fern is looking at this enquiry" in (await ash.get(place_of(reference))).text
        assert "Ash Reed is looking" in (await live(bo, place_of(reference, "live")))["looking"]
        token = {"token": page.form("/desk/sign-out").fields["token"]}
        async with bo.client.post(desk.url(place_of(reference, "away")), data=token) as answer:
            assert answer.status == 204
    assert (await live(ash, place_of(reference, "live")))["looking"] == ""


async def test_an_open_page_learns_that_something_changed(desk: Door, ash: Person) -> None:
    """The queue by its mark, an enquiry by its version; asking leaves no audit row."""
    reference = leave(desk.store).reference
    rows = len(list(audited(desk)))
    queue, one = [await live(ash, path) for path in ("/desk/live", place_of(reference, "live"))]
    assert len(list(audited(desk))) == rows
    actor = Actor("advisor", ash.account.id, ash.account.name)
    later = desk.clock.at + timedelta(minutes=1)
    desk.store.write_now(moves.claim, actor, reference, 1, now=later)
    assert (await live(ash, "/desk/live"))["mark"] != queue["mark"]
    assert (await live(ash, place_of(reference, "live")))["mark"] == "2" != one["mark"]
    async with ash.client.get(desk.url(place_of("FS-2222-2222", "live"))) as answer:
        assert answer.status == 404


async def test_what_is_due_soon_and_overdue_is_marked_and_counted(desk: Door, ash: Person) -> None:
    """In words, on shelves of their own; no alarm after the answer."""
    late = leave(desk.store, now=NOW - timedelta(days=6)).reference
    soon = leave(desk.store, now=NOW - timedelta(days=2) + timedelta(hours=1)).reference
    leave(desk.store)
    answered = leave(desk.store, now=NOW - timedelta(days=7)).reference
    actor = Actor("advisor", ash.account.id, ash.account.name)
    desk.store.write_now(moves.reply, actor, answered, 1, text="Yes.", key="k", now=NOW)
    page = await ash.get("/desk")
    for words in ("To answer (3)", "Overdue (1)", "Due soon (1)", "Overdue since", "Due soon: by"):
        assert words in page.text
    assert listed(await ash.get("/desk?shelf=overdue")) == [late]
    assert listed(await ash.get("/desk?shelf=soon")) == [soon]
    assert "Overdue since" not in (await ash.get("/desk?shelf=replied")).text
    assert "Due soon: answer by" in (await ash.get(place_of(soon))).text
    assert "Overdue: an answer was due" in (await ash.get(place_of(late))).text
    assert "verdue" not in (await ash.get(place_of(answered))).text.partition("What you can do")[0]


async def test_the_page_says_that_the_manager_was_told(desk: Door, ash: Person) -> None:
    """And the history when."""
    reference = leave(desk.store, now=NOW - timedelta(days=6)).reference
    watch = Watch(NOW, NOW + timedelta(hours=4))
    desk.store.write_now(alarms.raise_alarms, watch, TODAY)
    page = await ash.get(place_of(reference))
    assert "The manager was told that it is overdue." in page.text
    assert "told the manager that it is overdue" in page.text


async def test_long_after_the_answer_a_question_begins_a_new_enquiry(
    desk: Door, ash: Person
) -> None:
    """For an asker who rings; each of the two leads to the other."""
    first = leave(desk.store).reference
    actor = Actor("advisor", ash.account.id, ash.account.name)
    desk.store.write_now(moves.reply, actor, first, 1, text="Yes.", key="k", now=NOW)
    page = await ash.get(place_of(first))
    assert place_of(first, "follow") not in page.html
    desk.clock.move(timedelta(days=29))
    await ash.sign_in()
    page = await ash.get(place_of(first))
    page = await ash.submit(page, place_of(first, "follow"), text="And next year?")
    assert "linked to the one before it" in page.text
    assert f"Follows the settled enquiry {first}" in page.text
    assert "Sedge belongs to West Fens." in page.text
    new = page.headings[0].removeprefix("Enquiry ")
    page = await ash.get(place_of(first))
    assert f"Goes on in the enquiry {new}" in page.text
    assert "began a new enquiry after it" in page.text
    assert desk.store.read_now(queries.find, new).due_at > DUE
    page = await ash.submit(page, place_of(first, "follow"), status=422, text=" ")
    assert "nothing in the box yet" in page.text

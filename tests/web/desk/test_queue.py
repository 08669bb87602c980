"""The queue: my area, mine, all areas; soonest due first; each look an audit row."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.routing import Owner, Reason, Routed
from bot.store import desk as moves
from bot.store.enquiry_tables import AuditRow
from bot.web.desk import queue
from tests.support.desk import Person
from tests.support.doors import Door
from tests.support.enquirers import NOW, leave
from tests.support.page_check import Page

EAST = Routed(
    Owner(None, "Area Safeguarding Advisor for East", "east@advisors.example"),
    Reason("area", district="Rush", area="East Fens"),
    area="east",
    district="rush",
)


def listed(page: Page) -> list[str]:
    """The references on the page, in their order."""
    prefix = "/desk/enquiries/"
    return [link.removeprefix(prefix) for link in page.links if link.startswith(prefix)]


async def test_an_advisor_sees_the_own_area_first_and_may_see_all(desk: Door, ash: Person) -> None:
    """With how many wait in each."""
    west, east = leave(desk.store), leave(desk.store, route=EAST, setting="Rush Academy")
    page = await ash.get("/desk")
    assert listed(page) == [west.reference]
    for words in ("Sedgeham Primary", "Sedgeham", "Answer by Wed 25 Nov, 09:30", "Waiting"):
        assert words in page.text
    assert "My area 1 waiting:" in page.text
    page = await ash.get("/desk?scope=all")
    assert set(listed(page)) == {west.reference, east.reference}
    assert "All areas 2 waiting:" in page.text


async def test_mine_are_those_that_i_answer_wherever_they_come_from(
    desk: Door, ash: Person
) -> None:
    """A cover finds them there too."""
    east = leave(desk.store, route=EAST)
    leave(desk.store)
    desk.store.write_now(moves.claim, ash_as_actor(ash), east.reference, 1, now=NOW)
    assert listed(await ash.get("/desk?scope=mine")) == [east.reference]


def ash_as_actor(ash: Person) -> moves.Actor:
    """Ash, as the store knows her."""
    return moves.Actor("advisor", ash.account.id, ash.account.name)


async def test_the_soonest_due_comes_first_and_what_is_late_says_so(
    desk: Door, ash: Person
) -> None:
    """In words, not by colour alone."""
    later = leave(desk.store)
    sooner = leave(desk.store, now=NOW - timedelta(days=5))
    page = await ash.get("/desk")
    assert listed(page) == [sooner.reference, later.reference]
    assert page.text.count("Overdue since") == 1


async def test_what_is_settled_lies_on_its_own_shelf(desk: Door, ash: Person) -> None:
    """Replied and closed, each with its count; an empty shelf says so."""
    replied = leave(desk.store)
    actor = ash_as_actor(ash)
    desk.store.write_now(moves.reply, actor, replied.reference, 1, text="Yes.", key="k", now=NOW)
    page = await ash.get("/desk")
    assert "Nothing is waiting for an answer here." in page.text
    assert "Replied (1)" in page.text
    assert listed(await ash.get("/desk?shelf=replied")) == [replied.reference]
    assert "There is nothing here." in (await ash.get("/desk?shelf=closed")).text


async def test_a_long_queue_has_pages(desk: Door, ash: Person, monkeypatch: object) -> None:
    """Each enquiry is on exactly one of them."""
    monkeypatch.setattr(queue, "PAGE", 2)
    references = {leave(desk.store).reference for _ in range(5)}
    pages = [await ash.get(f"/desk?page={number}") for number in (1, 2, 3)]
    assert "Page 2 of 3" in pages[1].text
    assert [len(listed(page)) for page in pages] == [2, 2, 1]
    assert {reference for page in pages for reference in listed(page)} == references


async def test_nonsense_in_the_address_shows_the_usual_queue(desk: Door, ash: Person) -> None:
    """No error for a link that was cut or changed."""
    reference = leave(desk.store).reference
    for query in ("scope=x&shelf=y&page=-1", "page=99999999999", "done=nothing", "page=0"):
        assert listed(await ash.get(f"/desk?{query}")) == [reference]


async def test_an_admin_without_an_area_starts_with_all(desk: Door, admin: Person) -> None:
    """There is no area of theirs to show."""
    reference = leave(desk.store).reference
    page = await admin.get("/desk?scope=area")
    assert listed(page) == [reference]
    assert "My area" not in page.text


async def test_each_look_is_an_audit_row(desk: Door, ash: Person) -> None:
    """With which part of the queue was seen."""
    await ash.get("/desk")
    await ash.get("/desk?scope=all")
    rows = desk.store.read_now(lambda session: session.scalars(select(AuditRow)).all())
    seen = [(row.subject_id, row.actor) for row in rows if row.subject == "queue"]
    assert seen[-2:] == [("west", ash.account.id), ("all", ash.account.id)]

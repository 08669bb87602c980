"""What admins do: accounts, absences with cover, the duty queue, mail that failed."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store import accounts, mails, staffing
from bot.store.enquiry_tables import AuditRow
from tests.support.desk import Person, person_at, signed_in
from tests.support.doors import Door
from tests.support.enquirers import NOW, leave
from tests.support.page_check import Page

NEW = {"name": "Sam Rush", "email": "sam@desk.example", "role": "advisor", "area": "east"}


def path_on(page: Page) -> str:
    """The path of the link that the page shows."""
    found = re.search(r'id="link">http://[^/]+(/desk/invitation/[^<]+)<', page.html)
    assert found
    return found[1]


def audited(door: Door) -> list[tuple[str, str]]:
    """What the audit says was done to what, views left out."""
    rows = door.store.read_now(lambda session: session.scalars(select(AuditRow)).all())
    return [(row.action, row.subject) for row in rows if row.action != "view"]


async def test_an_admin_invites_by_a_link_that_is_shown_once(desk: Door, admin: Person) -> None:
    """The link opens the invitation; the list says how long it holds."""
    page = await admin.submit(await admin.get("/desk/accounts"), "/desk/accounts", **NEW)
    link = path_on(page)
    assert "Welcome, Sam Rush" in (await admin.get(link)).text
    page = await admin.get("/desk/accounts")
    assert "Invited, until Mon 30 Nov" in page.text
    assert "/desk/invitation" not in page.html
    assert ("invite", "account") in audited(desk)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "give a name"),
        ({"email": "sam"}, "give an e-mail address"),
        ({"email": "KIM@desk.example"}, "an account with this address already"),
        ({"role": "system"}, "choose a role"),
        ({"area": "nowhere"}, "choose one of the areas"),
    ],
)
async def test_a_wrong_invitation_comes_back(
    desk: Door, admin: Person, wrong: dict[str, str], sentence: str
) -> None:
    """With what was typed, and nobody is invited."""
    page = await admin.get("/desk/accounts")
    page = await admin.submit(page, "/desk/accounts", status=422, **{**NEW, **wrong})
    assert sentence in page.text
    assert "Sam Rush" in page.html or "name" in wrong
    assert len(desk.store.read_now(accounts.accounts)) == 1


async def test_two_admins_who_invite_one_address_at_once_make_one_account(
    desk: Door, admin: Person
) -> None:
    """One has the link, the other reads that there is an account already."""
    async with signed_in(desk, name="Lee Marsh", role="admin", area=None) as lee:
        people = (admin, lee)
        forms = [(await one.get("/desk/accounts")).form("/desk/accounts").fields for one in people]
        url = desk.url("/desk/accounts")
        posts = [
            one.client.post(url, data={**fields, **NEW})
            for one, fields in zip(people, forms, strict=True)
        ]
        answers = await asyncio.gather(*posts)
        assert sorted(answer.status for answer in answers) == [200, 422]
        pages = [await answer.text() for answer in answers]
    assert sum("an account with this address already" in page for page in pages) == 1
    names = [account.name for account in desk.store.read_now(accounts.accounts)]
    assert names.count("Sam Rush") == 1


async def test_a_lost_second_factor_is_reset(desk: Door, admin: Person) -> None:
    """The next sign-in sets up another, before anything is shown."""
    async with signed_in(desk) as ash:
        page = await admin.get("/desk/accounts")
        page = await admin.submit(page, f"/desk/accounts/{ash.account.id}/second-factor")
        assert "The second factor is reset." in page.text
        assert (await ash.get("/desk")).headings == ["Sign in"]
        page = await ash.get("/desk/sign-in")
        given = {"email": ash.account.email, "password": "wobbly trumpet under glass"}
        page = await ash.submit(page, "/desk/sign-in", **given)
        assert page.headings == ["Set up your second factor"]
    assert ("reset", "account") in audited(desk)


async def test_an_account_is_disabled_and_keeps_its_name(desk: Door, admin: Person) -> None:
    """It is signed out, and cannot sign in; nobody does it to themselves."""
    async with signed_in(desk) as ash:
        page = await admin.get("/desk/accounts")
        assert f"/desk/accounts/{admin.account.id}/disable" not in page.html
        page = await admin.submit(page, f"/desk/accounts/{ash.account.id}/disable")
        assert "Disabled since" in page.text
        assert (await ash.get("/desk")).headings == ["Sign in"]
        token = page.form("/desk/sign-out").fields["token"]
        own = f"/desk/accounts/{admin.account.id}/disable"
        page = await admin.post(own, {"token": token}, 422)
        assert "ask another admin" in page.text


async def test_a_new_link_sets_a_new_password(desk: Door, admin: Person) -> None:
    """For somebody who forgot theirs; the second factor stays."""
    async with person_at(desk) as ash:
        page = await admin.get("/desk/accounts")
        page = await admin.submit(page, f"/desk/accounts/{ash.account.id}/invitation")
        link, words = path_on(page), "quiet pebble orbit lantern"
        page = await ash.submit(await ash.get(link), link, password=words, again=words)
        assert page.headings == ["Your code"]
        assert (await ash.sign_in(words)).headings == ["Queue"]


async def test_an_absence_has_a_cover_and_ends(desk: Door, admin: Person) -> None:
    """Routing asks for both; the page names both."""
    async with person_at(desk) as ash, person_at(desk, name="Bo Fern") as bo:
        given = {"who": str(ash.account.id), "cover": str(bo.account.id)}
        days = {
            "first": NOW.date().isoformat(),
            "last": (NOW + timedelta(days=4)).date().isoformat(),
        }
        page = await admin.get("/desk/staffing")
        page = await admin.submit(page, "/desk/absences", **given, **days)
        for words in ("Mon 23 Nov 2026 to Fri 27 Nov 2026", "Bo Fern covers", "Away now"):
            assert words in page.text
        assert "What waits with them already stays with them" in page.text
        assert f'<a href="/desk/accounts/{ash.account.id}">Hand over what waits with' in page.html
        (row,) = desk.store.read_now(staffing.absences)
        page = await admin.submit(page, f"/desk/absences/{row.id}/end")
        assert "Nobody will be away." in page.text
        wrong = [
            ({"who": ""}, "who will be away"),
            ({"first": ""}, "the first and the last day"),
            ({"last": "2026-01-01"}, "comes before the first"),
            ({"cover": given["who"]}, "somebody else as cover"),
        ]
        for change, sentence in wrong:
            fields = {**given, **days, **change}
            page = await admin.submit(page, "/desk/absences", status=422, **fields)
            assert sentence in page.text
    assert desk.store.read_now(staffing.absences) == []


async def test_absences_that_contradict_each_other_are_refused(desk: Door, admin: Person) -> None:
    """Nobody is away twice at once, and nobody covers who is away; other days are fine."""
    async with person_at(desk) as ash, person_at(desk, name="Bo Fern") as bo:
        first, last = ((NOW + timedelta(days=day)).date().isoformat() for day in (0, 4))
        page = await admin.get("/desk/staffing")
        away = {"who": str(ash.account.id), "cover": "", "first": first, "last": last}
        page = await admin.submit(page, "/desk/absences", **away)
        again = {**away, "first": last}
        page = await admin.submit(page, "/desk/absences", status=422, **again)
        assert "They are away on some of these days already" in page.text
        covered = {**away, "who": str(bo.account.id), "cover": str(ash.account.id)}
        page = await admin.submit(page, "/desk/absences", status=422, **covered)
        assert "Whom you chose as cover is away on some of these days" in page.text
        after = (NOW + timedelta(days=5)).date().isoformat()
        await admin.submit(page, "/desk/absences", **{**covered, "first": after, "last": after})
    assert len(desk.store.read_now(staffing.absences)) == 2


async def test_the_duty_queue_is_set_in_its_order(desk: Door, admin: Person) -> None:
    """Each once, and nobody whom the desk does not know."""
    async with person_at(desk) as ash, person_at(desk, name="Bo Fern") as bo:
        page = await admin.get("/desk/staffing")
        chosen = {"duty1": str(bo.account.id), "duty2": str(ash.account.id)}
        page = await admin.submit(page, "/desk/duty", **chosen, duty3=str(bo.account.id))
        assert desk.store.read_now(staffing.duty) == (bo.account.id, ash.account.id)
        await admin.submit(page, "/desk/duty", duty1="999")
        assert desk.store.read_now(staffing.duty) == (ash.account.id,)


async def test_failed_mail_is_shown_and_tried_again(desk: Door, admin: Person) -> None:
    """The queue says so; trying again wakes the outbox."""
    enquiry = leave(desk.store)
    taken = desk.store.write_now(mails.take_due, NOW, "signpost.example", timedelta(minutes=1))
    desk.store.write_now(mails.note_dead, taken[0].id, "SMTPRecipientsRefused 550", NOW)
    assert "One mail could not be sent." in (await admin.get("/desk")).text
    page = await admin.get("/desk/mails")
    assert enquiry.reference in page.text
    assert "SMTPRecipientsRefused 550" in page.text
    desk.woken.clear()
    page = await admin.submit(page, f"/desk/mails/{taken[0].id}/retry")
    assert "Every mail could be sent." in page.text
    assert desk.woken
    token = page.form("/desk/sign-out").fields["token"]
    await admin.post("/desk/mails/999/retry", {"token": token}, 404)

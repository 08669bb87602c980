"""One account: changed on the desk, let in again, its work handed over; a lost factor recovered."""

from __future__ import annotations

import pytest

from bot.store import accounts, mails, queries
from bot.store import desk as moves
from bot.store.audit import Actor
from bot.store.audit_reading import Sought, rows_of
from tests.support.desk import PASSWORD, Person, new_account, person_at, signed_in
from tests.support.doors import Door
from tests.support.enquirers import leave


async def test_another_role_and_area_count_at_once(desk: Door, admin: Person) -> None:
    """Also for somebody who is signed in; the audit names the fields, not what stands in them."""
    async with signed_in(desk) as ash:
        place = f"/desk/accounts/{ash.account.id}"
        page = await admin.get(place)
        given = {"name": "Ash Fern", "role": "auditor", "area": "east"}
        page = await admin.submit(page, place, **given)
        assert "The account is changed." in page.text
        assert (await ash.get("/desk")).headings == ["Audit"]
    kept = desk.store.read_now(accounts.find_account, ash.account.id)
    assert (kept.name, kept.role, kept.area) == ("Ash Fern", "auditor", "east")
    changes = desk.store.read_now(rows_of, Sought(only_changes=True), 5)
    (row,) = [one for one in changes if one.action == "change"]
    assert (row.subject_id, row.fields) == (str(ash.account.id), ["area", "name", "role"])


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "give a name"),
        ({"role": "system"}, "choose a role"),
        ({"area": "nowhere"}, "choose one of the areas"),
    ],
)
async def test_a_wrong_change_comes_back(
    desk: Door, admin: Person, wrong: dict[str, str], sentence: str
) -> None:
    """And nothing is changed."""
    ash = new_account(desk)
    place = f"/desk/accounts/{ash.id}"
    page = await admin.submit(await admin.get(place), place, status=422, **wrong)
    assert sentence in page.text
    kept = desk.store.read_now(accounts.find_account, ash.id)
    assert (kept.name, kept.role, kept.area) == (ash.name, ash.role, ash.area)


async def test_nobody_changes_their_own_account(desk: Door, admin: Person) -> None:
    """So there is always an admin left; an account that is none is not found."""
    place = f"/desk/accounts/{admin.account.id}"
    page = await admin.submit(await admin.get(place), place, status=422, role="editor")
    assert "ask another admin" in page.text
    assert desk.store.read_now(accounts.find_account, admin.account.id).role == "admin"
    await admin.get("/desk/accounts/999", 404)
    await admin.get("/desk/accounts/nothing", 404)


@pytest.mark.parametrize("role", ["advisor", "manager", "editor", "auditor", "admin"])
async def test_every_role_can_be_invited(desk: Door, admin: Person, role: str) -> None:
    """Each has its work at the desk."""
    new = {"name": "Sam Rush", "email": "sam@desk.example", "role": role, "area": ""}
    await admin.submit(await admin.get("/desk/accounts"), "/desk/accounts", **new)
    (sam,) = [one for one in desk.store.read_now(accounts.accounts) if one.name == "Sam Rush"]
    assert sam.role == role


async def test_a_disabled_account_is_let_in_again(desk: Door, admin: Person) -> None:
    """With the password and the second factor that it had."""
    async with person_at(desk) as ash:
        place = f"/desk/accounts/{ash.account.id}"
        page = await admin.submit(await admin.get("/desk/accounts"), f"{place}/disable")
        page = await admin.submit(page, f"{place}/enable")
        assert "The account may sign in again." in page.text
        assert (await ash.sign_in()).headings == ["Queue"]


async def test_what_waits_is_handed_over_and_told(desk: Door, admin: Person) -> None:
    """All of it in one go, with the reason as a note; what was answered stays where it is."""
    ash, bo = new_account(desk), new_account(desk, "Bo Fern", area="east")
    actor = Actor("advisor", ash.id, ash.name)
    references = [leave(desk.store).reference for _ in range(3)]
    for reference in references:
        desk.store.write_now(moves.claim, actor, reference, 1, now=desk.clock.at)
    reply = {"text": "Yes.", "key": "yes", "now": desk.clock.at}
    desk.store.write_now(moves.reply, actor, references[2], 2, **reply)
    place = f"/desk/accounts/{ash.id}"
    page = await admin.get(place)
    assert "2 enquiries wait for their answer." in page.text
    given = {"to": str(bo.id), "text": "Ash has left."}
    page = await admin.submit(page, f"{place}/hand-over", **given)
    assert "What waited is passed on" in page.text
    assert "wait for their answer" not in page.text
    owners = [desk.store.read_now(queries.find, one).owner_id for one in references]
    assert owners == [bo.id, bo.id, ash.id]
    assert "Ash has left." in (await admin.get(f"/desk/enquiries/{references[0]}")).text
    assert desk.store.read_now(mails.backlog).waiting >= 2


async def test_work_that_nobody_can_answer_any_more_is_said(desk: Door, admin: Person) -> None:
    """Where an account is disabled, or its role no longer answers, its enquiries are not lost."""
    ash = new_account(desk)
    reference, actor = leave(desk.store).reference, Actor("advisor", ash.id, ash.name)
    desk.store.write_now(moves.claim, actor, reference, 1, now=desk.clock.at)
    page = await admin.get("/desk/accounts")
    assert "waits for their answer" not in page.text
    page = await admin.submit(page, f"/desk/accounts/{ash.id}/disable")
    assert "One enquiry waits for their answer. Hand their work over" in page.text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"to": ""}, "choose a colleague who can answer"),
        ({"to": "999"}, "choose a colleague who can answer"),
        ({"text": " "}, "say why, in a few words"),
        ({"text": "It is about Tyler Brown in year 4"}, "without naming a child"),
    ],
)
async def test_nothing_is_handed_over_to_nobody_or_without_a_reason(
    desk: Door, admin: Person, wrong: dict[str, str], sentence: str
) -> None:
    """The page says what is missing, and the enquiries stay."""
    ash, bo = new_account(desk), new_account(desk, "Bo Fern", area="east")
    reference = leave(desk.store).reference
    actor = Actor("advisor", ash.id, ash.name)
    desk.store.write_now(moves.claim, actor, reference, 1, now=desk.clock.at)
    place = f"/desk/accounts/{ash.id}"
    given = {"to": str(bo.id), "text": "Ash has left.", **wrong}
    page = await admin.submit(await admin.get(place), f"{place}/hand-over", status=422, **given)
    assert sentence in page.text
    assert desk.store.read_now(queries.find, reference).owner_id == ash.id


async def test_a_lost_second_factor_is_recovered_by_an_admin_alone(desk: Door) -> None:
    """A manager cannot; the reset is in the audit with who did it, and signs the account out."""
    async with (
        signed_in(desk, name="Kim Alder", role="admin", area=None) as kim,
        signed_in(desk, name="Morgan Field", role="manager", area=None) as morgan,
        signed_in(desk) as ash,
    ):
        place = f"/desk/accounts/{ash.account.id}/second-factor"
        token = (await morgan.get("/desk")).form("/desk/sign-out").fields["token"]
        await morgan.post(place, {"token": token}, 403)
        await kim.submit(await kim.get("/desk/accounts"), place)
        assert (await ash.get("/desk")).headings == ["Sign in"]
        page = await ash.get("/desk/sign-in")
        given = {"email": ash.account.email, "password": PASSWORD}
        page = await ash.submit(page, "/desk/sign-in", **given)
        assert page.headings == ["Set up your second factor"]
        changes = desk.store.read_now(rows_of, Sought(only_changes=True), 9)
    (row,) = [one for one in changes if one.action == "reset"]
    assert (row.actor, row.subject_id) == (kim.account.id, str(ash.account.id))

"""The audit on the desk: read by auditors, checked by them, and tampering is said."""

from __future__ import annotations

import re

from sqlalchemy import text

from bot.store.audit_reading import Seal, Sought, check, read_seal, rows_of
from bot.web import keys
from tests.support.desk import Person, signed_in
from tests.support.doors import Door
from tests.support.enquirers import leave

VERIFY = "/desk/audit/verify"


def tamper(door: Door, *statements: str) -> None:
    """What somebody with the database's password could do."""
    with door.store.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER audit_is_append_only"))
        for statement in statements:
            connection.execute(text(statement))


async def test_the_page_says_who_did_what(desk: Door, admin: Person) -> None:
    """Changes at first, views when asked for; by person and by enquiry; no name in the rows."""
    reference = leave(desk.store).reference
    await admin.get(f"/desk/enquiries/{reference}")
    page = await admin.get("/desk/audit")
    assert f"The asker left enquiry {reference}" in page.text
    assert "Kim Alder signed in with the account of Kim Alder" in page.text
    assert "looked at" not in page.text
    page = await admin.get(f"/desk/audit?views=yes&reference={reference.lower()}")
    assert f"Kim Alder looked at enquiry {reference}" in page.text
    assert "signed in" not in page.text
    page = await admin.get(f"/desk/audit?who={admin.account.id}")
    assert "The asker" not in page.text
    assert "There is nothing that fits." in (await admin.get("/desk/audit?reference=FS-1")).text
    assert all("Robin" not in str(vars(row)) for row in desk.store.read_now(rows_of, Sought(), 99))


async def test_older_rows_are_a_page_further(desk: Door, admin: Person) -> None:
    """A hundred a page, none twice and none left out."""
    for _ in range(120):
        leave(desk.store)
    page = await admin.get("/desk/audit")
    (older,) = [link for link in page.links if link.startswith("/desk/audit?")]
    numbers = [
        int(number)
        for html in (page.html, (await admin.get(older)).html)
        for number in re.findall(r'class="number">(\d+)<', html)
    ]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) > 120


async def test_a_whole_audit_is_said_to_be_whole(desk: Door, admin: Person) -> None:
    """With a seal to note down, which the next check takes."""
    leave(desk.store)
    page = await admin.submit(await admin.get("/desk/audit"), VERIFY)
    assert "The audit is whole" in page.text
    (noted,) = re.findall(r"<code>(\d+:[0-9a-f]{64})</code>", page.html)
    page = await admin.submit(page, VERIFY, noted=noted)
    assert "The seal that you noted stands in it." in page.text
    page = await admin.submit(page, VERIFY, status=422, noted="12:ab")
    assert "That is no seal" in page.text
    assert desk.store.read_now(rows_of, Sought(only_changes=True), 1)[0].action == "verify"


async def test_a_changed_row_is_said_where_it_is(desk: Door, admin: Person) -> None:
    """Somebody with the database's password rewrote a row (R7)."""
    leave(desk.store)
    tamper(desk, "UPDATE audit SET actor = 99 WHERE number = 2")
    page = await admin.submit(await admin.get("/desk/audit"), VERIFY)
    assert "The audit is not whole" in page.text
    assert "Row 2 is not as it was written" in page.text


async def test_a_whole_new_chain_does_not_have_the_noted_seal(desk: Door, admin: Person) -> None:
    """Rows that fit together perfectly, but are not those of before, are found by a noted seal."""
    leave(desk.store)
    sign = desk.app[keys.AUDIT_SIGNER]
    before = desk.store.read_now(check, sign).last
    tamper(
        desk,
        "DELETE FROM audit",
        "UPDATE audit_head SET number = 0, from_number = 0, signature = ''",
        "UPDATE audit_head SET hash = 'new', from_hash = 'new'",
    )
    for _ in range(before.number):
        leave(desk.store)
    assert desk.store.read_now(check, sign).ok
    noted = f"{before.number}:{before.hash}"
    page = await admin.submit(await admin.get("/desk/audit"), VERIFY, noted=noted)
    assert "they have been written anew" in page.text


async def test_an_auditor_comes_in_at_the_audit(desk: Door) -> None:
    """And sees references, but cannot open an enquiry."""
    reference = leave(desk.store).reference
    async with signed_in(desk, name="Lee Barrow", role="auditor", area=None) as lee:
        page = await lee.get("/desk")
        assert page.headings == ["Audit"]
        assert reference in page.text
        assert f"/desk/enquiries/{reference}" not in page.html
        await lee.get(f"/desk/enquiries/{reference}", 403)


def test_a_seal_is_read_as_it_is_shown() -> None:
    """A number, a colon and 64 characters; anything else is none."""
    assert read_seal(f" 12:{'AB' * 32} ") == Seal(12, "ab" * 32)
    for wrong in ("", "12", "12:ab", f"x:{'a' * 64}", f"{'9' * 16}:{'a' * 64}"):
        assert read_seal(wrong) is None

"""Second factors are kept sealed: the database alone signs nobody in."""

from __future__ import annotations

from bot.store import accounts
from bot.web.desk.sealing import Seal
from tests.support.databases import everything_in
from tests.support.desk import PASSWORD, SECRET, person_at
from tests.support.doors import Door


def test_a_secret_is_opened_for_its_own_account_only() -> None:
    """Neither for another account nor with another deployment's secret; nothing opens nothing."""
    seal = Seal("a secret for tests, long enough")
    sealed = seal.close(1, SECRET)
    assert SECRET not in sealed
    assert len(sealed) <= 255
    assert seal.close(1, SECRET) != sealed
    assert Seal("a secret for tests, long enough").open(1, sealed) == SECRET
    assert seal.open(2, sealed) is None
    assert Seal("another secret for tests, long").open(1, sealed) is None
    assert seal.open(1, None) is None
    assert seal.open(1, SECRET) is None


async def test_the_database_holds_neither_secret_nor_recovery_code(desk: Door) -> None:
    """Whoever has copied it cannot make a code."""
    async with person_at(desk) as person:
        await person.sign_in()
        kept = everything_in(desk.store)
        assert "Ash Reed" in kept
        assert SECRET not in kept
        assert "AAAAABBBBB" not in kept
        assert "AAAAA-BBBBB" not in kept


async def test_another_key_lets_nobody_in_until_the_second_factor_is_reset(desk: Door) -> None:
    """After the deployment's secret was changed no code is right, and an admin resets it."""
    async with person_at(desk) as person:
        number, now = person.account.id, desk.clock.at
        before = Seal("the secret of the year before").close(number, SECRET)
        desk.store.write_now(accounts.set_totp, number, before)
        desk.store.write_now(accounts.confirm_totp, number, 0, [], now)
        page = await person.sign_in(status=422)
        assert "This code is not right" in page.text
        desk.store.write_now(accounts.clear_second_factor, number)
        page = await person.get("/desk/sign-in")
        given = {"email": person.account.email, "password": PASSWORD}
        page = await person.submit(page, "/desk/sign-in", **given)
        assert page.headings == ["Set up your second factor"]

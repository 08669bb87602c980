"""Signing in: two factors, no hint whether an account exists, lock-out, sessions that end."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.store import accounts
from bot.web import keys
from bot.web.desk import lockout, second_factor, visits
from tests.support.databases import everything_in
from tests.support.desk import PASSWORD, Person, code_at, open_desk, person_at, signed_in
from tests.support.doors import Door
from tests.support.page_check import Page

WRONG = "E-mail address or password is not right."
LOCKED = "Please wait 15 minutes and try again."


async def tried(person: Person, email: str, password: str, status: int = 422) -> Page:
    """The page after a try of the first step."""
    page = await person.get("/desk/sign-in")
    return await person.submit(page, "/desk/sign-in", status, email=email, password=password)


def cookies(person: Person) -> dict[str, str]:
    """The cookies of the person's browser."""
    return {cookie.key: cookie.value for cookie in person.client.cookie_jar}


async def test_password_and_code_lead_to_the_desk(desk: Door) -> None:
    """The address may be typed in capitals; each step changes the cookie."""
    async with person_at(desk) as person:
        page = await person.get("/desk/sign-in")
        before = cookies(person)
        given = {"email": "ASH@desk.example", "password": PASSWORD}
        page = await person.submit(page, "/desk/sign-in", **given)
        half = cookies(person)
        page = await person.submit(page, "/desk/second-factor", code=code_at(desk))
        assert page.headings == ["Queue"]
        assert "Ash Reed" in page.text
        whole = cookies(person)
        assert len({*before.values(), *half.values(), *whole.values()}) == 3


async def test_nothing_tells_whether_an_account_exists(desk: Door) -> None:
    """A wrong password, an unknown address, an invited and a disabled account: one sentence."""
    async with person_at(desk) as person, person_at(desk, name="Gone Away") as gone:
        desk.store.write_now(accounts.disable_account, gone.account.id, desk.clock.at)
        pages = [
            await tried(person, person.account.email, "not the password"),
            await tried(person, "nobody@desk.example", PASSWORD),
            await tried(person, gone.account.email, PASSWORD),
        ]
        assert all(WRONG in page.text for page in pages)
        assert len({page.text for page in pages}) == 1


async def test_an_account_is_locked_after_some_tries_whether_it_exists_or_not(desk: Door) -> None:
    """The right password is not looked at either; after 15 minutes it is."""
    async with person_at(desk) as person:
        for email in (person.account.email, "nobody@desk.example"):
            for _ in range(lockout.MOST_BY_ACCOUNT):
                await tried(person, email, "not the password")
            assert LOCKED in (await tried(person, email, PASSWORD, 429)).text
        desk.clock.move(lockout.WINDOW + timedelta(seconds=1))
        assert (await person.sign_in()).headings == ["Queue"]


async def test_many_tries_at_once_gain_nothing(desk: Door) -> None:
    """Each is counted before it is looked at: no more passwords are tried than one by one."""
    async with person_at(desk) as person:
        page = await person.get("/desk/sign-in")
        data = {**page.form("/desk/sign-in").fields, "email": person.account.email}

        async def guess(number: int) -> int:
            words = {**data, "password": f"guess number {number}"}
            async with person.client.post(desk.url("/desk/sign-in"), data=words) as answer:
                return answer.status

        answers = await asyncio.gather(*map(guess, range(15)))
    assert sorted(answers) == [422] * lockout.MOST_BY_ACCOUNT + [429] * 7


async def test_an_address_is_locked_across_accounts(
    desk: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who tries one password on many accounts is stopped by where it comes from."""
    monkeypatch.setattr(lockout, "MOST_BY_ADDRESS", 5)
    async with person_at(desk) as person:
        for number in range(5):
            await tried(person, f"somebody{number}@desk.example", "not the password")
        assert LOCKED in (await tried(person, person.account.email, PASSWORD, 429)).text


async def test_codes_cannot_be_guessed(desk: Door) -> None:
    """Wrong codes count as tries; the right one is not looked at when there were too many."""
    async with person_at(desk) as person:
        page = await tried(person, person.account.email, PASSWORD, 200)
        for _ in range(lockout.MOST_BY_ACCOUNT - 1):
            page = await person.submit(page, "/desk/second-factor", status=422, code="000000")
            assert "This code is not right" in page.text
        page = await person.submit(page, "/desk/second-factor", status=429, code=code_at(desk))
        assert LOCKED in page.text


async def test_a_code_counts_once(desk: Door) -> None:
    """Who looks over a shoulder cannot use it again (RFC 6238, 5.2)."""
    async with person_at(desk) as person:
        await person.sign_in()
        page = await person.sign_in(status=422)
        assert "was used already" in page.text


async def test_a_recovery_code_takes_the_place_of_the_app_once(desk: Door) -> None:
    """Typed with or without its hyphen, in small letters too."""
    async with person_at(desk) as person:
        assert (await person.sign_in(code="aaaaa bbbbb")).headings == ["Queue"]
        await person.sign_in(code="AAAAA-BBBBB", status=422)


async def test_a_recovery_code_says_that_it_is_used_up(desk: Door) -> None:
    """And when few are left, how to get others."""
    async with person_at(desk) as person:
        number, hashes = person.account.id, desk.app[keys.HASHES]
        typed = [f"AAAAA-{letter * 5}" for letter in "CDEFG"]
        kept = [hashes.of("code", second_factor.plain_code(code)) for code in typed]
        desk.store.write_now(accounts.confirm_totp, number, 0, kept, desk.clock.at)
        page = await person.sign_in(code=typed[0])
        assert "It is used up now." in page.text
        page = await person.sign_in(code=typed[1])
        assert "few are left. Ask an admin" in page.text
        desk.clock.move(timedelta(minutes=1))
        assert "recovery code" not in (await person.sign_in()).text


async def test_signing_in_leads_to_where_one_wanted_to_go(desk: Door) -> None:
    """From a mail's link; but never away from the desk."""
    async with person_at(desk, role="admin") as person:
        for wanted, arrived in (("/desk/accounts", "Accounts"), ("//evil.example/desk", "Queue")):
            page = await person.get(f"/desk/sign-in?next={wanted}")
            given = {"email": person.account.email, "password": PASSWORD}
            page = await person.submit(page, "/desk/sign-in", **given)
            page = await person.submit(page, "/desk/second-factor", code=code_at(desk))
            assert page.headings == [arrived]
            await person.submit(page, "/desk/sign-out")
            desk.clock.move(timedelta(seconds=60))


async def test_signing_out_ends_the_session_on_the_server(desk: Door) -> None:
    """The old cookie opens nothing any more."""
    async with signed_in(desk) as person:
        old = cookies(person)
        page = await person.submit(await person.get("/desk"), "/desk/sign-out")
        assert "You are signed out." in page.text
        person.client.cookie_jar.update_cookies(old)
        assert (await person.get("/desk")).headings == ["Sign in"]


async def test_signing_out_of_a_session_that_has_ended_is_no_error(desk: Door) -> None:
    """Whoever comes back after lunch and presses it is where they wanted to be."""
    async with signed_in(desk) as person:
        page = await person.get("/desk")
        desk.clock.move(timedelta(hours=2))
        assert "You are signed out." in (await person.submit(page, "/desk/sign-out")).text


@pytest.mark.parametrize(
    ("steps", "each"),
    [(1, visits.IDLE + timedelta(seconds=1)), (12, visits.IDLE - timedelta(minutes=5))],
)
async def test_a_session_ends_when_idle_and_after_a_working_day(
    desk: Door, steps: int, each: timedelta
) -> None:
    """After an hour without a request, and after ten hours in any case."""
    async with signed_in(desk) as person:
        for _ in range(steps):
            desk.clock.move(each)
            page = await person.get("/desk")
        assert page.headings == ["Sign in"]


async def test_what_was_typed_outlives_the_session(desk: Door) -> None:
    """A reply sent too late is refused, and shown, to be copied."""
    async with signed_in(desk) as person:
        token = (await person.get("/desk")).form("/desk/sign-out").fields["token"]
        desk.clock.move(timedelta(hours=2))
        words = {"token": token, "seen": "1", "text": "My long reply <here>."}
        page = await person.post("/desk/enquiries/FS-2222-2222/reply", words, 403)
        assert "You are signed out" in page.text
        assert "My long reply &lt;here&gt;." in page.html


async def test_a_disabled_account_is_out_at_once(desk: Door) -> None:
    """Its session has ended with it."""
    async with signed_in(desk) as person:
        desk.store.write_now(accounts.disable_account, person.account.id, desk.clock.at)
        assert (await person.get("/desk")).headings == ["Sign in"]


async def test_the_cookie_is_kept_from_scripts_and_other_sites(desk: Door) -> None:
    """HttpOnly and SameSite; nothing of the desk is kept by a cache."""
    async with person_at(desk) as person, person.client.get(desk.url("/desk/sign-in")) as answer:
        cookie = answer.headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
        assert answer.headers["Cache-Control"] == "no-store"


async def test_behind_tls_the_cookie_is_secure_and_of_this_host(tmp_path: Path) -> None:
    """Where a trusted proxy says that the browser came by https."""
    proxies = ip_network("127.0.0.0/8")
    async with open_desk(tmp_path, trusted_proxies=(proxies,)) as door, person_at(door) as person:
        headers = {"X-Forwarded-Proto": "https"}
        async with person.client.get(door.url("/desk/sign-in"), headers=headers) as answer:
            cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-signpost_desk=")
        assert {"Secure", "Path=/"} <= set(cookie.split("; "))


async def test_the_store_holds_no_cookie_address_or_password(desk: Door) -> None:
    """Hashes only: who reads the database signs in nowhere."""
    async with signed_in(desk) as person, person_at(desk, name="Bo Fern") as other:
        await tried(other, "planted@desk.example", "planted password")
        kept = everything_in(desk.store)
        assert "Bo Fern" in kept
        for planted in (*cookies(person).values(), "planted@desk", "planted password", PASSWORD):
            assert planted not in kept

"""The first visit: link, password, second factor, recovery codes; and nothing before all of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pyotp
import pytest
import pytest_asyncio

from bot.store import accounts
from bot.store.audit import SYSTEM
from bot.web import keys
from bot.web.desk.invitation import invite_new
from bot.web.desk.passwords import weakness_of
from tests.support.desk import PASSWORD, Person
from tests.support.doors import Door
from tests.support.page_check import Page


@pytest_asyncio.fixture(loop_scope="session")
async def invited(desk: Door) -> AsyncIterator[tuple[Person, str]]:
    """Somebody who has a link, and the link's path."""
    hashes = desk.app[keys.HASHES]
    given = {"email": "sam@desk.example", "name": "Sam Rush", "role": "advisor", "area": "east"}
    account, token = desk.store.write_now(invite_new, hashes, SYSTEM, now=desk.clock.at, **given)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        yield Person(desk, account, client), f"/desk/invitation/{token}"


async def chosen(person: Person, path: str, status: int = 200, **fields: str) -> Page:
    """The page after a password was typed twice, unless the fields say otherwise."""
    fields = {"password": PASSWORD, "again": PASSWORD} | fields
    return await person.submit(await person.get(path), path, status, **fields)


def secret_on(page: Page) -> str:
    """The secret that the page shows to be typed."""
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page.html)
    assert found
    return found[1].replace(" ", "")


async def finished(person: Person, path: str) -> Page:
    """The page of the recovery codes, after both steps."""
    page = await chosen(person, path)
    code = pyotp.TOTP(secret_on(page)).at(person.door.clock.at)
    return await person.submit(page, "/desk/second-factor/new", code=code)


async def test_the_link_leads_to_a_password_a_factor_and_the_desk(
    desk: Door, invited: tuple[Person, str]
) -> None:
    """With the QR code in the page itself, the secret in words, and ten codes shown once."""
    person, path = invited
    page = await chosen(person, path)
    assert page.headings == ["Set up your second factor"]
    assert "<svg" in page.html
    assert len(secret_on(page)) == 32
    page = await finished_from(person, page)
    codes = re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", page.html)
    assert len(set(codes)) == 10
    assert (await person.get("/desk")).headings == ["Queue"]
    assert codes[0] not in (await person.get("/desk/second-factor/new")).html
    desk.clock.move(timedelta(minutes=1))
    assert (await person.sign_in(code=codes[3])).headings == ["Queue"]


async def finished_from(person: Person, page: Page) -> Page:
    """The page of the recovery codes, from that of the QR code."""
    code = pyotp.TOTP(secret_on(page)).at(person.door.clock.at)
    return await person.submit(page, "/desk/second-factor/new", code=code)


async def test_nothing_is_shown_before_both_are_done(invited: tuple[Person, str]) -> None:
    """Not before the password, and not between password and second factor."""
    person, path = invited
    assert (await person.get("/desk")).headings == ["Sign in"]
    page = await chosen(person, path)
    assert (await person.get("/desk")).headings == ["Set up your second factor"]
    page = await person.submit(page, "/desk/second-factor/new", status=422, code="000000")
    assert "This code is not right" in page.text
    assert (await person.get("/desk")).headings == ["Set up your second factor"]


async def test_the_link_works_once(desk: Door, invited: tuple[Person, str]) -> None:
    """After the password is set it says that it has ended; so does a made-up one."""
    person, path = invited
    page = await person.get(path)
    await finished(person, path)
    assert (await person.get(path, 404)).headings == ["This link has ended"]
    again = {**page.form(path).fields, "password": PASSWORD, "again": PASSWORD}
    again["token"] = (await person.get("/desk")).form("/desk/sign-out").fields["token"]
    await person.post(path, again, 404)
    assert (await person.get("/desk/invitation/made-up", 404)).headings == ["This link has ended"]
    account = desk.store.read_now(accounts.find_account, person.account.id)
    assert account.is_ready


async def test_the_link_ends_after_seven_days(desk: Door, invited: tuple[Person, str]) -> None:
    """A mail that lies about is worth nothing."""
    person, path = invited
    desk.clock.move(timedelta(days=7, seconds=1))
    await person.get(path, 404)


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("short", "short", "too short: it needs at least 12"),
        ("Password2026!", "Password2026!", "one of the first that anybody would try"),
        ("aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaa", "one of the first"),
        ("Sam.Rush.1234567", "Sam.Rush.1234567", "Your name or address"),
        (PASSWORD, "wobbly trumpet over glass", "not the same"),
    ],
)
async def test_a_weak_password_is_refused_with_the_reason(
    invited: tuple[Person, str], password: str, again: str, sentence: str
) -> None:
    """And the link still works."""
    person, path = invited
    page = await chosen(person, path, 422, password=password, again=again)
    assert sentence in page.text
    assert f'value="{password}"' not in page.html
    assert (await chosen(person, path)).headings == ["Set up your second factor"]


@pytest.mark.parametrize(
    "password",
    [
        *("qwertyuiop123", "123456789012", "letmein letmein", "Safeguarding2026", "P@ssw0rd!!!!!"),
        *("Summer2026!!!", "iloveyou12345", "Kent2026Kent2026", "adminadmin123", "asdfasdfasdf"),
    ],
)
def test_common_passwords_are_weak(password: str) -> None:
    """However they are dressed up with digits, signs and capitals."""
    assert weakness_of(password) == "common"


@pytest.mark.parametrize(
    "password",
    [
        "wobbly trumpet under glass",
        "correct horse battery staple",
        "uV7#kd92LmqX",
        "Ölsardine im Schnee",
    ],
)
def test_uncommon_passwords_are_not(password: str) -> None:
    """Four words, or twelve signs that mean nothing."""
    assert weakness_of(password, ("Sam Rush", "sam@desk.example")) is None

"""People at the desk: accounts that are ready, and clients that are signed in, as tests need."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pyotp

from bot.enquiries import Role
from bot.store import accounts
from bot.store.audit import SYSTEM
from bot.store.desk_tables import Account
from bot.web import keys
from bot.web.desk import second_factor
from bot.web.desk.invitation import invite_new
from tests.support.doors import Door, open_door
from tests.support.enquirers import FENSHIRE, NOW
from tests.support.page_check import Page, read_page

PASSWORD = "wobbly trumpet under glass"
# Every account of a test has this secret: what counts is that the code is right.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass
class Person:
    """Somebody with an account and a browser-like client of their own."""

    door: Door
    account: Account
    client: aiohttp.ClientSession

    async def get(self, path: str, status: int = 200) -> Page:
        """A page, checked as every page is."""
        headers = {"Accept": "text/html"}
        async with self.client.get(self.door.url(path), headers=headers) as answer:
            return await read_page(answer, status, self.door.app)

    async def submit(self, page: Page, action: str, status: int = 200, **fields: str) -> Page:
        """Fill in the last form of the page with this action, send it, follow to the next page."""
        data = {**page.form(action).fields, **fields}
        return await self.post(action, data, status)

    async def post(self, action: str, data: dict[str, str], status: int = 200) -> Page:
        """Send a form as it is."""
        headers = {"Accept": "text/html"}
        async with self.client.post(self.door.url(action), data=data, headers=headers) as answer:
            return await read_page(answer, status, self.door.app)

    async def sign_in(self, password: str = PASSWORD, status: int = 200, code: str = "") -> Page:
        """Both steps, in a browser that was closed before; `status` is the last page's."""
        self.client.cookie_jar.clear()
        page = await self.get("/desk/sign-in")
        page = await self.submit(page, "/desk/sign-in", email=self.account.email, password=password)
        code = code or code_at(self.door)
        return await self.submit(page, "/desk/second-factor", status=status, code=code)


def code_at(door: Door) -> str:
    """What the authenticator app shows at this moment."""
    return pyotp.TOTP(SECRET).at(door.clock.at)


def new_account(
    door: Door, name: str = "Ash Reed", role: Role = "advisor", area: str | None = "west"
) -> Account:
    """An account with a password and a second factor."""
    email = f"{name.partition(' ')[0].lower()}@desk.example"
    hashes, store = door.app[keys.HASHES], door.store
    given = {"email": email, "name": name, "role": role, "area": area, "now": door.clock.at}
    account, _ = store.write_now(invite_new, hashes, SYSTEM, **given)
    kept = door.app[keys.PASSWORDS]._hasher.hash(PASSWORD)
    store.write_now(accounts.set_password, account.id, kept)
    sealed = door.app[keys.SEAL].close(account.id, SECRET)
    store.write_now(accounts.set_totp, account.id, sealed)
    codes = [hashes.of("code", second_factor.plain_code("AAAAA-BBBBB"))]
    store.write_now(accounts.confirm_totp, account.id, 0, codes, door.clock.at)
    return store.read_now(accounts.find_account, account.id)


@asynccontextmanager
async def person_at(door: Door, **account: Any) -> AsyncIterator[Person]:
    """Somebody with a new account, who has not signed in yet."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        yield Person(door, new_account(door, **account), client)


@asynccontextmanager
async def signed_in(door: Door, **account: Any) -> AsyncIterator[Person]:
    """Somebody with a new account, who is at the desk."""
    async with person_at(door, **account) as person:
        await person.sign_in()
        # The next code of the app is another one.
        door.clock.move(timedelta(seconds=30))
        yield person


@asynccontextmanager
async def open_desk(var: Path, **changed: Any) -> AsyncIterator[Door]:
    """A served desk of Fenshire, on a Monday morning."""
    async with open_door(var, knowledge=FENSHIRE, **changed) as door:
        door.clock.at = NOW
        yield door

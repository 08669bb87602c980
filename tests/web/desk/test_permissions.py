"""Deny by default: every route of the desk, and every role, in a test that reads the routes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from aiohttp.web_urldispatcher import UrlMappingMatchInfo

from bot.enquiries import STAFF_ROLES, Role
from bot.store.audit_reading import Sought, rows_of
from bot.store.database import sqlite_url
from bot.store.enquiry_tables import AuditRow
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.guard import ROLES, first_page, guard_of, is_desk
from bot.web.desk.routes import DESK_ROUTES, PERMISSIONS, DeskRoute
from bot.web.refusals import RefusedError
from tests.support.desk import PASSWORD, Person, code_at, open_desk, person_at, signed_in
from tests.support.doors import Door
from tests.support.enquirers import leave

HTML = {"Accept": "text/html"}
GUARDED = [route for route in DESK_ROUTES if route.permission in ROLES]


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """SQLite alone: who may do what does not hang on the database."""
    return sqlite_url(tmp_path / "signpost.sqlite3")


def address_of(route: DeskRoute, reference: str = "FS-2222-2222") -> str:
    """An address that the route answers."""
    filled = route.path.replace("{reference}", reference).replace("{id}", "999")
    return re.sub(r"\{\w+\}", "nothing", filled)


async def asked(person: Person, route: DeskRoute, token: str = "") -> tuple[int, str]:
    """Status and address to go on to, without following it."""
    async with person.client.request(
        route.method,
        person.door.url(address_of(route)),
        data={"token": token} if route.method == "POST" else None,
        headers=HTML,
        allow_redirects=False,
    ) as answer:
        return answer.status, answer.headers.get("Location", "")


async def arrived(person: Person) -> None:
    """Give both factors, wherever they lead: some roles have no page at the desk yet."""
    page = await person.get("/desk/sign-in")
    given = {"email": person.account.email, "password": PASSWORD}
    page = await person.submit(page, "/desk/sign-in", **given)
    data = {**page.form("/desk/second-factor").fields, "code": code_at(person.door)}
    url = person.door.url("/desk/second-factor")
    async with person.client.post(url, data=data, allow_redirects=False) as answer:
        assert answer.status == 303


async def token_of(person: Person) -> str:
    """The form token of somebody who is signed in."""
    return (await person.get("/desk")).form("/desk/sign-out").fields["token"]


def test_every_route_of_the_desk_is_in_the_table(desk: Door) -> None:
    """A route that somebody adds elsewhere, without a permission, fails here."""
    served = {
        (route.method, route.resource.canonical)
        for route in desk.app.router.routes()
        if route.resource and is_desk(route.resource.canonical) and route.method != "HEAD"
    }
    assert served == set(PERMISSIONS)
    assert len(PERMISSIONS) == len(DESK_ROUTES)


def test_only_coming_in_is_open() -> None:
    """What needs no signing in, or half of it, is listed here once more."""
    outside = {route.path for route in DESK_ROUTES if route not in GUARDED}
    assert outside == {
        "/desk/sign-in",
        "/desk/sign-out",
        "/desk/invitation/{invitation}",
        "/desk/second-factor",
        "/desk/second-factor/new",
    }


async def test_nobody_outside_gets_in_anywhere(desk: Door) -> None:
    """A page leads to the sign-in; a form is refused, whatever token it brings."""
    async with person_at(desk) as outsider:
        for route in GUARDED:
            status, location = await asked(outsider, route, "0" * 64)
            if route.method == "GET":
                assert status == 303
                assert location.startswith("/desk/sign-in?next=%2Fdesk")
            else:
                assert status == 403


async def test_a_password_alone_opens_nothing(desk: Door) -> None:
    """Before the second factor there is the question for it, and nothing else."""
    async with person_at(desk) as half:
        page = await half.get("/desk/sign-in")
        given = {"email": half.account.email, "password": "wobbly trumpet under glass"}
        page = await half.submit(page, "/desk/sign-in", **given)
        token = page.form("/desk/second-factor").fields["token"]
        for route in GUARDED:
            status, location = await asked(half, route, token)
            assert status == (303 if route.method == "GET" else 403)
            assert location in {"", "/desk/second-factor"}


@pytest.mark.parametrize("role", STAFF_ROLES)
async def test_each_role_does_what_the_table_permits(tmp_path: Path, role: Role) -> None:
    """Over every route: 403 where the role is not named, and never where it is."""
    async with (
        open_desk(tmp_path) as door,
        person_at(door, role=role) as person,
    ):
        await arrived(person)
        # Somebody without a page of the desk has no form either: its token is made here.
        (secret,) = [cookie.value for cookie in person.client.cookie_jar]
        token = door.app[keys.HASHES].of("form", secret)
        for route in GUARDED:
            status, location = await asked(person, route, token)
            allowed = role in ROLES[route.permission]
            if (route.method, route.path) == ("GET", "/desk") and not allowed:
                # Where everybody comes in: who answers no enquiries is led to their own page.
                assert (status, location) == (303, first_page(role))
                continue
            assert (status == 403) != allowed, (role, route.method, route.path, status)


def test_each_role_has_a_first_page_that_it_may_see() -> None:
    """An auditor or editor who signs in must not meet a refusal."""
    for role in STAFF_ROLES:
        page = ("GET", first_page(role))
        assert role in ROLES[PERMISSIONS[page]]


def test_who_may_do_what_is_said_once_more() -> None:
    """A role that is added to a permission by mistake fails here (R11)."""
    assert {name: set(roles) for name, roles in ROLES.items()} == {
        "desk": {"advisor", "manager", "admin"},
        "manage": {"manager", "admin"},
        "report": {"manager", "editor", "auditor", "admin"},
        "audit": {"auditor", "admin"},
        "admin": {"admin"},
    }
    for_admins = [route for route in DESK_ROUTES if route.permission == "admin"]
    assert {route.path.split("/")[2] for route in for_admins} == {
        *("accounts", "mails", "stop", "resume"),
    }


async def test_every_page_leaves_an_audit_row(desk: Door, admin: Person) -> None:
    """Each look at the desk is noted, with who looked; nothing is read unseen (R7)."""
    reference = leave(desk.store).reference
    for route in GUARDED:
        # What a page asks for by itself tells that something changed, and nothing of what.
        if route.method != "GET" or route.path.endswith("/live"):
            continue
        before = desk.store.read_now(newest)
        path = address_of(route, reference).replace("999", str(admin.account.id))
        path = path.replace("nothing.csv", "areas.csv")
        async with admin.client.get(desk.url(path), headers=HTML) as answer:
            assert answer.status == 200, path
        row = desk.store.read_now(newest)
        assert row.number > before.number, path
        assert (row.actor, row.action in {"view", "export"}) == (admin.account.id, True), path


def newest(session: Session) -> AuditRow:
    """The last row of the audit."""
    return rows_of(session, Sought(), 1)[0]


async def test_every_form_needs_its_token(desk: Door, admin: Person) -> None:
    """Another site can send the cookie along, but not the token; nothing is changed (CSRF)."""
    async with signed_in(desk, name="Bo Fern") as other:
        foreign = await token_of(other)
    for route in DESK_ROUTES:
        if route.method == "POST":
            for token in ("", "0" * 64, foreign):
                assert (await asked(admin, route, token))[0] == 403, route.path


async def test_a_route_without_permission_is_refused() -> None:
    """The guard denies what its table does not hold, before anything is looked at."""
    request = make_mocked_request("GET", "/desk/new", match_info=UrlMappingMatchInfo({}, NEW))
    with pytest.raises(RefusedError) as refused:
        await guard_of(PERMISSIONS)(request, shown)
    assert refused.value.reason == "not_allowed"


async def shown(_: web.Request) -> web.Response:
    """A page that somebody forgot to guard."""
    return web.Response(text="everything")


NEW = web.UrlDispatcher().add_get("/desk/new", shown)

"""Deny by default: nothing of the desk is answered but what its table of routes permits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import quote

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from bot.enquiries import Role
from bot.web import keys
from bot.web.desk.visits import VISIT, Visit, find_visit, keep_cookie
from bot.web.pages import read_form
from bot.web.refusals import RefusedError

# "open": anybody; "half": who has given a password; the others: both factors and one of the roles.
# "desk" answers enquiries, "manage" says who is there and takes lists away, "report" reads figures
# without names, "audit" reads who did what.
Permission = Literal["open", "half", "desk", "manage", "report", "audit", "admin"]
ROLES: Mapping[Permission, frozenset[Role]] = {
    "desk": frozenset({"advisor", "manager", "admin"}),
    "manage": frozenset({"manager", "admin"}),
    "report": frozenset({"manager", "editor", "auditor", "admin"}),
    "audit": frozenset({"auditor", "admin"}),
    "admin": frozenset({"admin"}),
}
Permissions = Mapping[tuple[str, str], Permission]
SIGN_IN = "/desk/sign-in"
SECOND_FACTOR = "/desk/second-factor"
SET_UP = "/desk/second-factor/new"
REPORT = "/desk/report"
AUDIT = "/desk/audit"


def guard_of(permissions: Permissions) -> Middleware:
    """The middleware that holds the table, by (method, address with its gaps)."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        resource = request.match_info.route.resource
        if resource is None or not is_desk(resource.canonical):
            return await handler(request)
        method = "GET" if request.method == "HEAD" else request.method
        permission = permissions.get((method, resource.canonical))
        if permission is None:
            raise RefusedError("not_allowed")
        return await _answer(request, handler, permission)

    return guard


def is_desk(path: str) -> bool:
    """Whether the address belongs to the desk."""
    return path == "/desk" or path.startswith("/desk/")


def permits(permission: Permission, visit: Visit) -> bool:
    """Whether the visitor may do what needs this permission."""
    if permission == "open":
        return True
    if permission == "half":
        return visit.session is not None
    return visit.is_signed_in and visit.account.role in ROLES[permission]


def first_page(role: Role) -> str:
    """Where somebody of this role comes in: the queue, or what else their work is."""
    if role in ROLES["desk"]:
        return "/desk"
    return AUDIT if role in ROLES["audit"] else REPORT


async def _answer(
    request: web.Request, handler: Handler, permission: Permission
) -> web.StreamResponse:
    visit = request[VISIT] = await find_visit(request)
    if request.method == "POST":
        await _check_form(request, visit, permission)
    if not permits(permission, visit):
        return _turned_away(request, visit)
    response = await handler(request)
    if visit.is_new and not response.cookies:
        keep_cookie(request, response, visit.secret)
    return response


async def _check_form(request: web.Request, visit: Visit, permission: Permission) -> None:
    """Another site's page can send our cookie along, but not the token (CSRF)."""
    token = (await read_form(request)).get("token", "")
    if visit.is_new or not request.app[keys.HASHES].is_token_of(visit.secret, token):
        raise RefusedError("old_form" if permission == "open" else "signed_out")


def _turned_away(request: web.Request, visit: Visit) -> web.Response:
    if visit.is_signed_in:
        if request.method != "POST" and request.path == "/desk":
            return web.Response(status=303, headers={hdrs.LOCATION: first_page(visit.account.role)})
        raise RefusedError("not_allowed")
    if request.method == "POST":
        raise RefusedError("signed_out")
    if visit.session is None:
        where = f"{SIGN_IN}?next={quote(request.path, safe='')}"
    else:
        where = SECOND_FACTOR if visit.account.is_ready else SET_UP
    return web.Response(status=303, headers={hdrs.LOCATION: where})

"""Every address of the desk and who may use it, on one screen; what is not here is denied."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web.desk import (
    account,
    accounts,
    audit_page,
    choices,
    enquiry,
    inserting,
    invitation,
    lists,
    live,
    mails,
    moves,
    queue,
    replies,
    report,
    search,
    sign_in,
    staffing,
    stopping,
    views,
)
from bot.web.desk.guard import AUDIT, REPORT, Permission, Permissions

ENQUIRY = "/desk/enquiries/{reference}"
ACCOUNT = "/desk/accounts/{id}"


@dataclass(frozen=True)
class DeskRoute:
    """An address of the desk, what answers it, and the permission that it needs."""

    method: str
    path: str
    handler: Handler
    permission: Permission

    @property
    def definition(self) -> web.RouteDef:
        """The route as aiohttp takes it."""
        add = web.get if self.method == "GET" else web.post
        return add(self.path, self.handler)


DESK_ROUTES: tuple[DeskRoute, ...] = (
    # Coming in and going out.
    DeskRoute("GET", "/desk/sign-in", sign_in.get_sign_in, "open"),
    DeskRoute("POST", "/desk/sign-in", sign_in.post_sign_in, "open"),
    DeskRoute("GET", "/desk/invitation/{invitation}", invitation.get_invitation, "open"),
    DeskRoute("POST", "/desk/invitation/{invitation}", invitation.post_invitation, "open"),
    DeskRoute("GET", "/desk/second-factor", sign_in.get_second_factor, "half"),
    DeskRoute("POST", "/desk/second-factor", sign_in.post_second_factor, "half"),
    DeskRoute("GET", "/desk/second-factor/new", invitation.get_set_up, "half"),
    DeskRoute("POST", "/desk/second-factor/new", invitation.post_set_up, "half"),
    DeskRoute("POST", "/desk/sign-out", sign_in.post_sign_out, "open"),
    # Enquiries.
    DeskRoute("GET", "/desk", queue.get_queue, "desk"),
    DeskRoute("GET", ENQUIRY, enquiry.get_enquiry, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/claim", moves.post_claim, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/release", moves.post_release, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/reply", moves.post_reply, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/note", moves.post_note, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/close", moves.post_close, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/reopen", moves.post_reopen, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/reassign", moves.post_reassign, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/follow", moves.post_follow, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/insert", inserting.post_insert, "desk"),
    DeskRoute("GET", f"{ENQUIRY}/live", live.get_enquiry_live, "desk"),
    DeskRoute("POST", f"{ENQUIRY}/away", live.post_away, "desk"),
    DeskRoute("GET", "/desk/live", live.get_queue_mark, "desk"),
    # What makes the work lighter: search, views, saved replies, one's own choices.
    DeskRoute("GET", "/desk/search", search.get_search, "desk"),
    DeskRoute("POST", "/desk/views", views.post_views, "desk"),
    DeskRoute("POST", "/desk/views/{id}/delete", views.post_delete, "desk"),
    DeskRoute("GET", "/desk/replies", replies.get_replies, "desk"),
    DeskRoute("POST", "/desk/replies", replies.post_replies, "desk"),
    DeskRoute("POST", "/desk/replies/{id}", replies.post_reply, "desk"),
    DeskRoute("POST", "/desk/replies/{id}/delete", replies.post_delete, "desk"),
    DeskRoute("GET", "/desk/choices", choices.get_choices, "desk"),
    DeskRoute("POST", "/desk/choices", choices.post_choices, "desk"),
    # For the board.
    DeskRoute("GET", REPORT, report.get_report, "report"),
    DeskRoute("GET", f"{REPORT}/{{table}}.csv", report.get_table, "report"),
    DeskRoute("GET", "/desk/lists/enquiries.csv", lists.get_enquiries, "manage"),
    # For auditors.
    DeskRoute("GET", AUDIT, audit_page.get_audit, "audit"),
    DeskRoute("POST", f"{AUDIT}/verify", audit_page.post_verify, "audit"),
    # For managers and admins.
    DeskRoute("GET", "/desk/accounts", accounts.get_accounts, "admin"),
    DeskRoute("POST", "/desk/accounts", accounts.post_accounts, "admin"),
    DeskRoute("POST", f"{ACCOUNT}/invitation", accounts.post_invitation, "admin"),
    DeskRoute("POST", f"{ACCOUNT}/second-factor", accounts.post_reset, "admin"),
    DeskRoute("POST", f"{ACCOUNT}/disable", accounts.post_disable, "admin"),
    DeskRoute("POST", f"{ACCOUNT}/enable", accounts.post_enable, "admin"),
    DeskRoute("GET", ACCOUNT, account.get_account, "admin"),
    DeskRoute("POST", ACCOUNT, account.post_account, "admin"),
    DeskRoute("POST", f"{ACCOUNT}/hand-over", account.post_hand_over, "admin"),
    DeskRoute("GET", "/desk/staffing", staffing.get_staffing, "manage"),
    DeskRoute("POST", "/desk/absences", staffing.post_absences, "manage"),
    DeskRoute("POST", "/desk/absences/{id}/end", staffing.post_end, "manage"),
    DeskRoute("POST", "/desk/duty", staffing.post_duty, "manage"),
    DeskRoute("GET", "/desk/mails", mails.get_mails, "admin"),
    DeskRoute("POST", "/desk/mails/{id}/retry", mails.post_retry, "admin"),
    DeskRoute("GET", "/desk/stop", stopping.get_stop, "admin"),
    DeskRoute("POST", "/desk/stop", stopping.post_stop, "admin"),
    DeskRoute("POST", "/desk/resume", stopping.post_resume, "admin"),
)
PERMISSIONS: Permissions = {(one.method, one.path): one.permission for one in DESK_ROUTES}

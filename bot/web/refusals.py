"""Requests that are not accepted, each with a reason that the strings file puts into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "not_json",
    "no_message",
    "no_opinion",
    "long_why",
    "no_answer",
    "too_long",
    "wrong_sender",
    "wrong_key",
    "not_found",
    "wrong_method",
    "too_large",
    "too_slow",
    "wrong_type",
    "other_message",
    "no_session",
    "no_api_key",
    "signed_out",
    "old_form",
    "not_allowed",
    "foreign_origin",
    "no_enquiry",
    "too_many",
    "too_many_pages",
    "not_ready",
    "no_store",
    "stopped",
    "failed",
]
STATUS: dict[Reason, int] = {
    "not_json": 400,
    "no_message": 400,
    "no_opinion": 400,
    "long_why": 400,
    "too_long": 400,
    "wrong_sender": 400,
    "wrong_key": 400,
    "no_api_key": 401,
    "no_session": 403,
    "signed_out": 403,
    "old_form": 403,
    "not_allowed": 403,
    "foreign_origin": 403,
    "not_found": 404,
    "no_enquiry": 404,
    "no_answer": 404,
    "wrong_method": 405,
    "too_slow": 408,
    "too_large": 413,
    "wrong_type": 415,
    "other_message": 422,
    "too_many": 429,
    "too_many_pages": 429,
    "failed": 500,
    "not_ready": 503,
    "no_store": 503,
    "stopped": 503,
}
BY_STATUS: dict[int, Reason] = {
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
    415: "wrong_type",
}


@dataclass
class RefusedError(Exception):
    """A request is not accepted; `retry_after` is in whole seconds where waiting helps."""

    reason: Reason
    retry_after: int | None = None

    @property
    def status(self) -> int:
        """The HTTP status of the reason."""
        return STATUS[self.reason]

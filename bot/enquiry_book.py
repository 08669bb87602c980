"""What the chat needs of the enquiries that are kept: leaving one, and asking how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.enquiries import Status
from bot.enquiry_draft import Draft
from bot.routing import OutOfCounty, Reason, School


class NotSavedError(Exception):
    """Enquiries cannot be kept or read just now: nothing was sent, and it may be tried again."""


@dataclass(frozen=True)
class FoundSchool:
    """A school of the register that may be meant; `is_sure` where nobody needs to ask."""

    school: School
    is_sure: bool = False


@dataclass(frozen=True)
class Receipt:
    """What the asker is told after sending; `due_at` is local time, `link` is the asker's own."""

    reference: str
    owner: str
    reason: Reason
    due_at: datetime
    kept_days: int
    link: str


@dataclass(frozen=True)
class Progress:
    """How far an enquiry is; `replies` and `link` are only for the conversation that left it."""

    reference: str
    status: Status
    received_at: datetime
    due_at: datetime
    is_own: bool = False
    replies: tuple[str, ...] = ()
    link: str = ""


class EnquiryBook(Protocol):
    """The enquiries as the chat may use them."""

    async def schools(self, text: str) -> Sequence[FoundSchool]:
        """The schools of the register that may be meant, the likeliest first."""

    async def leave(self, draft: Draft, conversation: str) -> Receipt | OutOfCounty:
        """Keep the enquiry, once for the draft's key, and queue its mails.

        Raises :class:`NotSavedError`.
        """

    async def progress(self, reference: str, conversation: str) -> Progress | None:
        """How far the enquiry of this reference is; None where there is none."""

    async def left_in(self, conversation: str) -> Sequence[Progress]:
        """How far the enquiries are that were left in a conversation, newest first."""

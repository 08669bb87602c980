"""What a person may ask for: everything that is kept of them, with others' details masked.

UK GDPR, articles 15 and 17.  Of others, advisors' names and whatever tells who somebody is are
masked, since the right of access must not reach into another's rights (article 15(4)).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from bot.privacy import Published, find_details, left_out
from bot.store.enquiry_tables import Enquiry, Mail
from bot.store.person import Held, Sought
from bot.store.register_tables import TurnRow

Document = dict[str, Any]
_COLUMNS = (
    *("reference", "status", "received_at", "due_at", "first_replied_at", "settled_at"),
    *("name", "role", "setting", "place", "email", "phone", "topic", "area", "district"),
)


@dataclass(frozen=True)
class Told:
    """What was said in a conversation, as the engine remembers it: `who` is "user" or "bot"."""

    who: str
    text: str
    at: datetime | None = None


class Mask:
    """Hides who others are; `own` are the person's own name and contact details."""

    def __init__(
        self,
        published: Published,
        own: Iterable[str],
        others: Iterable[str],
        words: Mapping[str, str],
    ) -> None:
        self._own = frozenset(one.casefold() for one in own if one)
        self._published = published.with_names(self._own)
        self._others = sorted({one for one in others if one}, key=len, reverse=True)
        self._words = words

    def text(self, text: str) -> str:
        """A text without names, numbers and addresses of others."""
        found = find_details(text, self._published)
        theirs = [one for one in found if text[one.start : one.end].casefold() not in self._own]
        masked = left_out(text, theirs, self._words)
        for name in self._others:
            masked = re.sub(re.escape(name), self._words["advisor"], masked, flags=re.IGNORECASE)
        return masked

    def address(self, address: str) -> str:
        """An e-mail address, where it is the person's own."""
        return address if address.casefold() in self._own else self._words["email"]


def mark_of(key: bytes, sought: Sought) -> str:
    """What the audit says instead of a name: the same for the same person, and no way back."""
    who = (sought.email or sought.reference or "").casefold()
    return hmac.new(key, who.encode(), hashlib.sha256).hexdigest()[:16]


def mask_of(held: Held, sought: Sought, published: Published, words: Mapping[str, str]) -> Mask:
    """The mask for a person's data: theirs is what they gave, all else is others'."""
    own = [value for one in held.enquiries for value in (one.name, one.email, one.phone) if value]
    advisors = [message.author_name for one in held.enquiries for message in one.messages]
    owners = [one.owner_name for one in held.enquiries]
    named = {name for name in (*advisors, *owners) if name not in own}
    return Mask(published, [*own, sought.email or ""], named, words)


def document(
    held: Held, told: Mapping[str, Sequence[Told]], mask: Mask, made_at: datetime
) -> Document:
    """All that is kept, as plain JSON values; `told` is what the engine remembers, by its id."""
    by_conversation: dict[str, list[TurnRow]] = {one: [] for one in sorted({*told})}
    for turn in held.turns:
        by_conversation.setdefault(turn.conversation, []).append(turn)
    return {
        "made_at": _moment(made_at),
        "enquiries": [_enquiry(one, held, mask) for one in held.enquiries],
        "conversations": [
            {
                "chat": [_turn(turn, held, mask) for turn in turns],
                "engine": [
                    {"who": one.who, "text": mask.text(one.text), "at": _moment(one.at)}
                    for one in told.get(conversation, ())
                ],
            }
            for conversation, turns in by_conversation.items()
        ],
    }


def mail_files(folder: Path, held: Held, sought: Sought) -> list[Path]:
    """The files of mails about the person's enquiries, or to the person."""
    ids = {mail.message_id for mail in held.mails if mail.message_id}
    references = [one.reference for one in held.enquiries]
    found = []
    for path in sorted(folder.glob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        to, subject = str(mail["To"]).casefold(), str(mail["Subject"])
        is_to = bool(sought.email) and str(sought.email).casefold() in to
        about = any(reference in subject for reference in references)
        if is_to or about or str(mail["Message-ID"]) in ids:
            found.append(path)
    return found


def _enquiry(one: Enquiry, held: Held, mask: Mask) -> Document:
    given = {name: getattr(one, name) for name in _COLUMNS}
    return {
        **{
            name: _moment(value) if isinstance(value, datetime) else value
            for name, value in given.items()
        },
        "messages": [
            {
                "kind": message.kind,
                "text": mask.text(message.text),
                "at": _moment(message.at),
                "urgent": message.urgent,
            }
            for message in one.messages
        ],
        "conversation": [
            {"said": turn.said, "answered": mask.text(turn.answered), "at": _moment(turn.at)}
            for turn in one.turns
        ],
        "mails": [_mail(mail, mask) for mail in one.mails],
        "history": [
            {"at": _moment(row.at), "role": row.role, "action": row.action, "fields": row.fields}
            for row in held.history[one.id]
        ],
    }


def _mail(mail: Mail, mask: Mask) -> Document:
    return {
        "kind": mail.kind,
        "to": mask.address(mail.recipient),
        "queued_at": _moment(mail.queued_at),
        "sent_at": _moment(mail.sent_at),
    }


def _turn(turn: TurnRow, held: Held, mask: Mask) -> Document:
    replies = [mask.text(str(part["text"])) for part in turn.reply or ()]
    said = {"said": turn.said, "at": _moment(turn.at), "replies": replies}
    opinion = held.opinions.get((turn.conversation, turn.key))
    return said | {"useful": opinion.useful, "why": opinion.why} if opinion else said


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None

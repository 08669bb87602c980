"""The words of a mail, as plain text and HTML, from the strings file, the pack and an enquiry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import jinja2

from bot.enquiry_links import token_of
from bot.knowledge import Knowledge
from bot.service.digest_words import digest_counts, digest_lists
from bot.store.enquiry_tables import MailKind
from bot.store.mails import Taken
from bot.web.moments import moment
from bot.web.reasons import Reader, why
from bot.web.words import Words

TEMPLATES = Path(__file__).parent.parent / "web" / "templates"
TO_ASKER: frozenset[MailKind] = frozenset({"received", "replied", "reopened", "closed"})
# What a mail tells first where something is wrong, in this order (audiences of the pack).
_URGENT = ("emergency", "child-concern", "out-of-hours")


@dataclass(frozen=True)
class Letter:
    """A mail's words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Stationery:
    """What every mail of a deployment shares.

    `address` is what links begin with, `link_key` signs the asker's; `with_content` allows what
    people wrote to stand in a mail.
    """

    sender: str
    address: str
    link_key: bytes
    with_content: bool = False


class Letters:
    """Writes the mails; the knowledge is asked anew for each, since its numbers may change."""

    def __init__(
        self, words: Words, knowledge: Callable[[], Knowledge], stationery: Stationery
    ) -> None:
        self._words = words
        self._knowledge = knowledge
        self._stationery = stationery
        self._html = _templates(autoescape=True).get_template("mail.html")
        self._text = _templates(autoescape=False).get_template("mail.txt")

    def message(self, mail: Taken) -> EmailMessage:
        """The mail, ready to be sent: the same each time it is tried.

        Raises ValueError where its recipient is no address.
        """
        letter, message = self.letter(mail), EmailMessage()
        sender, domain = self._stationery.sender.rsplit("@", 1)
        message["From"] = Address(self._words.say("brand"), sender, domain)
        message["To"] = Address(_one_line(mail.recipient_name), addr_spec=mail.recipient)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(mail.queued_at)
        message["Message-ID"] = mail.message_id
        # RFC 3834: no holiday notices in return.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        message.add_alternative(letter.html, subtype="html")
        # Not a random one: the mail is the same, byte for byte, each time it is tried.
        message.set_boundary("=_" + mail.message_id.strip("<>").partition("@")[0])
        return message

    def letter(self, mail: Taken) -> Letter:
        """The words of the mail."""
        values = self._values(mail)
        say = self._words.say
        subject = _one_line(say(f"mail.{mail.kind}.subject", **values))
        parts = {
            "language": say("language"),
            "subject": subject,
            "greeting": say("mail.greeting", person=_one_line(mail.recipient_name)),
            "paragraphs": say(f"mail.{mail.kind}.body", **values).split("\n\n"),
            "link": say(f"mail.{mail.kind}.link"),
            "address": self._address(mail),
            "lists": self._lists(mail),
            **self._content(mail),
            **self._footer(),
        }
        return Letter(subject, self._text.render(parts), self._html.render(parts))

    def _values(self, mail: Taken) -> dict[str, str]:
        enquiry = mail.enquiry
        if enquiry is None:
            return digest_counts(mail.listed or {})
        reader: Reader = "asker" if mail.kind in TO_ASKER else "owner"
        return {
            "reference": enquiry.reference,
            "owner": enquiry.owner_name,
            "due": moment(self._words, enquiry.due_at),
            "why": why(self._words, enquiry.reason, reader),
        }

    def _address(self, mail: Taken) -> str:
        if mail.enquiry is None:
            return f"{self._stationery.address}/desk"
        reference = mail.enquiry.reference
        if mail.kind in TO_ASKER:
            token = token_of(self._stationery.link_key, reference)
            return f"{self._stationery.address}/enquiries/{token}"
        return f"{self._stationery.address}/desk/enquiries/{reference}"

    def _lists(self, mail: Taken) -> list[dict[str, str | list[str]]]:
        """What a digest lists, under headings of its own; nothing in any other mail."""
        return digest_lists(self._words, mail.listed or {})

    def _content(self, mail: Taken) -> dict[str, str | None]:
        title = "mail.content_replied" if mail.kind == "replied" else "mail.content_asked"
        return {
            "content_title": self._words.say(title),
            "content": mail.text if self._stationery.with_content else None,
        }

    def _footer(self) -> dict[str, str | list[str]]:
        knowledge = self._knowledge()
        lines = {line.audience: line.say for line in reversed([*knowledge.contacts.values()])}
        say = self._words.say
        return {
            "urgent": say("mail.urgent"),
            "numbers": [lines[audience] for audience in _URGENT if audience in lines],
            "automatic": say("mail.automatic", partnership=knowledge.partnership.name),
            "no_child": say("mail.no_child"),
        }


def _templates(*, autoescape: bool) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=autoescape,  # noqa: S701 - off for the plain text only
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _one_line(text: str) -> str:
    """Without line breaks, which would begin another header."""
    return " ".join(text.split())

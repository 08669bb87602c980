"""Where mail is handed over, as one setting: an address such as smtps://user:secret@host."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import unquote, urlsplit

Security = Literal["tls", "starttls", "none"]
# RFC 8314 (submission over TLS), RFC 6409 (submission), RFC 5321 (relay).
_SCHEMES: dict[str, tuple[Security, int]] = {
    "smtps": ("tls", 465),
    "smtp": ("starttls", 587),
    "smtp+plain": ("none", 25),
}
_ALLOWED = (
    "an address such as smtps://user:password@host (encrypted from the start), smtp://… "
    "(encrypted by STARTTLS) or smtp+plain://host (a server that needs neither)"
)


@dataclass(frozen=True)
class MailServer:
    """An SMTP server; its secret never shows in a representation."""

    host: str
    port: int
    security: Security
    username: str | None = None
    password: str | None = field(default=None, repr=False)


def read_mail_server(url: str) -> MailServer:
    """The server of an address; raises ValueError with what is allowed.

    Characters of user and password that mean something in an address are written as %XX.
    """
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise ValueError(_ALLOWED) from None
    if parts.scheme not in _SCHEMES or not host or parts.path not in {"", "/"} or parts.query:
        raise ValueError(_ALLOWED)
    security, usual_port = _SCHEMES[parts.scheme]
    if security == "none" and parts.username:
        raise ValueError("smtps:// or smtp://, since a password is never sent unencrypted")
    return MailServer(
        host,
        port or usual_port,
        security,
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
    )

"""What proves a session: our own pages' cookie with a form's token, an embedding page's token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.store.audit import Sign, signer


def derived_key(secret: str, purpose: str) -> bytes:
    """A key for one purpose, so that a value made for one is worth nothing for another."""
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest()


def audit_signer(secret: str) -> Sign:
    """What signs the place up to which the audit was forgotten, and proves it later."""
    return signer(derived_key(secret, "audit checkpoint"))


@dataclass(frozen=True)
class EmbeddedSession:
    """The session of a page of another site; `begun` is when its token was made."""

    id: str
    begun: datetime


class Sessions:
    """Makes and checks session ids (unguessable, signed) and their form tokens."""

    def __init__(self, secret: str) -> None:
        self._cookie_key = derived_key(secret, "session cookie")
        self._token_key = derived_key(secret, "form token")
        self._embedded_key = derived_key(secret, "embedded session")

    def new(self) -> str:
        """The id of a new session: 192 bits that nobody can guess."""
        return secrets.token_urlsafe(24)

    def sealed(self, session: str) -> str:
        """The cookie value for a session: its id with our signature."""
        return f"{session}.{_sign(self._cookie_key, session)}"

    def read(self, cookie: str | None) -> str | None:
        """The session's id, or None for a cookie that is missing or that we did not make."""
        session, _, signature = (cookie or "").partition(".")
        return session if _same(signature, _sign(self._cookie_key, session)) else None

    def token(self, session: str) -> str:
        """The token that forms and scripts of this session's pages send along."""
        return _sign(self._token_key, session)

    def accepts(self, session: str, token: str | None) -> bool:
        """Whether the token belongs to this session; another site cannot know it."""
        return _same(token or "", self.token(session))

    def embedded_token(self, session: str, origin: str, now: datetime) -> str:
        """The token by which pages of this origin, and no other, prove the session."""
        return self._embedded_token(session, origin, str(int(now.timestamp())))

    def read_embedded(self, token: str, origin: str) -> EmbeddedSession | None:
        """The session of a token; None for one that we did not make, or not for this origin."""
        session, _, rest = token.partition(".")
        begun = rest.partition(".")[0]
        if not _same(token, self._embedded_token(session, origin, begun)):
            return None
        return EmbeddedSession(session, datetime.fromtimestamp(int(begun), UTC))

    def _embedded_token(self, session: str, origin: str, begun: str) -> str:
        signature = _sign(self._embedded_key, f"{session} {begun} {origin}")
        return f"{session}.{begun}.{signature}"


def _sign(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())

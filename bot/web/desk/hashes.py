"""Keyed hashes of what opens the desk, so that the database alone opens nothing."""

from __future__ import annotations

import hashlib
import hmac
from typing import Literal

from bot.web.sessions import derived_key

Kind = Literal["session", "invitation", "code", "account", "address", "form"]


class Hashes:
    """Hashes of cookies, links, codes and names, each kind apart from the others."""

    def __init__(self, secret: str) -> None:
        self._key = derived_key(secret, "desk")

    def of(self, kind: Kind, text: str) -> str:
        """The hash of a text of this kind, as 64 hexadecimal digits."""
        whole = f"{kind} {text}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, whole, hashlib.sha256).hexdigest()

    def is_token_of(self, cookie: str, token: str) -> bool:
        """Whether a form's token belongs to the browser with this cookie."""
        given = token.encode("utf-8", "surrogatepass")
        return hmac.compare_digest(given, self.of("form", cookie).encode())

"""Signed links to an enquiry: who holds one may see the enquiry, and nobody can make one.

A token is the reference with 128 bits of HMAC-SHA-256, so it needs no table and no expiry of
its own: it ends with the enquiry.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

SIGNATURE_BYTES = 16


class WrongTokenError(ValueError):
    """We did not make this token."""


def token_of(key: bytes, reference: str) -> str:
    """The token of an enquiry, for the address of its page."""
    return f"{reference}-{_signature(key, reference)}"


def reference_of(key: bytes, token: str) -> str:
    """The reference that the token is for; raises :class:`WrongTokenError`."""
    parts = token.split("-", 3)
    reference = "-".join(parts[:3])
    right = _signature(key, reference)
    if len(parts) != 4 or not hmac.compare_digest(
        parts[3].encode("utf-8", "surrogatepass"), right.encode()
    ):
        raise WrongTokenError
    return reference


def _signature(key: bytes, reference: str) -> str:
    digest = hmac.new(key, reference.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SIGNATURE_BYTES]).rstrip(b"=").decode()

"""Secrets that must be read again, encrypted so that the database alone lets nobody in."""

from __future__ import annotations

import base64

import structlog
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

log = structlog.get_logger()


class Seal:
    """Seals and opens the second factors' secrets with keys of the deployment's own secret.

    Each account has a key of its own (RFC 5869, HKDF), so that what is sealed for one cannot be
    put into the place of another's. Fernet is AES-128-CBC with HMAC-SHA256.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def close(self, account_id: int, text: str) -> str:
        """The text, sealed for this account."""
        return self._fernet(account_id).encrypt(text.encode()).decode()

    def open(self, account_id: int, sealed: str | None) -> str | None:
        """What was sealed; None where nothing was, or with another secret or for another account.

        It then opens nothing: no code is right until the second factor is reset.
        """
        if sealed is None:
            return None
        try:
            return self._fernet(account_id).decrypt(sealed.encode()).decode()
        except InvalidToken:
            log.warning("second factor is sealed with another key", account=account_id)
            return None

    def _fernet(self, account_id: int) -> Fernet:
        info = f"second factor of account {account_id}".encode()
        key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(self._secret)
        return Fernet(base64.urlsafe_b64encode(key))

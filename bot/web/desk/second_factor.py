"""The second factor: time-based codes (RFC 6238), their QR code, and recovery codes."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime

import pyotp
import segno

SECONDS = 30
CODES = 10
# Without 0, O, 1 and I: codes are copied by hand. Ten of 32 characters are 50 bits.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_secret() -> str:
    """A secret of 160 bits for an authenticator app, in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The time step that the code is for, this one or a neighbour; None for a wrong code.

    A neighbour too, for a telephone's clock may be half a minute off (RFC 6238, 5.2).
    """
    now, totp = int(at.timestamp()) // SECONDS, pyotp.TOTP(secret)
    if re.fullmatch(r"[0-9]{6}", code):
        for step in (now, now - 1, now + 1):
            if hmac.compare_digest(totp.generate_otp(step), code):
                return step
    return None


def app_address(secret: str, email: str, issuer: str) -> str:
    """The otpauth: address that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def qr_code(address: str) -> str:
    """The address as a QR code, an SVG element that stands in the page itself."""
    drawing: str = segno.make(address, error="m").svg_inline(
        scale=4, border=3, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return drawing


def in_groups(secret: str) -> str:
    """The secret in groups of four, to be typed."""
    return " ".join(re.findall(".{1,4}", secret))


def new_recovery_codes() -> list[str]:
    """Codes such as "7F3KQ-92QMT", each of which takes the place of the app once."""
    drawn = ("".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(CODES))
    return [f"{code[:5]}-{code[5:]}" for code in drawn]


def plain_code(typed: str) -> str:
    """A code as it was typed, without what people put between its characters."""
    return re.sub(r"[\s-]", "", typed).upper()

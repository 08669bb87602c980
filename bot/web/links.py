"""Addresses of our own that are passed on: in mails, to askers, to invited colleagues."""

from __future__ import annotations

from bot.settings import Settings
from bot.web.sessions import derived_key


def link_key_of(secret: str) -> bytes:
    """The key that signs the links to enquiries."""
    return derived_key(secret, "enquiry link")


def public_address(settings: Settings) -> str:
    """What our addresses begin with: the setting, else this machine's own."""
    return settings.public_url or f"http://{settings.host}:{settings.port}"

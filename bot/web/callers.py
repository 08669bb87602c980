"""Who is speaking, so that nobody can speak into another's conversation."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

from bot.settings import Network

# The sender of our own pages and of the widget: one conversation a session.
PAGE_SENDER = "page"


@dataclass(frozen=True)
class Caller:
    """A session of our own pages, one of a page that embeds the chat, an API key, or an address.

    `origin` is what shares the wider rate limit: many sessions may come from one address.
    """

    kind: Literal["session", "embedded", "key", "address"]
    id: str
    origin: str

    @property
    def has_page(self) -> bool:
        """Whether the caller looks at a page, which shows what advisors have answered."""
        return self.kind in {"session", "embedded"}


def conversation_id(key: bytes, caller: Caller, sender: str) -> str:
    """The engine's name for (caller, sender): a keyed hash, which tells nothing of either.

    Lengths come first, so that no two pairs can be written the same way.
    """
    parts = (caller.kind, caller.id, sender)
    text = "".join(f"{len(part)}:{part}" for part in parts)
    # A sender may hold a lone surrogate, which strict UTF-8 refuses.
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def client_address(remote: str | None, forwarded: str, trusted: Sequence[Network]) -> str:
    """The client's address: the nearest one that is not a trusted proxy.

    `forwarded` is X-Forwarded-For, believed only as far as trusted proxies wrote it: it is
    read from the right, and the first address that is not trusted ends the search.
    """
    address = remote or "unknown"
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    while hops and is_trusted(address, trusted):
        address = hops.pop()
    return address


def is_trusted(address: str, trusted: Iterable[Network]) -> bool:
    """Whether the address belongs to a proxy that the deployment named."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted)

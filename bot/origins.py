"""Origins of web pages (RFC 6454): scheme, host and port, by which browsers tell sites apart."""

from __future__ import annotations

import re

_ALLOWED = (
    "origins with commas between them, each as a browser writes it: https:// and the host in small "
    "letters, with a port where it is not the usual one, and nothing after it"
)
_ORIGIN = re.compile(r"https?://([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9]\d{0,4})?")
# A browser leaves these out, so an origin that names them would never be met.
_USUAL = re.compile(r"http://.*:80|https://.*:443")


def read_origins(value: str) -> tuple[str, ...]:
    """The origins of a setting, each once.

    Raises ValueError, with what is allowed, for anything else: a path, a pattern, "*" or "null".
    """
    origins = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    if not all(_ORIGIN.fullmatch(one) and not _USUAL.fullmatch(one) for one in origins):
        raise ValueError(_ALLOWED)
    return origins

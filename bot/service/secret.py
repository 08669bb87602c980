"""The key that signs sessions and hides callers: given by a setting, or made once and kept."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings
from bot.web.sessions import audit_signer

__all__ = ["audit_signer", "secret_key"]


def secret_key(settings: Settings) -> str:
    """The deployment's key; without the setting, one of its own in a file that only it reads.

    Kept across starts, so that conversations outlive a restart.
    """
    return settings.secret_key or _kept(settings.var / "secret.key")


def _kept(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(
            os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode=0o600), "w", encoding="ascii"
        ) as writer:
            writer.write(secrets.token_urlsafe(48))
        # Another service may have made one at the same moment: the first one, whole, is kept.
        with suppress(FileExistsError):
            os.link(own, path)
        own.unlink()
    return path.read_text(encoding="ascii").strip()

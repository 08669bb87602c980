"""Weights of a pack's articles that were fitted before, kept in a file between starts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bot.components.encoder import Floats
from bot.components.vector_cache import FOLDER, arrays_in

logger = logging.getLogger(__name__)


class FitCache:
    """Keeps the last fit of one pack; the file may be deleted at any time.

    A damaged file, or one of another digest, counts as missing.
    """

    def __init__(self, name: str, folder: Path = FOLDER) -> None:
        self._path = folder / f"{name}.npz"

    def fitted(
        self, digest: str, fit: Callable[[], tuple[Floats, Floats]]
    ) -> tuple[Floats, Floats]:
        """Weights and offsets for what has this digest: as they were kept, or fitted now."""
        kept = self._read(digest)
        if kept is None:
            kept = fit()
            self._write(digest, kept)
        return kept

    def _read(self, digest: str) -> tuple[Floats, Floats] | None:
        kept = arrays_in(self._path)
        if "digest" not in kept or str(kept["digest"]) != digest:
            return None
        return kept["weights"], kept["offsets"]

    def _write(self, digest: str, kept: tuple[Floats, Floats]) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part.npz")
            np.savez(part, digest=np.array(digest), weights=kept[0], offsets=kept[1])
            part.replace(self._path)
        except OSError:
            # Only speed is lost: the next start fits the weights again.
            logger.warning("the weights of the articles could not be kept in a file")

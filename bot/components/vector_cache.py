"""Sentence vectors that were computed before, kept in a file between starts and trainings."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.components.encoder import DIMENSIONS, MODEL_ID, Encoder, Floats

logger = logging.getLogger(__name__)
FOLDER = Path(os.environ.get("SIGNPOST_VAR") or "var") / "vectors"


def arrays_in(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file of numpy's; none of a file that is missing or damaged."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return dict(kept.items())
    except (OSError, ValueError, EOFError, BadZipFile):
        return {}


class VectorCache:
    """Primes an encoder from a file and writes the file anew when it lacks something.

    The file holds numbers and the texts of examples and articles, never of messages.  It may
    be deleted at any time; a damaged one counts as missing.
    """

    def __init__(self, name: str, folder: Path = FOLDER) -> None:
        self._path = folder / f"{name}-{MODEL_ID}.npz"

    def prime(self, encoder: Encoder, texts: Iterable[str]) -> None:
        """Make the encoder know the vectors of texts, from the file where it holds them.

        It goes on beside what the caller does next; asking the encoder for one of them waits.
        """
        wanted = tuple(dict.fromkeys(texts))
        encoder.expect(wanted, lambda: self._find(encoder, wanted))

    def _find(self, encoder: Encoder, wanted: tuple[str, ...]) -> None:
        known = self._read()
        encoder.remember({text: known[text] for text in wanted if text in known})
        if any(text not in known for text in wanted):
            vectors = encoder.vectors(wanted)
            self._write(wanted, vectors)
            encoder.remember(dict(zip(wanted, vectors, strict=True)))

    def _read(self) -> dict[str, Floats]:
        kept = arrays_in(self._path)
        try:
            vectors = kept["vectors"].astype(np.float32)
            return dict(zip(kept["texts"].tolist(), vectors, strict=True))
        except (ValueError, KeyError):
            return {}

    def _write(self, texts: tuple[str, ...], vectors: Floats) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part = self._path.with_suffix(".part.npz")
            np.savez(part, texts=np.array(texts), vectors=vectors.reshape(-1, DIMENSIONS))
            part.replace(self._path)
        except OSError:
            # Only speed is lost: the next start computes the vectors again.
            logger.warning("the sentence vectors could not be kept in a file")

"""Packs a model without squeezing it.

Cost: Rasa packs a trained model by gzip's slowest level, which takes 1.4 s of a training, and 0.2 s
of every start to undo; most of a model is numbers, which it makes an eighth smaller.
Same result: the file is a gzip file all the same, which Rasa's own reading takes.
"""

from __future__ import annotations

from typing import Any

import rasa.engine.storage.local_model_storage as stock
from rasa.engine.storage.local_model_storage import TarSafe


class Unsqueezed(TarSafe):
    """Rasa's archive, which keeps what it is given as it is."""

    @classmethod
    def open(cls, name: Any = None, mode: str = "r", **given: Any) -> Any:
        """Open an archive as Rasa does; one to be written is stored, not compressed."""
        if mode == "w:gz":
            given["compresslevel"] = 0
        return super().open(name, mode, **given)


def apply() -> None:
    """Put the archive in the place of Rasa's."""
    stock.TarSafe = Unsqueezed

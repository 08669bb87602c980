"""An array that is needed seldom, kept in a file without a name rather than in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from bot.components.encoder import Floats
from bot.components.vector_cache import FOLDER


class SetAside:
    """Keeps an array until it is asked for; the file goes with the process.

    Processes that are forked off read the same file.  Where none can be made, as on a disk that is
    full, the array stays in memory.
    """

    def __init__(self, array: Floats, folder: Path = FOLDER) -> None:
        self._shape = array.shape
        self._array: Floats | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - open to the end
            self._file.write(array.tobytes())
            self._file.flush()
        except OSError:
            self._array = array

    def read(self) -> Floats:
        """The array, to be read only and let go of soon."""
        if self._array is not None:
            return self._array
        return np.memmap(self._file, np.float32, "r", shape=self._shape)

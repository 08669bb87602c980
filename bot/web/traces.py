"""Where an error happened, for the log: file, line and function, and nothing of what it says.

The text of an exception, and the values in a traceback, may hold a person's words.
"""

from __future__ import annotations

import traceback
from pathlib import Path


def place_of(error: BaseException) -> str:
    """The innermost three calls of the error's traceback, outermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " > ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames)

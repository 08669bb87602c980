"""Where things are: the folders of the project, seen from this file."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENTS = ROOT / "environments"
MODELS = ROOT / "models"
LOGS = ROOT / "var" / "log"

DIALOGUE_PYTHON = ENVIRONMENTS / "dialogue" / "bin" / "python"
SERVICE_PYTHON = ENVIRONMENTS / "service" / "bin" / "python"

# Settings of the person's own shell that would lead a child into another environment, or keep
# byte code from being written: without byte code the engine starts 15 s later.
_NOT_FOR_CHILDREN = (
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONHOME",
    "PYTHONPATH",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "UV_PYTHON",
)


def child_environment(**more: str) -> dict[str, str]:
    """The environment variables for a child process: this process's own, cleaned, and ``more``."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_FOR_CHILDREN}
    return {**kept, **more}

"""Finds a Python 3.10, the newest that Rasa takes, on the person's machine."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Iterator, Mapping

RELEASE = "3.10"
_PROBE = "import sys; print('%d.%d' % sys.version_info[:2])"


def release_of(python: Path) -> str | None:
    """The release (``"3.10"``) that a program says it is, or None when it is no working Python.

    It is run, since a program named python3.10 may be a shim that only complains.
    """
    try:
        answer = subprocess.run(
            [python, "-c", _PROBE], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def _by_release(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", folder.name))


def candidates(variables: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Programs that may be a Python 3.10: on PATH, then in pyenv's folders, the newest first.

    pyenv's folders are looked into because what pyenv holds need not be on PATH.
    """
    for folder in filter(None, variables.get("PATH", "").split(os.pathsep)):
        yield from (Path(folder) / name for name in (f"python{RELEASE}", "python3", "python"))
    roots = dict.fromkeys([Path(variables.get("PYENV_ROOT") or home / ".pyenv"), home / ".pyenv"])
    for root in roots:
        for version in sorted(root.glob(f"versions/{RELEASE}.*"), key=_by_release, reverse=True):
            yield version / "bin" / f"python{RELEASE}"


def find_python(variables: Mapping[str, str], home: Path) -> Path | None:
    """The first working Python 3.10 among :func:`candidates`, or None."""
    for candidate in candidates(variables, home):
        if candidate.is_file() and release_of(candidate) == RELEASE:
            return candidate
    return None

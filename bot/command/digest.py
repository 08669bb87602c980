"""Digests of files: what set-up and training compare to know whether their work is still good."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Iterable


def files_below(paths: Iterable[Path]) -> list[Path]:
    """Every file among and below ``paths``, sorted; byte code and hidden files are left out."""
    found: set[Path] = set()
    for path in paths:
        found.update([path] if path.is_file() else path.rglob("*"))
    return sorted(
        path
        for path in found
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    )


def digest_of(paths: Iterable[Path], root: Path, *extra: str) -> str:
    """SHA-256, in hexadecimal, of the names (seen from ``root``) and contents of files.

    ``extra`` are further texts that the result depends on, such as a release of Python.
    """
    total = hashlib.sha256()
    for text in extra:
        total.update(text.encode() + b"\0")
    for path in files_below(paths):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()

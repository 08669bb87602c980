"""The scripts, styles and pictures of the pages: few and small, read once, sent compressed."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Asset:
    """A file as it goes out; `version` changes with its bytes."""

    content_type: str
    body: bytes
    compressed: bytes
    version: str


class Assets:
    """Every file of the static folder by name; there is no path that could leave it.

    A folder in it is a script in parts, which goes out as one file of the folder's name.
    """

    def __init__(self, folder: Path = STATIC) -> None:
        self._assets = {path.name: _read(path) for path in sorted(folder.iterdir())}

    def get(self, name: str) -> Asset | None:
        """The file of this name, or None."""
        return self._assets.get(name)

    def url(self, name: str) -> str:
        """The address of a file with its version, which browsers may keep for ever."""
        return f"/static/{name}?v={self._assets[name].version}"


def _read(path: Path) -> Asset:
    body = _joined(path) if path.is_dir() else path.read_bytes()
    return Asset(
        content_type=TYPES[path.suffix],
        body=body,
        compressed=gzip.compress(body, mtime=0),
        version=hashlib.sha256(body).hexdigest()[:12],
    )


def _joined(folder: Path) -> bytes:
    """The parts as one function, in the order of their names, without comments and indents."""
    texts = [part.read_text(encoding="utf-8") for part in sorted(folder.glob("*.js"))]
    lines = [line.strip() for text in texts for line in text.splitlines()]
    code = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f'(() => {{\n"use strict";\n{code}\n}})();\n'.encode()

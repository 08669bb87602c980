"""Reads the register of schools into the store: ``make import-schools FILE=…``.

The file is the CSV that "Get Information About Schools" publishes. A row that cannot be used is
reported with its line and skipped; the others are saved, all or none.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.orm import Session

from bot.service.storage import StorageError, open_store
from bot.settings import SettingsError, read_settings
from bot.store.database import StoreError
from bot.store.schools import name_key, postcode_key, save_schools

# The columns of the file, by the columns of the table.
COLUMNS = {
    "urn": "URN",
    "name": "EstablishmentName",
    "postcode": "Postcode",
    "district": "DistrictAdministrative (name)",
    "authority": "LA (name)",
    "status": "EstablishmentStatus (name)",
}
# Get Information About Schools publishes in Windows' code page; spreadsheets save as UTF-8.
ENCODINGS = ("utf-8-sig", "cp1252")
AT_ONCE = 2000
MOST_REPORTED = 20


class FileError(Exception):
    """The file cannot be imported at all; the message says why."""


class RowError(ValueError):
    """A row cannot be used; the message says why."""


@dataclass
class Outcome:
    """What became of the rows; `skipped` are (line, reason), the first few of them."""

    saved: int = 0
    bad: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def skip(self, line: int, reason: str) -> None:
        """Count a bad row, and keep its reason while there are few."""
        self.bad += 1
        if len(self.skipped) < MOST_REPORTED:
            self.skipped.append((line, reason))


def main(arguments: list[str]) -> int:
    """The program; returns its exit code."""
    parser = argparse.ArgumentParser(prog="make import-schools", description=__doc__)
    parser.add_argument("file", type=Path, help="the CSV file")
    path = parser.parse_args(arguments).file
    try:
        store = open_store(read_settings(os.environ, Path(".env")))
        started = time.monotonic()
        outcome = store.write_now(import_file, path, sys.stderr)
    except (FileError, SettingsError, StorageError, StoreError) as error:
        print(f"The register was not changed: {error}", file=sys.stderr)
        return 1
    report(outcome, time.monotonic() - started)
    return 0


def report(outcome: Outcome, seconds: float) -> None:
    """Say what was saved, and each bad row with its line and reason."""
    for line, reason in outcome.skipped:
        print(f"line {line}: {reason}")
    if outcome.bad > len(outcome.skipped):
        print(f"… and {outcome.bad - len(outcome.skipped)} more")
    print(f"{outcome.saved} schools saved, {outcome.bad} rows skipped, in {seconds:.1f} s")


def import_file(session: Session, path: Path, progress: TextIO) -> Outcome:
    """Save the file's schools; raises :class:`FileError` where it is no such file."""
    outcome = Outcome()
    try:
        with path.open(encoding=encoding_of(path), errors="replace", newline="") as file:
            rows = read_rows(file, outcome)
            while batch := list(islice(rows, AT_ONCE)):
                save_schools(session, batch)
                outcome.saved += len(batch)
                print(f"\r{outcome.saved} schools …", end="", file=progress, flush=True)
    except (OSError, csv.Error) as error:
        raise FileError(f"{path}: {error}") from None
    print(file=progress)
    return outcome


def encoding_of(path: Path) -> str:
    """The file's encoding: UTF-8 where all of it is, else Windows' code page."""
    try:
        with path.open(encoding=ENCODINGS[0]) as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return ENCODINGS[1]
    return ENCODINGS[0]


def read_rows(file: TextIO, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """The rows as columns of the table; those that cannot be used go to `outcome`."""
    reader = csv.DictReader(file)
    missing = sorted(set(COLUMNS.values()) - set(reader.fieldnames or ()))
    if missing:
        raise FileError(f"no column named {', '.join(missing)}")
    for row in reader:
        try:
            yield school_of(row)
        except RowError as error:
            outcome.skip(reader.line_num, str(error))


def school_of(row: Mapping[str, str | None]) -> dict[str, Any]:
    """A row of the table for a row of the file; raises :class:`RowError`."""
    values = {name: (row[column] or "").strip() for name, column in COLUMNS.items()}
    if not values["urn"].isascii() or not values["urn"].isdigit():
        raise RowError("its URN is no number")
    if not 0 < int(values["urn"]) < 2**31:
        raise RowError("its URN is no number of a school")
    for name in ("name", "authority", "status"):
        if not values[name]:
            raise RowError(f"{COLUMNS[name]} is empty")
    if "\ufffd" in values["name"]:
        raise RowError("its name cannot be read")
    return {
        **{name: value[:120] for name, value in values.items()},
        "urn": int(values["urn"]),
        "name": values["name"][:300],
        "name_key": name_key(values["name"])[:300],
        "postcode": values["postcode"][:16],
        "postcode_key": postcode_key(values["postcode"])[:16],
        "status": values["status"][:60],
        # "Open" and "Open, but proposed to close".
        "is_open": values["status"].casefold().startswith("open"),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make import-schools` reads the published register quickly, and says which rows it skipped."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.command.import_schools import COLUMNS
from bot.store.database import Store, open_engine, sqlite_url
from bot.store.schools import count_schools, find_school, search_schools

HEADER = [*COLUMNS.values(), "Telephone (not used)"]
GOOD = ["100001", "Sedgeham Primary School", "FS1 1AA", "Sedge", "Fenshire", "Open", "01632"]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    """A register as a file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def run(var: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """The program, as the make target runs it."""
    return subprocess.run(
        [sys.executable, "-m", "bot.command.import_schools", str(file)],
        env={**os.environ, "SIGNPOST_VAR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def store(tmp_path: Path):
    """The store that the program fills."""
    store = Store(open_engine(sqlite_url(tmp_path / "signpost.sqlite3")))
    yield store
    store.close()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_names_survive_in_every_encoding(tmp_path: Path, store: Store, encoding: str) -> None:
    """Windows' code page, as published, and UTF-8, as spreadsheets save it."""
    name = "École Française – St Zoë’s"
    row = ["100002", name, *GOOD[2:]]
    outcome = run(tmp_path, write(tmp_path / "register.csv", [HEADER, row], encoding))
    assert outcome.returncode == 0, outcome.stderr
    assert store.read_now(find_school, 100002).name == name


def test_bad_rows_are_reported_by_line_and_the_others_saved(tmp_path: Path, store: Store) -> None:
    """Nobody has to mend a national register before it can be used."""
    rows = [
        HEADER,
        GOOD,
        ["", *GOOD[1:]],
        ["100003", "", *GOOD[2:]],
        ["100004"],
        ["100005", "Rillbridge\nGrammar School", *GOOD[2:]],
    ]
    outcome = run(tmp_path, write(tmp_path / "register.csv", rows))
    assert "line 3: its URN is no number" in outcome.stdout
    assert "line 4: EstablishmentName is empty" in outcome.stdout
    assert "2 schools saved, 3 rows skipped" in outcome.stdout
    assert store.read_now(count_schools) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Name,Postcode\nSedgeham,FS1 1AA\n", "no column named"),
        ("", "no column named"),
        (None, "No such file"),
    ],
)
def test_another_file_changes_nothing(tmp_path: Path, content: str | None, reason: str) -> None:
    """It is said in a sentence, without a traceback."""
    path = tmp_path / "register.csv"
    if content is not None:
        path.write_text(content)
    outcome = run(tmp_path, path)
    assert outcome.returncode == 1
    assert reason in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_many_rows_are_read_with_progress(tmp_path: Path, store: Store) -> None:
    """In portions, each of which is told; one of them is found again by a part of its name."""
    rows = [
        [
            *(str(100000 + number), f"{_name(number)} Primary School"),
            *(f"FS{number % 90} {number % 9}AA", "Sedge", f"Shire {number % 70}", "Open", ""),
        ]
        for number in range(10_000)
    ]
    file = write(tmp_path / "register.csv", [HEADER, *rows], "cp1252")
    outcome = run(tmp_path, file)
    assert "10000 schools saved, 0 rows skipped" in outcome.stdout
    assert outcome.stderr.count("schools …") == 5
    matches = store.read_now(search_schools, _name(777)[:-1], "Shire 7")
    assert _name(777) in matches[0].school.name


def _name(number: int) -> str:
    """An invented name, different for each number."""
    parts = ("sed", "ril", "mar", "wen", "tor", "bex", "lin", "hal", "cro", "dun")
    return "".join(parts[int(digit)] for digit in f"{number:05}").capitalize()

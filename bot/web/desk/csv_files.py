"""Lists as CSV files that a spreadsheet opens without running anything that people typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from aiohttp import hdrs, web

Cell = str | int | float | None
# What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection), wide forms too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file, with the mark by which spreadsheets know UTF-8; lines end as in RFC 4180."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe(cell) for cell in head])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """The cell; a text that could be a formula is led by an apostrophe. Numbers stay numbers."""
    if isinstance(cell, str) and (cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)):
        return f"'{cell}"
    return cell


def file_response(name: str, body: bytes) -> web.Response:
    """The file as a download."""
    return web.Response(
        body=body,
        content_type="text/csv",
        charset="utf-8",
        headers={hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}.csv"'},
    )

"""Charts as SVG that is part of the page: no script, and letters that stay as large as the page's.

Lengths along a bar are shares of the width, everything else is in pixels: so a chart fits a phone
and a sheet of paper without its letters shrinking.  The figures stand in a table beneath.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

# Where the columns end, so that the number over the tallest one has room.
_COLUMNS_HIGH, _COLUMN_ROOM = 180, 150
# A name, its bars, and room before the next one; the widest bar leaves room for its number.
_NAME, _BAR, _GAP, _WIDEST = 22, 16, 14, 66.0
# More labels than this do not fit beside each other on a phone.
_MOST_LABELS = 13


@dataclass(frozen=True)
class Bar:
    """A named value (None: nothing to show) and how it is written; `second` is drawn beneath."""

    name: str
    value: float | None
    written: str
    second: float | None = None
    second_written: str = ""


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Bars that lie under their names, longest value the widest."""
    most = max((one for row in rows for one in (row.value, row.second) if one), default=1.0)
    parts, top = [], 0
    for row in rows:
        parts.append(_text("0", top + 15, row.name, "name"))
        top += _NAME
        parts.append(_bar(top, row.value, row.written, most, "first"))
        top += _BAR
        if row.second_written:
            parts.append(_bar(top + 2, row.second, row.second_written, most, "second"))
            top += _BAR + 2
        top += _GAP
    return _chart(title, max(top, 1), parts)


def columns(title: str, rows: Sequence[Bar]) -> Markup:
    """Columns that stand beside each other, such as one a month."""
    most = max((row.value for row in rows if row.value), default=1.0)
    width = 100 / max(len(rows), 1)
    every = -(-len(rows) // _MOST_LABELS)
    parts = []
    for place, row in enumerate(rows):
        high = round(_COLUMN_ROOM * (row.value or 0) / most)
        left, middle = place * width, (place + 0.5) * width
        parts.append(
            f'<rect class="first" x="{left + width * 0.12:.2f}%" width="{width * 0.76:.2f}%" '
            f'y="{_COLUMNS_HIGH - high}" height="{high}"/>'
        )
        if place % every == 0:
            at = f"{middle:.2f}%"
            parts.append(_text(at, _COLUMNS_HIGH + 18, row.name, "middle"))
            parts.append(_text(at, _COLUMNS_HIGH - high - 6, row.written, "middle value"))
    line = f'<line x1="0" x2="100%" y1="{_COLUMNS_HIGH}" y2="{_COLUMNS_HIGH}"/>'
    return _chart(title, _COLUMNS_HIGH + 28, [*parts, line])


def _bar(top: int, value: float | None, written: str, most: float, kind: str) -> str:
    wide = _WIDEST * (value or 0) / most
    rect = f'<rect class="{kind}" x="0" y="{top}" width="{wide:.2f}%" height="{_BAR}"/>'
    # The number stands a little behind the end of its bar.
    return rect + _text(f"{wide + 1:.2f}%", top + 13, written, "value")


def _text(at: str, down: int, words: str, kind: str) -> str:
    return f'<text class="{kind}" x="{at}" y="{down}">{escape(words)}</text>'


def _chart(title: str, height: int, parts: Sequence[str]) -> Markup:
    # A picture with a name; what is in it is read from the table.
    return Markup(  # noqa: S704 - every word in it went through escape
        f'<svg class="chart" role="img" aria-label="{escape(title)}" '
        f'width="100%" height="{height}">{"".join(parts)}</svg>'
    )

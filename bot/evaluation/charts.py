"""Charts as SVG: bars, lines and a matrix, drawn by hand so that no library is needed.

Lengths are in pixels.  Every chart says its title and its figures as text, so that a screen
reader and a search find them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

_BAR, _GAP, _LABELS, _WIDTH = 18, 8, 230, 720
_INK, _GOOD, _BAD, _PALE = "#1d2b36", "#2b6f77", "#b3432f", "#e3e9ec"
_COLOURS = (_GOOD, _INK, _BAD)
_TOP = 48


def bars(title: str, shares: Mapping[str, float], notes: Mapping[str, str] | None = None) -> str:
    """One horizontal bar for each share from 0 to 1, with a note behind it."""
    rows = []
    for place, (name, share) in enumerate(shares.items()):
        top = _TOP + place * (_BAR + _GAP)
        note = (notes or {}).get(name, "")
        rows.append(_text(_LABELS - 8, top + 14, name, anchor="end"))
        rows.append(_box(_LABELS, top, 360, _BAR, _PALE))
        rows.append(_box(_LABELS, top, round(360 * share), _BAR, _GOOD))
        rows.append(_text(_LABELS + 368, top + 14, f"{100 * share:.1f} % {note}".strip()))
    return _drawing(title, _WIDTH, _TOP + len(shares) * (_BAR + _GAP) + 8, rows)


def lines(
    title: str, along: Sequence[float], series: Mapping[str, Sequence[float]], mark: float
) -> str:
    """Shares from 0 to 1 over values along the x-axis; `mark` is a value to be marked."""
    low, high = along[0], along[-1]

    def x(value: float) -> float:
        return 60 + 560 * (value - low) / (high - low)

    def y(share: float) -> float:
        return 300 - 240 * share

    drawn = [_line(x(low), y(s), x(high), y(s), _PALE) for s in (0, 0.25, 0.5, 0.75, 1)]
    drawn += [_text(52, y(s) + 4, f"{100 * s:.0f} %", anchor="end") for s in (0, 0.5, 1)]
    drawn += [_text(x(value), 320, f"{value:g}", anchor="middle") for value in along[::2]]
    drawn += [_line(x(mark), y(0), x(mark), y(1), _BAD)]
    drawn += [_text(x(mark) + 4, y(1) - 4, f"shipped: {mark:g}")]
    for place, (name, shares) in enumerate(series.items()):
        colour = _COLOURS[place % len(_COLOURS)]
        points = " ".join(f"{x(v):.1f},{y(s):.1f}" for v, s in zip(along, shares, strict=True))
        drawn.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        drawn.append(_text(60, 346 + 18 * place, f"— {name}", colour=colour))
    return _drawing(title, _WIDTH, 356 + 18 * len(series), drawn)


def matrix(title: str, names: Sequence[str], pairs: Mapping[tuple[str, str], int]) -> str:
    """How often each name (row) was taken for each other (column); the diagonal is right."""
    cell, left = 13, 190
    totals = {name: sum(n for (true, _), n in pairs.items() if true == name) for name in names}
    drawn = []
    for row, true in enumerate(names):
        drawn.append(_text(left - 6, 201 + row * cell, true, anchor="end", size=10))
        turned = f"rotate(-90 {left + row * cell + 10} 184)"
        drawn.append(_text(left + row * cell + 10, 184, true, size=10, turned=turned))
        for column, said in enumerate(names):
            number = pairs.get((true, said), 0)
            drawn.append(
                _cell(left + column * cell, 190 + row * cell, number, totals[true], (true, said))
            )
    side = len(names) * cell
    return _drawing(title, left + side + 20, 190 + side + 20, drawn)


def _cell(x: float, y: float, number: int, total: int, pair: tuple[str, str]) -> str:
    if not number:
        return ""
    true, said = pair
    colour = _GOOD if true == said else _BAD
    strength = 0.15 + 0.85 * number / max(total, 1)
    told = f"<title>{escape(true)} heard as {escape(said)}: {number} of {total}</title>"
    return (
        f'<rect x="{x}" y="{y}" width="12" height="12" fill="{colour}"'
        f' fill-opacity="{strength:.2f}">{told}</rect>'
    )


def _drawing(title: str, width: float, height: float, drawn: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' width="{width}" height="{height}" font-family="sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        f"{_text(12, 26, title, size=16)}{''.join(drawn)}</svg>\n"
    )


def _text(
    x: float,
    y: float,
    said: str,
    *,
    anchor: str = "start",
    size: int = 13,
    colour: str = _INK,
    turned: str = "",
) -> str:
    turn = f' transform="{turned}"' if turned else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
        f' fill="{colour}"{turn}>{escape(said)}</text>'
    )


def _box(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'


def _line(x: float, y: float, to_x: float, to_y: float, colour: str) -> str:
    return f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}"/>'

"""The sections of the report: each a table of figures, its chart, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.knowledge import Knowledge
from bot.web.desk.charts import Bar, bars, columns
from bot.web.desk.csv_files import Cell
from bot.web.desk.figures import GROUPS, Line, Month, totals_of
from bot.web.words import Words

LINE = ("received", "answered", "median", "slow", "late", "reopened")
NOW = ("waiting", "overdue")
TIMES = frozenset({"median", "slow"})


@dataclass(frozen=True)
class Row:
    """A line of a table: as a spreadsheet counts with it, and as people read it."""

    cells: tuple[Cell, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """What a column is called on the page, and in a file, where a time is a number of hours."""

    shown: str
    filed: str


@dataclass(frozen=True)
class Section:
    """A chart with the figures behind it; `name` finds its heading and its definitions."""

    name: str
    head: tuple[Column, ...]
    rows: tuple[Row, ...]
    chart: Markup | None = None


@dataclass(frozen=True)
class Gathered:
    """What the report counts: `lines` by area and by topic, months, and all together."""

    every: Line
    areas: Sequence[Line]
    topics: Sequence[Line]
    received: Mapping[date, int]
    months: Sequence[Month]


def sections(found: Gathered, knowledge: Knowledge, words: Words) -> tuple[Section, ...]:
    """The sections in their order on the page."""
    areas = {id: area.name for id, area in knowledge.areas.items()}
    topics = {id: topic.name for id, topic in knowledge.topics.items()}
    return (
        _received(found, words),
        _areas(found, areas, words),
        _times(found, areas, words),
        _topics(found, topics, words),
        _assistant(found, words),
    )


def _received(found: Gathered, words: Words) -> Section:
    rows = [
        Row((f"{one:%Y-%m}", count), (f"{one:%b %Y}", f"{count:,}"))
        for one, count in _counts(found)
    ]
    drawn = [Bar(f"{one:%b}", count, f"{count:,}") for one, count in _counts(found)]
    return Section(
        "received",
        _head(words, "month", "received"),
        tuple(rows),
        columns(words.say("report.section.received"), drawn),
    )


def _counts(found: Gathered) -> Iterable[tuple[date, int]]:
    return found.received.items()


def _areas(found: Gathered, names: Mapping[str, str], words: Words) -> Section:
    called = _named(found.areas, names, words, "no_area")
    rows = [_line(name, one, (*LINE, *NOW)) for name, one in called]
    rows.append(_line(words.say("report.all"), found.every, (*LINE, *NOW)))
    drawn = [Bar(name, one.received, f"{one.received:,}") for name, one in called]
    title = words.say("report.section.areas")
    return Section("areas", _head(words, "area", *LINE, *NOW), tuple(rows), bars(title, drawn))


def _times(found: Gathered, names: Mapping[str, str], words: Words) -> Section:
    called = [
        *_named(found.areas, names, words, "no_area"),
        (words.say("report.all"), found.every),
    ]
    drawn = [
        Bar(name, one.median, spoken(one.median), one.slow, spoken(one.slow))
        for name, one in called
        if one.answered
    ]
    keys = ("answered", "median", "slow", "late")
    rows = tuple(_line(name, one, keys) for name, one in called)
    return Section(
        "times", _head(words, "area", *keys), rows, bars(words.say("report.section.times"), drawn)
    )


def _topics(found: Gathered, names: Mapping[str, str], words: Words) -> Section:
    called = _named(found.topics, names, words, "no_topic")
    drawn = [Bar(name, one.received, f"{one.received:,}") for name, one in called]
    rows = tuple(_line(name, one, LINE) for name, one in called)
    title = words.say("report.section.topics")
    return Section("topics", _head(words, "topic", *LINE), rows, bars(title, drawn))


def _assistant(found: Gathered, words: Words) -> Section:
    totals = totals_of(found.months)
    drawn = [
        Bar(words.say(f"report.column.{group}"), totals[group], f"{totals[group]:,}")
        for group in GROUPS
    ]
    rows = [
        _counted(
            f"{one.first:%Y-%m}", f"{one.first:%b %Y}", [one.groups[group] for group in GROUPS]
        )
        for one in found.months
    ]
    every = words.say("report.all")
    rows.append(_counted(every, every, [totals[group] for group in GROUPS]))
    title = words.say("report.section.assistant")
    return Section("assistant", _head(words, "month", *GROUPS), tuple(rows), bars(title, drawn))


def spoken(minutes: int | None) -> str:
    """Working time as people read it, such as "5 h 20 min"; a dash for none."""
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def _counted(name: str, shown: str, counts: Sequence[int]) -> Row:
    return Row((name, *counts), (shown, *(f"{count:,}" for count in counts)))


def _line(name: str, line: Line, columns_of: Iterable[str]) -> Row:
    cells: list[Cell] = [name]
    shown = [name]
    for column in columns_of:
        value: int | None = getattr(line, column)
        is_time = column in TIMES
        cells.append(round(value / 60, 2) if is_time and value is not None else value)
        shown.append(spoken(value) if is_time else f"{value:,}")
    return Row(tuple(cells), tuple(shown))


def _named(
    lines: Iterable[Line], names: Mapping[str, str], words: Words, none: str
) -> list[tuple[str, Line]]:
    """Each line with its name; one that has left the pack keeps its id."""
    without = words.say(f"report.{none}")
    return [(names.get(one.key, one.key) if one.key else without, one) for one in lines]


def _head(words: Words, *names: str) -> tuple[Column, ...]:
    return tuple(_column(words, name) for name in names)


def _column(words: Words, name: str) -> Column:
    shown = words.say(f"report.column.{name}")
    return Column(shown, words.say("report.in_hours", column=shown) if name in TIMES else shown)

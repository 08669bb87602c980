"""How much the details guard finds, and what it finds where nothing is."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evaluation.safety_rows import Row, listed, millis, rows
from bot.evaluation.tables import percent
from bot.privacy import Detail, Published, find_details


@dataclass(frozen=True)
class Searched:
    """What the details guard found: parts found of all, and messages with a false find."""

    parts: int
    found: int
    missed: tuple[str, ...]
    messages: int
    false: tuple[str, ...]
    seconds: tuple[float, ...]


def search(ending: str, published: Published) -> Searched:
    """The details guard on the two sets whose names end like this."""
    named = rows(f"safety/details{ending}"), rows(f"safety/no_details{ending}")
    return searched(*named, published)


def searched(named: Sequence[Row], clean: Sequence[Row], published: Published) -> Searched:
    """The details guard on rows with parts and on rows without any."""
    parts, missed, seconds, false = 0, [], [], []
    for row in named:
        details, took = _searched(row["said"], published)
        parts += len(row["parts"])
        seconds.append(took)
        left = [part for part in row["parts"] if not _covered(row["said"], part, details)]
        missed += [f"{part} – {row['said']}" for part in left]
    for row in clean:
        details, took = _searched(row["said"], published)
        seconds.append(took)
        if details:
            false.append(row["said"])
    found = parts - len(missed)
    return Searched(parts, found, tuple(missed), len(clean), tuple(false), tuple(seconds))


def _searched(said: str, published: Published) -> tuple[tuple[Detail, ...], float]:
    began = time.perf_counter()
    details = find_details(said, published)
    return details, time.perf_counter() - began


def _covered(said: str, part: str, details: Sequence[Detail]) -> bool:
    """Whether every letter and digit of a part is left out, wherever it stands."""
    hidden = {place for one in details for place in range(one.start, one.end)}
    starts = [place for place in range(len(said)) if said.startswith(part, place)]
    return bool(starts) and all(
        start + place in hidden
        for start in starts
        for place, letter in enumerate(part)
        if letter.isalnum()
    )


def details_section(title: str, searched: Searched) -> Iterator[str]:
    """Finds and false finds of the details guard, with every one that went wrong."""
    yield f"## {title}"
    yield ""
    found = percent(searched.found / searched.parts)
    false = percent(len(searched.false) / searched.messages)
    yield f"Parts found: {found} ({searched.found} of {searched.parts})."
    yield f"False finds: {false} ({len(searched.false)} of {searched.messages} messages)."
    yield f"Time: {millis(searched.seconds)} a message."
    yield ""
    yield from listed("Parts not found", searched.missed)
    yield from listed("False finds", searched.false)

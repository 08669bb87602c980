"""Measures the urgency guard and the details guard: ``make evaluate-safety``.

Runs in the dialogue environment.  The urgency guard is learnt as Rasa's training learns it; the
sets under tests/evaluation/ are never learnt.  Of the sets named held… only totals are told,
so that nobody mends towards them.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.command.console import main_program
from bot.components.encoder import shared_encoder
from bot.components.urgency_examples import read_examples, read_rules
from bot.components.urgency_judge import UrgencyGuard, Weighed
from bot.evaluation import charts
from bot.evaluation.tables import percent, table
from bot.pack import load
from bot.privacy import Detail, Published, find_details

SETS = Path("tests/evaluation")
HELD = ("held", "held_2")
PACK = Path("knowledge/kent")
REPORT = Path("var/evaluation/safety.md")
CURVE = Path("var/evaluation/safety.svg")
# Thresholds on the curve; the piece's threshold keeps its distance to the whole's.
ALONG = [round(-1.0 + 0.1 * step, 1) for step in range(17)]
Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """A row with what the guard weighed and how long that took, in seconds."""

    row: Row
    weighed: Weighed
    seconds: float


@dataclass(frozen=True)
class Searched:
    """What the details guard found: parts found of all, and messages with a false find."""

    parts: int
    found: int
    missed: tuple[str, ...]
    messages: int
    false: tuple[str, ...]
    seconds: tuple[float, ...]


def main() -> int:
    """Measure, print the report and write it with its chart."""
    guard = learnt_guard()
    urgent = judged(guard, rows("safety/urgent*"))
    ordinary = judged(guard, rows("safety/near_misses*"))
    questions = judged(guard, list(development_rows()))
    published = Published.of(load(PACK))
    sections = [
        *urgency_section(guard, urgent, ordinary, questions),
        *held_section(guard),
        *curve_section(guard, urgent, ordinary, questions),
        *details_section("Details guard", search("", published)),
        *details_section("Details guard, other styles", search("_other_styles", published)),
    ]
    report = "\n".join(["# Safety", "", *sections, ""])
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(report, encoding="utf-8")
    sys.stdout.write(report + "\n")
    return 0


def learnt_guard() -> UrgencyGuard:
    """The guard as Rasa's training learns it."""
    # Rasa's age warns when it is imported, whatever filters say; it is nothing to whoever measures.
    warnings.showwarning = lambda *_arguments, **_options: None
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    from bot.engine.tensorflow_standin import install_tensorflow_standin  # noqa: PLC0415

    # Rasa's own imports look for TensorFlow, so the stand-in comes before the first of them.
    install_tensorflow_standin()
    from rasa.shared.nlu.training_data.loading import load_data  # noqa: PLC0415

    from bot.components.urgency_guard import ordinary_texts  # noqa: PLC0415

    return UrgencyGuard.learnt(
        shared_encoder(),
        read_rules(Path("data/urgency/rules.yml")),
        read_examples(Path("data/urgency/examples.yml")),
        ordinary_texts(load_data("data/nlu")),
    )


def rows(name: str) -> list[Row]:
    """The messages of a set under tests/evaluation, or of all sets of that name, each with its set.

    Raises FileNotFoundError where there is none.
    """
    paths = sorted(SETS.glob(f"{name}.yaml"))
    if not paths:
        raise FileNotFoundError(SETS / f"{name}.yaml")
    return [row | {"set": path.stem} for path in paths for row in _read(path)["messages"]]


def development_rows() -> Iterator[Row]:
    """The ordinary questions of the assistant's own sets, those of conversations too."""
    for path in sorted((SETS / "development").glob("*.yaml")):
        rows_of = _read(path)
        turns = [turn for one in rows_of.get("conversations") or () for turn in one["turns"]]
        for row in (*(rows_of.get("messages") or ()), *turns):
            if "urgent" not in str(row["expect"]):
                yield row


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def judged(guard: UrgencyGuard, said: Sequence[Row]) -> list[Judged]:
    """Every row weighed."""
    found = []
    for row in said:
        began = time.perf_counter()
        weighed = guard.weigh(row["said"])
        found.append(Judged(row, weighed, time.perf_counter() - began))
    return found


def urgency_section(
    guard: UrgencyGuard,
    urgent: Sequence[Judged],
    ordinary: Sequence[Judged],
    questions: Sequence[Judged],
) -> Iterator[str]:
    """Recall and false alarms, by kind, with every miss and every false alarm."""
    missed = [one for one in urgent if not guard.raised(one.weighed)]
    yield "## Urgency guard"
    yield ""
    by_rules = percent(sum(bool(one.weighed.rules) for one in urgent) / len(urgent))
    yield f"Recall {_share(guard, urgent)}; by the rules alone {by_rules}."
    yield f"False alarms {_share(guard, ordinary)} of near misses,"
    yield f"{_share(guard, questions)} of the ordinary questions of the development sets."
    everyone = [one.seconds for one in (*urgent, *ordinary, *questions)]
    yield f"Time with the encoder: {_millis(everyone)} a message."
    yield ""
    for key in ("set", "kind"):
        yield from _by(guard, key, "recall", urgent)
        yield from _by(guard, key, "false alarms", ordinary)
    yield from _listed("Missed", [one.row["said"] for one in missed])
    for name, group in (("near misses", ordinary), ("ordinary questions", questions)):
        alarms = [one.row["said"] for one in group if guard.raised(one.weighed)]
        yield from _listed(f"False alarms among {name}", alarms)


def held_section(guard: UrgencyGuard) -> Iterator[str]:
    """Totals of the sets that nobody looks at."""
    yield "## Held-back sets"
    yield ""
    for held in HELD:
        urgent = judged(guard, rows(f"safety/{held}_urgent"))
        ordinary = judged(guard, rows(f"safety/{held}_near_misses"))
        yield f"{held}: recall {_share(guard, urgent)}, false alarms {_share(guard, ordinary)}."
    yield ""


def curve_section(
    guard: UrgencyGuard,
    urgent: Sequence[Judged],
    ordinary: Sequence[Judged],
    questions: Sequence[Judged],
) -> Iterator[str]:
    """Recall and false alarms over thresholds; writes the chart beside the report."""
    distance = guard.thresholds.piece - guard.thresholds.whole

    def share(group: Sequence[Judged], least: float) -> float:
        raised = [
            bool(one.weighed.rules)
            or one.weighed.whole >= least
            or one.weighed.piece >= least + distance
            for one in group
        ]
        return sum(raised) / len(raised)

    groups = {"recall": urgent, "near misses": ordinary, "ordinary questions": questions}
    series = {name: [share(group, least) for least in ALONG] for name, group in groups.items()}
    drawn = charts.lines("Urgency guard by threshold", ALONG, series, guard.thresholds.whole)
    CURVE.parent.mkdir(parents=True, exist_ok=True)
    CURVE.write_text(drawn, encoding="utf-8")
    yield "## Curve"
    yield ""
    yield f"Shipped threshold: {guard.thresholds.whole}. ![Curve]({CURVE.name})"
    yield ""
    points = zip(ALONG, *series.values(), strict=True)
    cells = [(f"{least:g}", *(percent(one) for one in shares)) for least, *shares in points]
    yield table(("threshold", *series), cells)
    yield ""


def search(ending: str, published: Published) -> Searched:
    """The details guard on the two sets whose names end like this."""
    parts, missed, seconds, false = 0, [], [], []
    for row in rows(f"safety/details{ending}"):
        details, took = _searched(row["said"], published)
        parts += len(row["parts"])
        seconds.append(took)
        left = [part for part in row["parts"] if not _covered(row["said"], part, details)]
        missed += [f"{part} – {row['said']}" for part in left]
    clean = rows(f"safety/no_details{ending}")
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
    yield f"Time: {_millis(searched.seconds)} a message."
    yield ""
    yield from _listed("Parts not found", searched.missed)
    yield from _listed("False finds", searched.false)


def _share(guard: UrgencyGuard, group: Sequence[Judged]) -> str:
    raised = sum(guard.raised(one.weighed) for one in group)
    return f"{percent(raised / len(group))} ({raised} of {len(group)})"


def _by(guard: UrgencyGuard, key: str, name: str, group: Sequence[Judged]) -> Iterator[str]:
    several: Mapping[str, int] = Counter(one.row[key] for one in group)
    raised = Counter(one.row[key] for one in group if guard.raised(one.weighed))
    cells = [
        (value, percent(raised[value] / several[value]), str(several[value]))
        for value in sorted(several)
    ]
    yield table((key, name, "of"), cells)
    yield ""


def _listed(name: str, said: Sequence[str]) -> Iterator[str]:
    yield f"{name}: {len(said)}"
    yield from (f"- {' '.join(one.split())}" for one in said)
    yield ""


def _millis(seconds: Sequence[float]) -> str:
    slowest = sorted(seconds)[int(0.95 * len(seconds))]
    return f"median {1000 * statistics.median(seconds):.1f} ms, p95 {1000 * slowest:.1f} ms"


if __name__ == "__main__":
    main_program(main)

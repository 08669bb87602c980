"""Measures the urgency guard and the details guard: ``make evaluate-safety``.

Runs in the dialogue environment.  The urgency guard is learnt as Rasa's training learns it; the
sets under tests/evaluation/ are never learnt.  Of the sets named held… only totals are told,
so that nobody mends towards them.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.command.console import main_program
from bot.components.encoder import shared_encoder
from bot.components.urgency_examples import read_examples, read_rules
from bot.components.urgency_judge import UrgencyGuard, Weighed
from bot.evaluation import charts
from bot.evaluation.safety_details import details_section, search, searched
from bot.evaluation.safety_rows import SETS, Row, listed, millis, read, rows
from bot.evaluation.tables import percent, table
from bot.pack import load
from bot.privacy import Published

HELD = ("held", "held_2")
PACK = Path("knowledge/kent")
REPORT = Path("var/evaluation/safety.md")
CURVE = Path("var/evaluation/safety.svg")
# Thresholds on the curve; the piece's threshold keeps its distance to the whole's.
ALONG = [round(-1.0 + 0.1 * step, 1) for step in range(17)]


@dataclass(frozen=True)
class Judged:
    """A row with what the guard weighed and how long that took, in seconds."""

    row: Row
    weighed: Weighed
    seconds: float


def main() -> int:
    """Measure, print the report and write it with its chart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--also", type=Path, action="append", default=[], metavar="FILE")
    further = parser.parse_args().also
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
        *details_section("Details guard, strangers' sets", search("_stranger*", published)),
    ]
    for path in further:
        sections += further_section(path, guard, published)
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


def development_rows() -> Iterator[Row]:
    """The ordinary questions of the assistant's own sets, those of conversations too."""
    for path in sorted((SETS / "development").glob("*.yaml")):
        rows_of = read(path)
        turns = [turn for one in rows_of.get("conversations") or () for turn in one["turns"]]
        for row in (*(rows_of.get("messages") or ()), *turns):
            if "urgent" not in str(row["expect"]):
                yield row


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
    yield f"Time with the encoder: {millis(everyone)} a message."
    yield ""
    for key in ("set", "kind"):
        yield from _by(guard, key, "recall", urgent)
        yield from _by(guard, key, "false alarms", ordinary)
    yield from listed("Missed", [one.row["said"] for one in missed])
    for name, group in (("near misses", ordinary), ("ordinary questions", questions)):
        alarms = [one.row["said"] for one in group if guard.raised(one.weighed)]
        yield from listed(f"False alarms among {name}", alarms)


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


def further_section(path: Path, guard: UrgencyGuard, published: Published) -> Iterator[str]:
    """A file of further rows: each with `urgent`, true or false, or with its `parts`."""
    content = read(path)
    given = content.get("rows") or content["messages"]
    said = [{"set": path.stem, "kind": "", **row} for row in given]
    if "urgent" in said[0]:
        judged_rows = judged(guard, said)
        urgent = [one for one in judged_rows if one.row["urgent"]]
        ordinary = [one for one in judged_rows if not one.row["urgent"]]
        yield from (f"# {path.name}", "", *urgency_section(guard, urgent, ordinary, ordinary))
    else:
        named = [row for row in said if row.get("parts")]
        clean = [row for row in said if not row.get("parts")]
        yield from details_section(f"Details guard, {path.name}", searched(named, clean, published))


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


if __name__ == "__main__":
    main_program(main)

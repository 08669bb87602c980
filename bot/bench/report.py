"""The table, the chart and the figures of a benchmark."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.bench import figures
from bot.bench.budgets import Line, Trainings
from bot.bench.figures import Figure
from bot.bench.rounds import MANY, ONE, Measured
from bot.bench.sides import HERE, STOCK
from bot.bench.talk import FOLLOW_UP, FORM_STEP, QUESTION
from bot.bench.training import EPOCHS
from bot.evaluation.charts import bars

_KINDS = (QUESTION, FOLLOW_UP, FORM_STEP)


@dataclass(frozen=True)
class Benchmark:
    """All that is reported."""

    lines: Sequence[Line]
    ours: Measured
    theirs: Measured
    trainings: Trainings | None
    day: str

    @property
    def is_met(self) -> bool:
        """Whether every promise is kept."""
        return all(line.is_met is not False for line in self.lines)


def table(benchmark: Benchmark) -> str:
    """The whole report as plain text."""
    return "\n".join([*_budgets(benchmark.lines), "", *_latencies(benchmark), "", *_how(benchmark)])


def write(benchmark: Benchmark, folder: Path) -> None:
    """Write table, chart and figures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("bench.txt", table(benchmark)),
        ("bench.svg", chart(benchmark.lines)),
        ("bench.json", json.dumps(_plain(benchmark), indent=1)),
    ):
        (folder / name).write_text(text, encoding="utf-8")


def chart(lines: Sequence[Line]) -> str:
    """A bar for each line: what share of the other side's time, memory or load ours is.

    For what should be large, such as messages a second, the share is the other way round.
    """
    shares, notes = {}, {}
    for line in lines:
        if line.ratio and line.theirs:
            ratio = line.ratio.median
            shares[line.name] = min(1.0, 1 / ratio if line.least is not None else ratio)
            notes[line.name] = f"({_number(line.ours.median)} : {_number(line.theirs.median)})"
    return bars(f"{HERE} as a share of {STOCK}", shares, notes)


def _budgets(lines: Sequence[Line]) -> Iterator[str]:
    yield _row(("", STOCK, HERE, "ratio", "promised", ""))
    for line in lines:
        met = {True: "kept", False: "MISSED", None: ""}[line.is_met]
        name = f"{line.name}, {line.unit}"
        yield _row((name, _spread(line.theirs), _spread(line.ours), _ratio(line), _said(line), met))


def _latencies(benchmark: Benchmark) -> Iterator[str]:
    heads = ("milliseconds: p50 / p95 / p99", STOCK, HERE, "ratio of p50")
    yield _row(heads)
    for clients in (ONE, MANY):
        for kind in _KINDS:
            sides = (benchmark.theirs, benchmark.ours)
            found = [figures.latency(one.blocks[clients], kind) for one in sides]
            cells = [f"{one.p50:.1f} / {one.p95:.1f} / {one.p99:.1f}" for one in found]
            name = f"{kind}, {clients} client{'s' if clients > 1 else ''}"
            yield _row((name, *cells, f"{found[1].p50 / found[0].p50:.3f}"))


def _how(benchmark: Benchmark) -> Iterator[str]:
    count = {n: sum(len(b.messages) for b in benchmark.ours.blocks[n]) for n in (ONE, MANY)}
    yield (
        f"{benchmark.day}, {os.cpu_count()} processors. Medians (least–most); ratios are medians of"
        f" neighbours. {len(benchmark.ours.starts)} starts and"
        f" {len(benchmark.ours.blocks[ONE])} blocks of each side by turns, the same"
        f" {count[ONE]} messages at 1 client and {count[MANY]} at {MANY}."
    )
    if benchmark.trainings:
        stock = benchmark.trainings.theirs
        sample = f"{stock.epochs} of {EPOCHS} epochs, so its full training is estimated"
        yield (
            f"{STOCK} was trained on {stock.day}, on {stock.examples:,} examples, for"
            f" {'all epochs' if stock.epochs == EPOCHS else sample}: it took"
            f" {stock.spent.seconds:.0f} s ({stock.spent.processor_seconds:.0f} s of processor"
            f" time), of which {stock.epoch_seconds:.0f} s were epochs."
        )


def _row(cells: Sequence[str]) -> str:
    return f"{cells[0]:<38}" + "".join(f"{cell:>24}" for cell in cells[1:])


def _spread(figure: Figure | None) -> str:
    if figure is None:
        return ""
    if figure.least == figure.most:
        return _number(figure.median)
    return f"{_number(figure.median)} ({_number(figure.least)}–{_number(figure.most)})"


def _ratio(line: Line) -> str:
    return f"{line.ratio.median:.3f}" if line.ratio else ""


def _said(line: Line) -> str:
    limits = (("≤", line.most), ("≥", line.least))
    ratios = (("≤", line.ratio_most), ("≥", line.ratio_least))
    said = [f"{sign} {limit:g}" for sign, limit in limits if limit is not None]
    said += [f"ratio {sign} {limit:g}" for sign, limit in ratios if limit is not None]
    return ", ".join(said)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _plain(benchmark: Benchmark) -> Mapping[str, object]:
    trainings = benchmark.trainings
    return {
        "day": benchmark.day,
        "processors": os.cpu_count(),
        "lines": [{**asdict(line), "is_met": line.is_met} for line in benchmark.lines],
        "training": asdict(trainings) if trainings else None,
        "latency": {
            side: {
                f"{kind}, {clients}": asdict(figures.latency(one.blocks[clients], kind))
                for clients in (ONE, MANY)
                for kind in _KINDS
            }
            for side, one in ((HERE, benchmark.ours), (STOCK, benchmark.theirs))
        },
        "long": {HERE: benchmark.ours.long, STOCK: benchmark.theirs.long},
    }

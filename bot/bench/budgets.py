"""What was promised of this project's speed and weight, and whether what was measured keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.bench import figures
from bot.bench.figures import Figure
from bot.bench.load import Played
from bot.bench.rounds import MANY, ONE, Measured
from bot.bench.talk import QUESTION
from bot.bench.training import Spent, StockTraining


@dataclass(frozen=True)
class Line:
    """One line of the table: a figure of either side, the ratio ours / theirs, and the promise.

    `most` and `least` are limits of our figure, `ratio_most` and `ratio_least` of the ratio;
    None where nothing was promised.
    """

    name: str
    unit: str
    ours: Figure
    theirs: Figure | None
    ratio: Figure | None
    most: float | None = None
    least: float | None = None
    ratio_most: float | None = None
    ratio_least: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether every promise is kept by the medians; None where there is none."""
        ratio = self.ratio.median if self.ratio else None
        checks = [
            *_checks(self.ours.median, self.most, self.least),
            *_checks(ratio, self.ratio_most, self.ratio_least),
        ]
        return all(checks) if checks else None


@dataclass(frozen=True)
class Trainings:
    """This project's trainings, measured now, and that of Rasa's default, when it was trained."""

    ours: Sequence[Spent]
    theirs: StockTraining


def lines(ours: Measured, theirs: Measured, trainings: Trainings | None) -> Iterator[Line]:
    """The table, line by line."""
    yield _compared("start until ready", "s", ours.starts, theirs.starts, (6, 1 / 5))
    yield _compared("memory of all processes", "MB", [ours.memory], [theirs.memory], (600, 1 / 2))
    if trainings:
        yield from _trained(trainings)
    yield _question("one question, p50", ours, theirs, 0, 15)
    yield _question("one question, p95", ours, theirs, 1, 30)
    yield _rate(ours, theirs)
    for clients, name in ((ONE, "1 client"), (MANY, f"{MANY} clients")):
        spent = [figures.processor_millis(one, clients) for one in (ours, theirs)]
        yield _line(f"processor time a message, {name}", "ms", spent[0], spent[1])
    yield Line("changed knowledge in use", "s", Figure.of(ours.renewals), None, None, most=5)
    yield Line(
        f"turn {len(ours.long)} against turn 1",
        "times",
        _single(figures.growth(ours.long)),
        _single(figures.growth(theirs.long)),
        None,
        most=2,
    )


def _trained(trainings: Trainings) -> Iterator[Line]:
    stock = trainings.theirs
    seconds = Figure.of([one.seconds for one in trainings.ours])
    spent = Figure.of([one.processor_seconds for one in trainings.ours])
    yield _line("training, nothing cached", "s", seconds, _single(stock.full_seconds), (30, 1 / 5))
    name = "training, processor time"
    yield _line(name, "s", spent, _single(stock.full_processor_seconds), (None, 1 / 5))


def _question(name: str, ours: Measured, theirs: Measured, place: int, most: float) -> Line:
    """A percentile (`place` 0: p50, 1: p95) of single questions of one client."""

    def percentile(blocks: Sequence[Played]) -> float:
        latency = figures.latency(blocks, QUESTION)
        return (latency.p50, latency.p95)[place]

    each = [[percentile([block]) for block in one.blocks[ONE]] for one in (ours, theirs)]
    return _compared(name, "ms", each[0], each[1], (most, 1 / 5))


def _rate(ours: Measured, theirs: Measured) -> Line:
    each = [[block.rate for block in one.blocks[MANY]] for one in (ours, theirs)]
    return Line(
        f"messages a second, {MANY} clients",
        "/s",
        Figure.of(each[0]),
        Figure.of(each[1]),
        figures.paired_ratio(each[0], each[1]),
        least=100,
        ratio_least=6,
    )


def _compared(
    name: str,
    unit: str,
    ours: Sequence[float],
    theirs: Sequence[float],
    limits: tuple[float, float],
) -> Line:
    """A line of values that were measured by turns."""
    ratio = figures.paired_ratio(ours, theirs)
    most, ratio_most = limits
    return Line(
        name, unit, Figure.of(ours), Figure.of(theirs), ratio, most=most, ratio_most=ratio_most
    )


def _line(
    name: str,
    unit: str,
    ours: Figure,
    theirs: Figure,
    limits: tuple[float | None, float | None] = (None, None),
) -> Line:
    """A line of figures that were not measured by turns: their medians' ratio."""
    ratio = _single(ours.median / theirs.median)
    return Line(name, unit, ours, theirs, ratio, most=limits[0], ratio_most=limits[1])


def _single(value: float) -> Figure:
    return Figure(value, value, value)


def _checks(value: float | None, most: float | None, least: float | None) -> Iterator[bool]:
    pairs: tuple[tuple[float | None, Callable[[float, float], bool]], ...] = (
        (most, float.__le__),
        (least, float.__ge__),
    )
    for limit, holds in pairs:
        if limit is not None and value is not None:
            yield holds(float(value), float(limit))

"""Side by side: Rasa's default pipeline and this project on the same data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answering import answer
from bot.components.pack_in_use import watched_pack
from bot.context import Context
from bot.evaluation import baseline, measures
from bot.evaluation.baseline import Heard, questions_of, read_heard, write_task
from bot.evaluation.examples import folds, read_examples
from bot.evaluation.filling import Filled, Names, fill, names_of
from bot.evaluation.findings import Findings, SideBySide
from bot.evaluation.hearing import TrainedAssistant
from bot.evaluation.intents import intents_of, learnt, names_in
from bot.evaluation.judging import Verdict, judged
from bot.evaluation.latency import Latency
from bot.evaluation.measures import Count
from bot.evaluation.rows import EvaluationSet, Row
from bot.knowledge import Knowledge

TASKS = Path("var/evaluation/baseline")
LOCK = Path("requirements/baseline.txt")


@dataclass(frozen=True)
class Tasks:
    """What the default pipeline is to learn and hear, for the first fold and for the sets."""

    fold: Path
    tested: tuple[Filled, ...]
    messages: Path


def write_tasks(sets: Sequence[EvaluationSet], examples: Path) -> tuple[Path, Path]:
    """The folders of both tasks, written anew; a trained model in them stays."""
    tasks = _tasks([row.said for one in sets for row in one.messages], examples)
    return tasks.fold, tasks.messages


def _tasks(said: Sequence[str], examples: Path) -> Tasks:
    knowledge = watched_pack().current
    names: Names = names_of(knowledge)
    everything = read_examples(examples)
    fold = folds(everything)[0]
    tested = fill(fold.tested, names)
    texts = [one.text for one in tested]
    return Tasks(
        write_task(TASKS, fill(fold.learnt, names), names, texts, LOCK),
        tested,
        write_task(TASKS, (*fill(everything, names), *questions_of(knowledge)), names, said, LOCK),
    )


def compared(findings: Findings, assistant: TrainedAssistant, examples: Path) -> Findings:
    """The findings with the comparison, once the default pipeline has heard its tasks."""
    rows = [exchange.row for exchange in findings.messages]
    tasks = _tasks([row.said for row in rows], examples)
    reader = assistant.understanding.reader
    weigher = learnt(folds(read_examples(examples))[0], reader)
    heard = read_heard(tasks.fold)
    answered = list(_answered(rows, read_heard(tasks.messages), assistant))
    side = SideBySide(
        intents=(baseline.intents(tasks.tested, heard), intents_of(weigher, tasks.tested, reader)),
        names=(baseline.names(tasks.tested, heard), names_in(tasks.tested, reader).whole),
        answered=(_right(answered), measures.in_field(findings.messages)),
        invented=(_invented(answered), measures.invented(findings.messages)),
        seconds_of_training=baseline.training_seconds(tasks.fold),
        latency=Latency.of(one.seconds for one in heard),
    )
    return replace(findings, baseline=side)


def _answered(
    rows: Sequence[Row], heard: Sequence[Heard], assistant: TrainedAssistant
) -> Iterator[tuple[Row, Verdict]]:
    """Each message answered by this project from what the default pipeline has heard."""
    reader = assistant.understanding.reader
    told: tuple[Knowledge, Mapping[str, tuple[str, ...]]] = (assistant.knowledge, assistant.frames)
    for row, one in zip(rows, heard, strict=True):
        part = baseline.part_of(row.said, one, reader)
        yield row, judged(row, answer([part], Context(), *told, assistant.today).reply)


def _right(answered: Sequence[tuple[Row, Verdict]]) -> Count:
    return measures.count(verdict.right for row, verdict in answered if row.is_answerable)


def _invented(answered: Sequence[tuple[Row, Verdict]]) -> Count:
    return measures.count(verdict.invents(row) for row, verdict in answered if row.is_unanswerable)

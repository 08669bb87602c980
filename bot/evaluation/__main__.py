"""The evaluation in the dialogue environment: ``python -m bot.evaluation MODEL [--only …]``.

`make evaluate` (bot.command.evaluate) trains the model first and starts this.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path

# Rasa's age warns when it is imported and loaded, whatever filters say; it is nothing to the
# person who evaluates.
warnings.showwarning = lambda *_arguments, **_options: None
os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"

from bot.evaluation import comparing, report  # noqa: E402 - after the warnings
from bot.evaluation.examples import read_examples  # noqa: E402
from bot.evaluation.findings import find  # noqa: E402
from bot.evaluation.hearing import TrainedAssistant  # noqa: E402
from bot.evaluation.rows import EvaluationSet, RowError, read_sets  # noqa: E402

SETS = Path("tests/evaluation/development")
EXAMPLES = Path("data/nlu")
DOMAIN = Path("domain.yml")
REPORTS = Path("var/evaluation")


def main(arguments: Sequence[str]) -> int:
    """Evaluate, or write the tasks of the baseline; returns the exit code."""
    options = _parsed(arguments)
    try:
        sets = read_sets(options.sets, options.only)
    except RowError as error:
        sys.stderr.write(f"{error}\n")
        return 78
    if options.tasks:
        sys.stdout.write("\n".join(map(str, comparing.write_tasks(sets, EXAMPLES))) + "\n")
        return 0
    return _evaluate(options, sets)


def _evaluate(options: argparse.Namespace, sets: Sequence[EvaluationSet]) -> int:
    assistant = TrainedAssistant(options.model, DOMAIN, date.today())  # noqa: DTZ011 local day
    findings = find(assistant, sets, read_examples(EXAMPLES))
    if options.baseline:
        findings = comparing.compared(findings, assistant, EXAMPLES)
    path = report.write(findings, REPORTS)
    sys.stdout.write(f"{report.short_table(findings)}\n\nThe report: {path}\n")
    return 0


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    parser.add_argument("model", type=Path, help="the trained model's file")
    parser.add_argument("--sets", type=Path, default=SETS, help="the folder of the sets")
    parser.add_argument("--only", nargs="+", default=(), metavar="SET", help="names of sets")
    parser.add_argument("--baseline", action="store_true", help="also Rasa's default pipeline")
    parser.add_argument("--tasks", action="store_true", help="only write the baseline's tasks")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

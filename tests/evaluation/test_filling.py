"""Examples with names put in say where the names stand, and are parted fairly."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.evaluation.baseline import PIPELINE, questions_of, write_task
from bot.evaluation.examples import FOLDS, Example, folds, read_examples
from bot.evaluation.filling import fill, names_of
from bot.pack import load

ROOT = Path(__file__).parents[2]
EXAMPLES = read_examples(ROOT / "data" / "nlu")


@pytest.fixture(scope="module")
def knowledge():
    """The invented pack: small."""
    return load(ROOT / "tests" / "packs" / "tarnshire")


@pytest.mark.parametrize("misspelt", [False, True])
def test_a_name_stands_where_its_span_says(knowledge, misspelt):
    """No placeholder is left, and each span holds a name of its record's kind."""
    names = names_of(knowledge)
    for one in fill(EXAMPLES, names, misspelt=misspelt):
        assert not set(names) & set(one.text.split()), one.text
        for use in one.names:
            written = one.text[use.start : use.end].lower()
            known = [name.lower() for name, _ in names[use.placeholder]]
            assert misspelt or written in known


def test_filling_is_the_same_each_time(knowledge):
    """By a seed."""
    assert fill(EXAMPLES, names_of(knowledge)) == fill(EXAMPLES, names_of(knowledge))


def test_every_example_is_tested_once_and_never_learnt_with_it():
    """The folds part the examples, and each holds its share of every intent."""
    parts = folds(EXAMPLES)
    assert len(parts) == FOLDS
    tested = [one for fold in parts for one in fold.tested]
    assert sorted(tested, key=str) == sorted(set(EXAMPLES), key=str)
    for fold in parts:
        assert not set(fold.tested) & set(fold.learnt)
        assert {one.intent for one in fold.learnt} == {one.intent for one in EXAMPLES}


def test_a_task_marks_names_and_is_named_after_what_is_learnt(knowledge, tmp_path):
    """The same task gets the same folder, so that what was trained is found again."""
    names = names_of(knowledge)
    learnt = (*fill([Example("who chairs GROUP", "ask_chair")], names), *questions_of(knowledge))
    lock = ROOT / "requirements" / "baseline.txt"
    task = write_task(tmp_path, learnt, names, ["hello"], lock)
    assert write_task(tmp_path, learnt, names, ["another"], lock) == task
    assert write_task(tmp_path, learnt[1:], names, ["hello"], lock) != task
    blocks = yaml.safe_load((task / "nlu.yml").read_text(encoding="utf-8"))["nlu"]
    assert "](group)" in blocks[0]["examples"]
    assert {"group", "person"} <= {block.get("lookup") for block in blocks}
    config = yaml.safe_load((task / "config.yml").read_text(encoding="utf-8"))
    assert config["pipeline"] == list(PIPELINE)

"""What is trained on is the same with and without the fixes, and is read and copied less."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rasa.shared.importers.utils as reading
from rasa.engine.caching import LocalTrainingCache
from rasa.shared.constants import CONFIG_SCHEMA_FILE, DOMAIN_SCHEMA_FILE
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data import training_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.validation import YamlValidationException

from bot.engine.fixes import (
    apply_fixes,
    example_copies,
    files_once,
    idle_cache,
    model_packing,
    valid_once,
)

NLU = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - hello
    - hi [there](place){"role": "here"}
- intent: ask
  examples: |
    - who chairs GROUP
- synonym: here
  examples: |
    - there
- regex: digits
  examples: |
    - \\\\d+
- lookup: place
  examples: |
    - dover
"""
DOMAIN = 'version: "3.1"\nintents: [greet, ask]\nentities: [place]\nactions: [action_answer]\n'
RULES = """
version: "3.1"
rules:
- rule: ask
  steps:
  - intent: ask
  - action: action_answer
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of Rasa's."""
    for name, text in (("nlu", NLU), ("domain", DOMAIN), ("rules", RULES)):
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    (tmp_path / "config.yml").write_text("recipe: default.v1\nlanguage: en\n", encoding="utf-8")
    return tmp_path


def importer(project: Path) -> TrainingDataImporter:
    """Rasa's importers for it, one inside the other."""
    files = [str(project / name) for name in ("nlu.yml", "rules.yml")]
    settings, domain = (str(project / name) for name in ("config.yml", "domain.yml"))
    return TrainingDataImporter.load_from_config(settings, domain, files)


def learnt(project: Path) -> tuple[Any, ...]:
    """All that a training takes from the importers: by either way of asking, in its order."""
    found = importer(project)
    both = found.get_nlu_data(), found.get_nlu_data("en")
    return (
        *(one.fingerprint() for one in both),
        *([message.data for message in one.training_examples] for one in both),
        both[0].entity_synonyms,
        both[0].lookup_tables,
        both[0].regex_features,
        found.get_domain().fingerprint(),
    )


@pytest.fixture
def stock(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Takes Rasa back to its own functions for the rest of a test."""
    import copy  # noqa: PLC0415 - as Rasa's module imports it

    def restore() -> None:
        monkeypatch.setattr(reading, "training_data_from_paths", files_once.stock_reading)
        monkeypatch.setattr(training_data, "copy", copy)
        own = staticmethod(example_copies.stock_sanitize)
        monkeypatch.setattr(TrainingData, "sanitize_examples", own)

    return restore


def test_the_same_is_learnt(project: Path, stock: Callable[[], None]) -> None:
    """Examples in their order, marks, synonyms, tables and fingerprints are stock Rasa's."""
    apply_fixes()
    fixed = learnt(project)
    again = learnt(project)
    stock()
    assert learnt(project) == fixed == again


def test_examples_are_cleaned_alike() -> None:
    """No spaces around an intent, none twice, none left out."""
    said = [(" a ", " x"), ("a", "x "), ("a", "x"), ("b", "y"), ("b", "y"), ("c", None)]

    def examples() -> list[Message]:
        return [Message({TEXT: text, INTENT: intent}) for text, intent in said]

    cleaned, expected = (
        clean(examples()) for clean in (example_copies.sanitized, example_copies.stock_sanitize)
    )
    assert [one.data for one in cleaned] == [one.data for one in expected]
    assert len(cleaned) == 4


def test_a_changed_file_is_read_anew(project: Path) -> None:
    """What was read before counts only while the file is the same."""
    apply_fixes()
    before = learnt(project)
    path = project / "nlu.yml"
    path.write_text(NLU.replace("hello", "good day"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert learnt(project)[2] != before[2]


def test_a_text_that_is_wrong_is_refused_each_time_with_rasas_own_words() -> None:
    """Another text that passed, and another schema that it passed, change nothing."""
    wrong = DOMAIN.replace("[action_answer]", "1")
    told = []
    for check in (valid_once.stock_check, *[valid_once.validate_yaml_schema] * 2):
        valid_once.validate_yaml_schema(DOMAIN, DOMAIN_SCHEMA_FILE)
        valid_once.validate_yaml_schema(wrong, CONFIG_SCHEMA_FILE)
        with pytest.raises(YamlValidationException) as refused:
            check(wrong, DOMAIN_SCHEMA_FILE)
        told.append(str(refused.value))
    assert told[0] == told[1] == told[2]


def test_what_a_training_adds_to_an_example_is_not_found_by_the_next(project: Path) -> None:
    """Each reader has examples of its own."""
    apply_fixes()
    for one in importer(project).get_nlu_data().training_examples:
        one.set("added", value := [1])
        one.features.append(value)
    for one in importer(project).get_nlu_data().training_examples:
        assert one.get("added") is None
        assert one.features == []


@pytest.mark.parametrize("megabytes", ["0", "1000"])
def test_fingerprints_are_taken_where_they_are_kept(
    megabytes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook rests only while the cache is off."""
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", megabytes)
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path))
    assert idle_cache.keeps_nothing(LocalTrainingCache()) == (megabytes == "0")


def test_a_model_is_packed_as_it_is_and_rasas_own_archive_reads_it(tmp_path: Path) -> None:
    """What is packed is not squeezed, and comes out the same."""
    content = b"as it is " * 1000
    (tmp_path / "model").write_bytes(content)
    packed = tmp_path / "model.tar.gz"
    with model_packing.Unsqueezed.open(packed, "w:gz") as archive:
        archive.add(tmp_path / "model", arcname="model")
    assert packed.stat().st_size > len(content)
    with model_packing.TarSafe.open(packed, "r:gz") as archive:
        archive.extractall(tmp_path / "out")
    assert (tmp_path / "out" / "model").read_bytes() == content

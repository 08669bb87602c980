"""Every component is of one shape, and the settings that name them are right."""

from __future__ import annotations

import ast
import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.engine.graph import GraphComponent

ROOT = Path(__file__).parents[2]
ORDER = (
    "__init__",
    "get_default_config",
    "create",
    "train",
    "load",
    "process",
    "process_training_data",
)
CONFIG = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
NAMES = [entry["name"] for entry in CONFIG["pipeline"]]


def component(name: str) -> Any:
    """The class that a dotted name of config.yml means."""
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


@pytest.mark.parametrize("name", NAMES)
def test_a_component_of_config_can_be_imported(name: str):
    """A class that is not found would show only when somebody trains."""
    assert issubclass(component(name), GraphComponent)


@pytest.mark.parametrize("name", NAMES)
def test_a_component_has_the_methods_of_all_others_in_their_order(name: str):
    """Who has read one component finds the way in every other."""
    cls = component(name)
    tree = ast.parse(inspect.getsource(cls)).body[0]
    assert isinstance(tree, ast.ClassDef)
    methods = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    shown = [name for name in methods if name in ORDER or not name.startswith("_")]
    assert shown == [name for name in ORDER if name in shown]
    assert {"get_default_config", "create", "process"} <= set(shown)
    assert ("train" in shown) == ("load" in shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_component_s_settings_are_known(name: str):
    """A setting of config.yml that the component does not know would do nothing."""
    (entry,) = [entry for entry in CONFIG["pipeline"] if entry["name"] == name]
    assert set(entry) - {"name"} <= set(component(name).get_default_config())


@pytest.mark.parametrize("entry", CONFIG["policies"], ids=lambda entry: entry["name"])
def test_only_rules_decide(entry: dict[str, Any]):
    """Nothing is guessed from stories."""
    assert entry["name"] == "RulePolicy"

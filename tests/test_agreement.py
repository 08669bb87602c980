"""Domain, examples, rules, actions and answers agree with one another, and README with all."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.answering import ANSWERS
from bot.settings import _READERS, PREFIX
from tests.support.source_code import ROOT, Module, modules

DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
INTENTS = set(DOMAIN["intents"])
SET_ELSEWHERE = {"nlu_fallback", "ask_article", "urgent"}
"""Intents that no example teaches: Rasa's fallback, the pack's articles, the urgency guard."""
LEAST_EXAMPLES = 10
SPEAKING = modules("actions", "bot/answers") + tuple(
    module for module in modules("bot") if module.room == "bot"
)


def loaded(folder: str) -> Iterator[Any]:
    """What each YAML file of a folder holds."""
    for path in sorted((ROOT / folder).glob("*.yml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def example_counts() -> Counter[str]:
    """Intent → how many examples it has."""
    counts: Counter[str] = Counter()
    for file in loaded("data/nlu"):
        for entry in file["nlu"]:
            if "intent" in entry:
                lines = str(entry["examples"]).splitlines()
                counts[entry["intent"]] += sum(line.startswith("- ") for line in lines)
    return counts


def rules() -> list[list[dict[str, Any]]]:
    """The steps of every rule."""
    return [rule["steps"] for file in loaded("data/rules") for rule in file.get("rules", ())]


def test_every_intent_has_a_rule_and_examples():
    """And nothing is taught or ruled that the domain does not know."""
    counts = example_counts()
    ruled = {step["intent"] for steps in rules() for step in steps if "intent" in step}
    assert {name for name in INTENTS if name not in ruled} == set()
    assert ruled - INTENTS == set()
    few = {name: counts[name] for name in INTENTS - SET_ELSEWHERE if counts[name] < LEAST_EXAMPLES}
    assert few == {}
    assert set(counts) - INTENTS - SET_ELSEWHERE == set()


def test_every_intent_is_answered():
    """What is understood has a function that answers it, or a rule with an action of its own."""
    to_answer = {
        steps[0]["intent"]
        for steps in rules()
        if {"action": "action_answer"} in steps and "intent" in steps[0]
    }
    moves = {"affirm", "deny", "choose", "correct", "nlu_fallback"}
    assert to_answer - set(ANSWERS) - moves == set()


def test_every_action_is_one_file_of_its_name():
    """The domain's actions, the files in actions/ and the names that the actions give are one."""
    files = {path.stem for path in (ROOT / "actions").glob("action_*.py")}
    names = {
        text
        for module in modules("actions")
        for function in module.functions()
        if function.name == "name"
        for text in _constants(function)
        if text.startswith("action_")
    }
    declared = {name for name in DOMAIN["actions"] if name.startswith("action_")}
    assert files == names == declared
    used = {step["action"] for steps in rules() for step in steps if "action" in step}
    assert {name for name in used if name.startswith("action_")} <= declared | {"action_listen"}


def _constants(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value


def frames_said(module: Module) -> Iterator[str]:
    """The names of sentences that a module says outright."""
    for node in ast.walk(module.tree):
        is_say = isinstance(node, ast.Call) and ast.unparse(node.func) == "scope.say"
        if is_say and node.args and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def names_mentioned() -> list[re.Pattern[str]]:
    """Patterns of every text in the modules that speak; an f-string may be filled by any word."""
    patterns = []
    for module in SPEAKING:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                patterns.append(re.escape(node.value))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else r"\w+"
                    for part in node.values
                ]
                if any(
                    isinstance(part, ast.Constant) and "_" in part.value for part in node.values
                ):
                    patterns.append("".join(parts))
    return [
        re.compile(rf"(?:utter_)?(?:{pattern})(?:_of)?")
        for pattern in patterns
        if len(pattern) < 60
    ]


@pytest.mark.parametrize("module", SPEAKING, ids=lambda module: module.name)
def test_every_sentence_that_is_said_is_in_the_domain(module: Module):
    """A missing one would be an apology in the middle of a conversation."""
    missing = {name for name in frames_said(module) if f"utter_{name}" not in DOMAIN["responses"]}
    assert missing == set()


def test_every_sentence_of_the_domain_is_said():
    """A sentence that nobody says is dead."""
    patterns = names_mentioned()
    asked = {name for name in DOMAIN["responses"] if name.startswith("utter_ask_")}
    unused = [
        name
        for name in set(DOMAIN["responses"]) - asked
        if not any(pattern.fullmatch(name) for pattern in patterns)
    ]
    assert sorted(unused) == []


# README

README = (ROOT / "README.md").read_text(encoding="utf-8")
BUILT = ("environments", "models", "var")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "knowledge/README.md"])
def test_every_path_of_a_document_exists(document: str):
    """What a reader is sent to is there; what a command makes may not be yet."""
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:[\w.-]+/)+[\w.*-]*|[\w-]+\.(?:md|yml|toml))`", text))
    missing = [
        path
        for path in paths
        if not path.startswith(BUILT)
        and "your-folder" not in path
        and not any(
            (folder / path).exists() or list(folder.glob(path)) for folder in _near(document)
        )
    ]
    assert missing == []


def _near(document: str) -> list[Path]:
    folder = (ROOT / document).parent
    return [ROOT, folder, folder / "kent"]


def test_every_command_of_the_documents_exists():
    """Whatever the documents tell to type is a target of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    texts = [README, *((ROOT / name).read_text(encoding="utf-8") for name in ("CONTRIBUTING.md",))]
    told = {name for text in texts for name in re.findall(r"\bmake ([a-z][a-z-]+)", text)}
    told &= {
        name
        for text in texts
        for name in re.findall(r"(?:`|    )(?:\S+=\S+ )?make ([a-z-]+)", text)
    }
    assert {"run", "test"} <= told <= targets


def test_every_setting_is_in_the_readme():
    """Those that a deployment sets; the others are between the two processes."""
    between = {"engine_url", "webhook_port", "webhook_secret"}
    settings = {PREFIX + name.upper() for name in set(_READERS) - between}
    assert set(re.findall(r"^\| `(SIGNPOST_\w+)`", README, re.MULTILINE)) == settings

"""The house rules: who imports whom, how long a function is, where words live."""

from __future__ import annotations

import ast
import re
import statistics
from pathlib import Path

import pytest

from tests.support.source_code import ROOT, Module, length, modules

CODE = modules("bot", "actions")
OUTER = ("rasa", "rasa_sdk", "sqlalchemy", "alembic", "aiohttp", "jinja2", "spacy", "numpy")
ROOMS = ("components", "engine", "store", "web", "service", "command", "evaluation", "bench")
NEVER = {
    "bot": (*OUTER, "actions", *(f"bot.{room}" for room in ROOMS)),
    "bot/answers": (*OUTER, "actions", *(f"bot.{room}" for room in ROOMS)),
    "bot/components": (
        *("rasa_sdk", "sqlalchemy", "aiohttp", "actions", "bot.store", "bot.web", "bot.service"),
        "bot.command",
    ),
    "bot/engine": ("rasa_sdk", "actions", "bot.store", "bot.web", "bot.service", "bot.command"),
    "bot/store": (
        *("rasa", "rasa_sdk", "aiohttp", "actions", "bot.web", "bot.service", "bot.components"),
        *("bot.engine", "bot.command"),
    ),
    "bot/web": (
        *("rasa", "rasa_sdk", "actions", "bot.components", "bot.engine", "bot.service"),
        "bot.command",
    ),
    "bot/bench": (
        *("rasa", "rasa_sdk", "sqlalchemy", "actions", "bot.components", "bot.engine"),
        *("bot.store", "bot.web", "bot.service"),
    ),
    "bot/service": ("rasa", "bot.components", "bot.engine", "bot.command"),
    "actions": ("rasa", "aiohttp", "bot.web", "bot.components", "bot.engine", "bot.command"),
}
"""Room → what it must not import (design of the rooms; see README.md)."""
LIGHT = {"yaml", "rapidfuzz", "stdnum", "bot"}
"""What core may use besides the standard library: the same in both environments."""
LONGEST_FUNCTION, LONGEST_MODULE, MEDIAN = 40, 300, 10


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.name)
def test_a_room_imports_only_what_it_may(module: Module):
    """Rooms stay apart, so that each can be understood and tested by itself."""
    forbidden = NEVER.get(module.room, ())
    wrong = [
        name
        for name in module.imported()
        if any(name == room or name.startswith(f"{room}.") for room in forbidden)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "module", [one for one in CODE if one.room in {"bot", "bot/answers"}], ids=lambda one: one.name
)
def test_core_needs_only_light_libraries(module: Module, standard_library: frozenset[str]):
    """Core runs in both environments."""
    roots = {name.split(".")[0] for name in module.imported()}
    assert roots - standard_library - LIGHT == set()


@pytest.fixture
def standard_library() -> frozenset[str]:
    """The names of Python's own modules."""
    import sys  # noqa: PLC0415 - used here only

    return frozenset(sys.stdlib_module_names)


def test_functions_are_short():
    """None over 40 lines, and half of them under 10."""
    sizes = {
        f"{module.name}: {function.name}": length(function)
        for module in CODE
        for function in module.functions()
    }
    assert {name for name, lines in sizes.items() if lines > LONGEST_FUNCTION} == set()
    assert statistics.median(sizes.values()) < MEDIAN


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.name)
def test_a_module_is_short(module: Module):
    """Fewer than 300 lines."""
    assert module.lines < LONGEST_MODULE


@pytest.mark.parametrize("module", CODE, ids=lambda module: module.name)
def test_what_is_public_says_what_it_is(module: Module):
    """Every module, public class and public function has a docstring."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    private = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, kinds[1:]) or (isinstance(node, ast.ClassDef) and node.name[0] == "_")
    ]
    inner = {id(node) for outer in private for node in ast.walk(outer) if node is not outer}
    public = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, kinds) and not node.name.startswith("_") and id(node) not in inner
    ]
    assert ast.get_docstring(module.tree) or not module.tree.body
    assert [node.name for node in public if not ast.get_docstring(node)] == []


SENTENCE = re.compile(r"^[A-Z][\w’']*( [^\s]+){3,}[.?!]$")


@pytest.mark.parametrize(
    "module",
    [
        one
        for one in CODE
        if one.room in {"bot", "bot/answers", "bot/components", "actions", "bot/web"}
    ],
    ids=lambda module: module.name,
)
def test_no_sentence_for_people_is_in_python(module: Module):
    """Words live in the pack, in domain.yml and in the strings file."""
    assert [text for text in module.texts() if SENTENCE.match(" ".join(text.split()))] == []


def test_nothing_is_left_to_be_done():
    """What is not done is an issue, not a remark in the code."""
    unfinished = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    kinds = {".py", ".yml", ".yaml", ".md", ".js", ".css", ".html", ".toml", ".in"}
    rooms = ("bot", "actions", "data", "knowledge", "tests", "requirements")
    files = [path for room in rooms for path in (ROOT / room).rglob("*") if path.suffix in kinds]
    files += [path for path in ROOT.iterdir() if path.suffix in kinds or path.name == "Makefile"]
    assert [path for path in files if path.is_file() and unfinished.search(_read(path))] == []


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")

"""Everything that can be wrong with a pack, found at once, each with file, line and reason.

This module checks the form of every record by :mod:`bot.pack_schema` and the ids between
them; :mod:`bot.pack_rules` holds the rules of the trade.  The reasons are written for the
safeguarding officer who edits the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from bot.pack_rules import check_rules
from bot.pack_schema import ASPECTS, FILES, PACK, REQUIRED_FILES, SHAPES, Field, Form, Shape
from bot.pack_source import Node, PackSource, Problem

REASONS = {
    "no-folder": "there is no pack here: the folder does not exist or holds no YAML file",
    "missing-file": "the file {name}.yaml is missing",
    "unknown-file": "{name} is no file of a pack{hint}",
    "not-a-list": "must hold a list of records, each beginning with '- id:'",
    "not-a-mapping": "must hold fields, each written as 'name: value'",
    "unknown-field": "{name!r} is not a field known here{hint}",
    "missing-field": "the field {name!r} is missing",
    "missing-source": "the source is missing: every fact says where it comes from",
    "empty": "{name!r} is empty",
    "not-text": "{name!r} must be a text on its own, not a list or a group of fields",
    "not-list": "{name!r} must be a list, one member a line, each beginning with '- '",
    "not-record": "{name!r} must hold fields, each written as 'name: value'",
    "not-day": "{name!r} must be a date written year-month-day, such as 2019-09-17, not {value!r}",
    "not-year": "{name!r} must be a year of four digits, not {value!r}",
    "not-flag": "{name!r} must be true or false, not {value!r}",
    "not-choice": "{name!r} must be one of {choices}, not {value!r}",
    "too-few": "{name!r} needs at least {least} and has {count}",
    "bad-id": "the id {value!r} must be small letters, digits and single hyphens (joint-group)",
    "same-id": "the id {value!r} is already used in {place}",
    "unknown-id": "{value!r} is not the id of {kinds}{hint}",
    "unknown-aspect": "{name!r} is not one of {choices}",
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"\d{4}")
_FLAGS = ("true", "false", "yes", "no")


def check(source: PackSource) -> tuple[Problem, ...]:
    """Every problem of a pack, in the order of files and lines; none where it may be used."""
    problems = [*source.problems, *_files(source)]
    if not source.files:
        return tuple(problems)
    unreadable = {problem.file.split("/")[0].removesuffix(".yaml") for problem in source.problems}
    problems += [p for p in _missing(source) if p.file.removesuffix(".yaml") not in unreadable]
    problems += _forms(source)
    ids = _Ids.of(source)
    problems += ids.problems
    # A file that cannot be read would make every id that it holds look unknown.
    if not source.problems:
        problems += _references(source, ids)
        problems += check_rules(source)
    return tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.reason)))


def _hint(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def _files(source: PackSource) -> Iterator[Problem]:
    if not source.files and not source.problems:
        yield Problem(source.folder.name, 1, REASONS["no-folder"])
    for name, documents in source.files.items():
        if name not in FILES:
            hint = _hint(name, FILES)
            yield documents[0].problem(
                REASONS["unknown-file"].format(name=documents[0].file, hint=hint)
            )


def _missing(source: PackSource) -> Iterator[Problem]:
    for name in REQUIRED_FILES:
        if name not in source.files:
            yield Problem(f"{name}.yaml", 1, REASONS["missing-file"].format(name=name))


def _forms(source: PackSource) -> Iterator[Problem]:
    for document in source.files.get("pack", ()):
        yield from _record(PACK, document)
    for document in source.files.get("unlisted", ()):
        yield from _unlisted(document)
    for name, shape in SHAPES.items():
        for document in source.files.get(name, ()):
            if not isinstance(document.value, list | None):
                yield document.problem(REASONS["not-a-list"])
            for node in document.items:
                yield from _record(shape, node)


def _unlisted(document: Node) -> Iterator[Problem]:
    for aspect, node in document.fields.items():
        if aspect not in ASPECTS:
            choices = ", ".join(ASPECTS)
            yield node.problem(REASONS["unknown-aspect"].format(name=aspect, choices=choices))
        elif not node.text:
            yield node.problem(REASONS["empty"].format(name=aspect))


def _record(shape: Shape, node: Node) -> Iterator[Problem]:
    if not isinstance(node.value, dict):
        yield node.problem(REASONS["not-a-mapping"])
        return
    for name, value in node.fields.items():
        known = shape.fields.get(name)
        if known is None:
            hint = _hint(name, shape.fields)
            yield value.problem(REASONS["unknown-field"].format(name=name, hint=hint))
        else:
            yield from _field(name, known, value)
    for name, known in shape.fields.items():
        if known.required and name not in node.fields:
            reason = "missing-source" if name == "source" else "missing-field"
            yield node.problem(REASONS[reason].format(name=name))


def _field(name: str, known: Field, node: Node) -> Iterator[Problem]:
    if node.value is None or node.value == "":
        yield node.problem(REASONS["empty"].format(name=name))
    elif known.form in (Form.TEXTS, Form.RECORDS):
        yield from _list(name, known, node)
    elif known.form is Form.RECORD:
        if known.shape and isinstance(node.value, dict):
            yield from _record(known.shape, node)
        else:
            yield node.problem(REASONS["not-record"].format(name=name))
    else:
        yield from _scalar(name, known, node)


def _list(name: str, known: Field, node: Node) -> Iterator[Problem]:
    if not isinstance(node.value, list):
        yield node.problem(REASONS["not-list"].format(name=name))
        return
    if len(node.items) < known.least:
        yield node.problem(
            REASONS["too-few"].format(name=name, least=known.least, count=len(node.items))
        )
    for item in node.items:
        if known.shape:
            yield from _record(known.shape, item)
        else:
            yield from _scalar(name, Field(), item)


def _scalar(name: str, known: Field, node: Node) -> Iterator[Problem]:
    if isinstance(node.value, list | dict):
        yield node.problem(REASONS["not-text"].format(name=name))
    elif not node.text:
        yield node.problem(REASONS["empty"].format(name=name))
    elif known.choices and node.text not in known.choices:
        choices = ", ".join(known.choices)
        yield node.problem(
            REASONS["not-choice"].format(name=name, value=node.text, choices=choices)
        )
    elif not _well_formed(known.form, node.text):
        reason = f"not-{known.form.value}"
        yield node.problem(REASONS[reason].format(name=name, value=node.text))


def _well_formed(form: Form, text: str) -> bool:
    if form is Form.DAY:
        return bool(_DAY.fullmatch(text)) and _is_day(text)
    if form is Form.YEAR:
        return bool(_YEAR.fullmatch(text))
    return form is not Form.FLAG or text.lower() in _FLAGS


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class _Ids:
    """The ids of a pack by file name, and what is wrong with them."""

    by_file: Mapping[str, frozenset[str]]
    problems: tuple[Problem, ...]

    @classmethod
    def of(cls, source: PackSource) -> _Ids:
        places: dict[str, Node] = {}
        by_file: dict[str, set[str]] = {}
        problems: list[Problem] = []
        for name, node in _identified(source):
            value = node.text
            if not _ID.fullmatch(value):
                problems.append(node.problem(REASONS["bad-id"].format(value=value)))
            elif value in places:
                place = f"{places[value].file}, line {places[value].line}"
                problems.append(node.problem(REASONS["same-id"].format(value=value, place=place)))
            places.setdefault(value, node)
            by_file.setdefault(name, set()).add(value)
        return cls({name: frozenset(ids) for name, ids in by_file.items()}, tuple(problems))

    def of_kinds(self, kinds: tuple[str, ...]) -> frozenset[str]:
        if kinds == ("any",):
            kinds = tuple(name for name in self.by_file if name != "sources")
        return frozenset().union(*(self.by_file.get(kind, frozenset()) for kind in kinds))


def _identified(source: PackSource) -> Iterator[tuple[str, Node]]:
    for document in source.files.get("pack", ()):
        for name in ("partnership", "predecessor"):
            part = document.fields.get(name)
            if part and "id" in part.fields:
                yield name, part.fields["id"]
    for name in SHAPES:
        for node in source.records(name):
            if node.fields.get("id") and node.fields["id"].text:
                yield name, node.fields["id"]


def _references(source: PackSource, ids: _Ids) -> Iterator[Problem]:
    for document in source.files.get("pack", ()):
        yield from _references_in(PACK, document, ids)
    for name, shape in SHAPES.items():
        for node in source.records(name):
            yield from _references_in(shape, node, ids)
    for document in source.files.get("unlisted", ()):
        for node in document.fields.values():
            # A text of several words is a sentence and no id.
            if node.text and " " not in node.text:
                yield from _known(node, ("articles",), ids)


def _references_in(shape: Shape, node: Node, ids: _Ids) -> Iterator[Problem]:
    for name, known in shape.fields.items():
        value = node.fields.get(name)
        if value is None:
            continue
        for item in value.items or [value]:
            if known.refers and item.text:
                yield from _known(item, known.refers, ids)
            elif known.shape:
                yield from _references_in(known.shape, item, ids)


def _known(node: Node, kinds: tuple[str, ...], ids: _Ids) -> Iterator[Problem]:
    allowed = ids.of_kinds(kinds)
    if node.text not in allowed:
        names = "anything in this pack" if kinds == ("any",) else f"one of the {' or '.join(kinds)}"
        hint = _hint(node.text, allowed)
        yield node.problem(REASONS["unknown-id"].format(value=node.text, kinds=names, hint=hint))

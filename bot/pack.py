"""Read the folder of a pack into :class:`bot.knowledge.Knowledge`, or say all that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bot.knowledge import Knowledge
from bot.pack_check import check
from bot.pack_schema import PACK, SHAPES, Field, Form, Shape
from bot.pack_source import Node, PackError, PackSource, read_source

TRUE_WORDS = ("true", "yes")


def load(folder: Path) -> Knowledge:
    """The knowledge of a pack's folder.

    Raises :class:`PackError` with every problem found where the pack is inconsistent.
    """
    source = read_source(folder)
    problems = check(source)
    if problems:
        raise PackError(problems)
    return build(source)


def build(source: PackSource) -> Knowledge:
    """The knowledge of a source in which :func:`bot.pack_check.check` found nothing wrong."""
    tables: dict[str, Any] = {
        name: {node.fields["id"].text: _record(shape, node) for node in source.records(name)}
        for name, shape in SHAPES.items()
    }
    unlisted = {
        aspect: node.text
        for document in source.files.get("unlisted", ())
        for aspect, node in document.fields.items()
    }
    pack: dict[str, Any] = _record(PACK, source.files["pack"][0])
    return Knowledge(version=source.version, unlisted=unlisted, **pack, **tables)


def _record(shape: Shape, node: Node, source: str | None = None) -> Any:
    values = {
        known.attribute or name: _value(known, node.fields[name], _source_of(node, source))
        for name, known in shape.fields.items()
        if name in node.fields
    }
    # A part of a record without a source of its own has that of the record.
    if source and "source" in shape.fields:
        values.setdefault("source", source)
    return shape.make(**values)


def _source_of(node: Node, inherited: str | None) -> str | None:
    return node.fields["source"].text if "source" in node.fields else inherited


def _value(known: Field, node: Node, source: str | None) -> Any:
    if known.shape and known.form is Form.RECORDS:
        return tuple(_record(known.shape, item, source) for item in node.items)
    if known.shape:
        return _record(known.shape, node, source)
    return READERS[known.form](node)


READERS: dict[Form, Callable[[Node], Any]] = {
    Form.TEXT: lambda node: node.text,
    Form.TEXTS: lambda node: tuple(item.text for item in node.items),
    Form.DAY: lambda node: date.fromisoformat(node.text),
    Form.YEAR: lambda node: int(node.text),
    Form.FLAG: lambda node: node.text.lower() in TRUE_WORDS,
}

"""As much of JSON Schema as docs/chat-api.yaml uses: what is wrong with a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TYPES: dict[str, type] = {"string": str, "array": list, "object": dict}
KNOWN = {
    *("type", "enum", "minLength", "maxLength", "minItems", "items", "required", "properties"),
    *("additionalProperties", "description", "default", "pattern", "$ref"),
}


def faults(
    value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = ""
) -> Iterator[str]:
    """What does not fit, with the place; nothing where the value is as described."""
    if "$ref" in schema:
        schema = resolved(schema["$ref"], whole)
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if not isinstance(value, TYPES[schema["type"]]):
        yield f"{at}: no {schema['type']}"
    elif isinstance(value, str):
        yield from _text_faults(value, schema, at)
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{at}: too few"
        for number, item in enumerate(value):
            yield from faults(item, schema["items"], whole, f"{at}[{number}]")
    else:
        yield from _object_faults(value, schema, whole, at)


def resolved(reference: str, whole: dict[str, Any]) -> dict[str, Any]:
    """What a reference within the document stands for."""
    found = whole
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return found


def _text_faults(value: str, schema: dict[str, Any], at: str) -> Iterator[str]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{at}: length {len(value)}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value} is not one of {schema['enum']}"


def _object_faults(
    value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any], at: str
) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (
        f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value
    )
    for name, item in value.items():
        if name in known:
            yield from faults(item, known[name], whole, f"{at}.{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{at}: {name} is not described"

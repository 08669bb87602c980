"""Checks a YAML text against its schema once.

Cost: for a training, Rasa reads the domain four times, rules and examples twice, and checks each
text anew by a schema, for which it parses it by the slowest of its readers: a tenth of a training's
processor time beside the encoder's.
Same result: the check depends on the text and the schema alone and gives nothing; a text that
passed it passes it again, and one that did not is checked again, for its error.
"""

from __future__ import annotations

from hashlib import sha256

import rasa.shared.utils.validation as stock

stock_check = stock.validate_yaml_schema
_passed: set[tuple[bytes, str, str]] = set()


def validate_yaml_schema(
    yaml_file_content: str, schema_path: str, package_name: str = stock.PACKAGE_NAME
) -> None:
    """Check a text as Rasa does, which raises its errors, or not at all where it has passed."""
    digest = sha256(yaml_file_content.encode()).digest()
    if (digest, schema_path, package_name) not in _passed:
        stock_check(yaml_file_content, schema_path, package_name)
        _passed.add((digest, schema_path, package_name))


def apply() -> None:
    """Replace Rasa's check."""
    stock.validate_yaml_schema = validate_yaml_schema

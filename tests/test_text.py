"""The form in which words are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.text import fold


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Kent's", "kent"),
        ("O'Brien`s", "obrien"),
        ("Zoë’s", "zoe"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("&", "and"),
        ("+", "and"),
    ],
)
def test_words_are_folded(typed: str, form: str) -> None:
    """Lower case, no accents, no possessive ending, no apostrophe."""
    assert fold(typed) == form


@given(st.text())
@example("I'D 's `s")
def test_plain_letters_are_folded_as_all_others(text: str) -> None:
    """The short way of ASCII gives what the long way gives: an accent before it changes nothing."""
    accent = unicodedata.lookup("COMBINING ACUTE ACCENT")
    assert fold(f" {text}") == fold(f" {accent}{text}")

"""Shorthand is spelt out where its neighbours say what it means, and nowhere else."""

from __future__ import annotations

import pytest

from bot.components.lexicon import Lexicon
from bot.components.shorthand import joined, letters_joined, spelt_out
from bot.text import words_of

LEXICON = Lexicon(
    {"before_one": frozenset({"that", "last"}), "before_number": frozenset({"her", "phone"})},
    {},
    frozenset(),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("who chairs that 1", "who chairs that one"),
        ("the health 1", "the health one"),
        ("section 1 of the act", "section 1 of the act"),
        ("her no", "her number"),
        ("phone no pls", "phone number pls"),
        ("no thanks", "no thanks"),
    ],
)
def test_a_neighbour_tells_what_is_meant(said: str, meant: str) -> None:
    """A figure is a word, and "no" a number, only beside what makes it one."""
    words = spelt_out(words_of(said), LEXICON, {"health"})
    assert " ".join(word.form for word in words) == meant


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("the K, S, C and B", ["the", "kscb"]),
        ("k.s.c.b. please", ["kscb", "please"]),
        ("plan a b c", ["plan", "a", "b", "c"]),
        ("a and b", ["a", "and", "b"]),
        ("and", ["and"]),
    ],
)
def test_letters_that_spell_a_name_are_one_word(said: str, read: list[str]) -> None:
    """Only a run of letters that is a name is read as one word."""
    runs = letters_joined(words_of(said), lambda word: word.form == "kscb")
    assert [joined(run).form for run in runs] == read


def test_a_joined_name_keeps_its_place_in_the_message() -> None:
    """It begins at its first letter and ends behind its last."""
    said = "the K, S, C and B?"
    (_, run) = letters_joined(words_of(said), lambda word: word.form == "kscb")
    name = joined(run)
    assert said[name.start : name.end] == "K, S, C and B"

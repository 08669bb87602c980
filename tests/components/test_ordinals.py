"""Which place in a list the words of a message point to."""

from __future__ import annotations

import pytest

from bot.components.lexicon import Lexicon
from bot.components.ordinals import place_in_list
from bot.text import words_of

LEXICON = Lexicon(
    {
        "number_word": frozenset({"number"}),
        "question_start": frozenset({"is", "does", "has"}),
        "place_preposition": frozenset({"for", "of"}),
    },
    {},
    frozenset(),
)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("and the second?", 2),
        ("number four please", 4),
        ("the last one", -1),
        ("what is the former for?", -2),
        ("when was the former created?", -2),
        ("is the former a nurse?", -2),
        ("who sat on the former Board?", None),
        ("who chairs the last two?", None),
        ("the first or the second?", None),
        ("who chairs it?", None),
    ],
)
def test_a_place_is_read_from_the_words(said: str, place: int | None):
    """Only one place counts; an ordinal that belongs to what follows is none."""
    assert place_in_list(words_of(said), LEXICON) == place

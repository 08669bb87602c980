"""Words are set right towards those of the field, by ear, by the keys and by what stands around."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.components.english import english
from bot.components.lexicon import Lexicon
from bot.components.name_index import NameIndex
from bot.components.reader import MessageReader
from bot.components.respeller import Respeller, respeller_of
from bot.text import words_of

BY_EAR = [
    ("hoo leads the helth forem", "who leads the health forum"),
    ("wair can i reed the polisys", "where can i read the policies"),
    ("wich skools are reprisented", "which schools are represented"),
    ("fank you its very usefull", "thank you its very useful"),
    ("wot dus the scrootiny groop chek", "what does the scrutiny group check"),
]
BY_THUMBS = [
    ("whi chairs the hralth forum", "who chairs the health forum"),
    ("terms od reference for the ggroup", "terms of reference for the group"),
    ("is yhe traning free", "is the training free"),
]
IN_CONTEXT = [
    ("wear is the training", "where is the training"),
    ("do staff wear badges", "do staff wear badges"),
    ("who cheers the education group", "who chairs the education group"),
    ("cheers for that", "thanks for that"),
    ("when do they meat", "when do they meet"),
    ("is there meat in the canteen", "is there meat in the canteen"),
    ("is the hole county covered", "is the whole county covered"),
]
LEFT_ALONE = [
    "my dentist is in town",
    "the intranet page was rewritten",
    "a cohort of pupils on the list",
    "theyre sure there wasnt a penny left",
    "her adviser fixes the fax",
    "is hythe near rye or deal",
    "lol wrong person",
]


@pytest.fixture(scope="module")
def respeller(kent: MessageReader, lexicon: Lexicon) -> Respeller:
    """The respeller of the pack that ships."""
    return respeller_of(NameIndex(kent.knowledge), lexicon, english())


def spelt(respeller: Respeller, said: str) -> str:
    """What the words of a message were meant to be."""
    return " ".join(word.form for word in respeller.corrected(words_of(said)))


@pytest.mark.parametrize(("said", "meant"), BY_EAR + BY_THUMBS + IN_CONTEXT)
def test_what_was_meant_is_found(respeller: Respeller, said: str, meant: str):
    """A word of English gives way only to one that sounds like it and belongs there."""
    assert spelt(respeller, said) == meant


@pytest.mark.parametrize("said", LEFT_ALONE)
def test_good_english_and_names_stay(respeller: Respeller, said: str):
    """Words that the field does not know are no slips for those that it knows."""
    assert spelt(respeller, said) == said


def test_a_word_keeps_its_place(respeller: Respeller):
    """A corrected word stands for the letters that were typed, and says that it is corrected."""
    said = "who leads the helth group"
    (word,) = [one for one in respeller.corrected(words_of(said)) if one.form == "health"]
    assert (said[word.start : word.end], word.corrected) == ("helth", True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_keeps_its_words(respeller: Respeller, said: str):
    """As many words as before, at the same places, and the same each time."""
    words = words_of(said)
    after = respeller.corrected(words)
    assert [(one.start, one.end) for one in after] == [(one.start, one.end) for one in words]
    assert respeller.corrected(words) == after

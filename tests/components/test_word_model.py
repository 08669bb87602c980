"""What is likely depends on what stands before, in the field and among the names of a pack."""

from __future__ import annotations

from bot.components.english import English
from bot.components.word_model import START, WordModel, joined_pairs, pairs_in

ENGLISH = English({"the": 0, "who": 40, "zebra": 9000}, frozenset({"aardvark"}), {})
PAIRS = pairs_in([["who", "chairs", "the", "GROUP"], ["who", "is", "in", "PLACE"], ["who", "is"]])
MODEL = WordModel(PAIRS, ENGLISH, {"margate": ("PLACE",), "deal": ("PLACE",)})


def test_a_word_is_likelier_where_it_was_heard():
    """Somebody said "who chairs", and nobody "the chairs"."""
    assert MODEL.surprise("who", "chairs") < MODEL.surprise("the", "chairs")
    assert MODEL.follows("who", "chairs")
    assert not MODEL.follows("the", "chairs")


def test_a_name_is_likely_where_names_of_its_kind_stand():
    """Places of the pack stand where the examples have a placeholder."""
    assert MODEL.surprise("in", "margate") < MODEL.surprise("who", "margate")


def test_rare_words_are_unlikely_and_never_impossible():
    """A word of no list costs most, and not without end."""
    field, usual, unknown = (MODEL.surprise(START, word) for word in ("who", "zebra", "qwertyuiop"))
    assert field < usual < unknown < 30


def test_counts_are_added_up():
    """Pairs of examples and of a pack count together."""
    assert joined_pairs(PAIRS, pairs_in([["who", "is"]]))["who"] == {"chairs": 1, "is": 3}

"""Words as they are kept and sought: folded, each once, numbers whole."""

import pytest

from bot.search import LONGEST_WORD, MOST_SOUGHT, kept_words, sought_words


def test_words_are_kept_once_folded_and_between_spaces():
    """Each can be found by how it begins, after its space."""
    assert kept_words(["The forum's FORUM", "Château"], " clerk ") == " chateau clerk forum the "
    assert kept_words([]) == "  "
    assert max(map(len, kept_words(["x" * 500]).split())) == LONGEST_WORD


@pytest.mark.parametrize("said", ["01632 960 123", "01632 960123", "(01632) 960-123"])
def test_a_number_is_one_word_however_it_is_grouped(said):
    """As it is kept, and as it is sought."""
    assert " 01632960123 " in kept_words(["ring 01632 960 123"])
    assert "01632960123" in "".join(sought_words(said))


def test_what_is_sought_has_an_end():
    """Nobody types more; and nothing is sought twice."""
    assert sought_words("a A á b") == ("a", "b")
    assert len(sought_words(" ".join(f"word{number}" for number in range(50)))) == MOST_SOUGHT
    assert sought_words(" , ") == ()

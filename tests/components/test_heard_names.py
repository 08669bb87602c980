"""People's names written by ear are known; names of other people are not taken for them."""

from __future__ import annotations

import pytest

from bot.components.heard_names import HeardNames
from bot.components.sounds import sound_of
from bot.text import words_of
from tests.support.heard import pack

HEARD = [
    ("Sara Hamond, Director", "sarah-hammond"),
    ("could you look up Allison Brume", "alison-broom"),
    ("sarah vauks chairs what", "sarah-vaux"),
    ("a Peggie Murphey on my sheet", "peggy-murphy"),
    ("is Tina Hewes the one", "tina-hughes"),
    ("sara vorx on the phone", "sarah-vaux"),
    ("what does Sue Handler do", "sue-chandler"),
]
NOT_HEARD = [
    "Sarah Hammond",
    "Sue Chandlers group",
    "Sarah Vaughan sings",
    "Peter Murphy called",
    "Alison Hammond",
    "Tina Turner",
    "Susan Handler",
    "Sarah Fox",
    "who is the chair",
]


@pytest.fixture(scope="module")
def names() -> HeardNames:
    """The names of the county's pack."""
    return HeardNames(pack().people.values())


@pytest.mark.parametrize(("said", "person"), HEARD)
def test_a_name_with_slips_is_heard(names: HeardNames, said: str, person: str):
    """By its letters or by its sound."""
    assert [one.names[0].id for one in names.find(words_of(said))] == [person]


@pytest.mark.parametrize("said", NOT_HEARD)
def test_other_names_are_not(names: HeardNames, said: str):
    """The very name is left to the index; half a name belongs to somebody else."""
    assert list(names.find(words_of(said))) == []


def test_words_that_sound_alike_have_one_sound():
    """Silent letters, doubled ones and vowels make no difference."""
    assert sound_of("hughes") == sound_of("hewes")
    assert sound_of("broom") == sound_of("brume")
    assert sound_of("vaux") == sound_of("vox")
    assert sound_of("educashun") == sound_of("education")
    assert sound_of("skools") == sound_of("schools")
    assert sound_of("charj") == sound_of("charge")
    assert sound_of("murphy") != sound_of("morgan")

"""References are unguessable, forgiving of how they are said, and strict about what they mean."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.references import (
    ALPHABET,
    WrongReferenceError,
    find_reference,
    looks_like_reference,
    new_reference,
    normal_reference,
    prefix_of,
)
from tests.support.small_knowledge import SMALL

# The seed makes hypothesis's choices repeatable; nothing secret is drawn here.
REFERENCES = st.randoms(use_true_random=False).map(lambda one: new_reference("KS", one.choice))
LETTERS = (
    *("charlie", "delta", "foxtrot", "hotel", "juliett", "kilo", "mike", "november", "papa"),
    *("quebec", "romeo", "sierra", "tango", "victor", "whiskey", "x-ray", "yankee"),
)
DIGITS = ("two", "three", "four", "six", "seven", "eight", "nine")
NATO = {word[0].upper(): word for word in LETTERS} | dict(zip("2346789", DIGITS, strict=True))


def test_nothing_is_mistaken_for_something_else() -> None:
    """No 0 or O, 1, I or L, S or 5, B, G, U, Z; as many characters as a prime number."""
    assert not set("01OILS5BGUZ") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 23


def test_the_prefix_is_how_the_partnership_s_short_name_begins() -> None:
    """The pack decides it: FSCP gives FS."""
    assert prefix_of(SMALL) == "FS"


def test_references_do_not_repeat() -> None:
    """Two thousand of them, drawn as in service, are all different."""
    assert len({new_reference("KS", secrets.choice) for _ in range(2000)}) == 2000


@given(REFERENCES)
def test_every_reference_is_normal_already(reference: str) -> None:
    """And looks like KS-7F3K-92QM."""
    assert normal_reference(reference, "KS") == reference
    assert [len(part) for part in reference.split("-")] == [2, 4, 4]


@given(REFERENCES, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(reference: str, at: int, wrong: str) -> None:
    """Whichever of the eight it is."""
    characters = reference.replace("-", "")[2:]
    if characters[at] == wrong:
        return
    changed = characters[:at] + wrong + characters[at + 1 :]
    with pytest.raises(WrongReferenceError) as refused:
        normal_reference(changed, "KS")
    assert refused.value.reason == "check"


@given(REFERENCES, st.integers(0, 7), st.integers(0, 7))
def test_every_two_that_changed_places_are_noticed(reference: str, one: int, other: int) -> None:
    """Neighbours or not."""
    characters = list(reference.replace("-", "")[2:])
    if characters[one] == characters[other]:
        return
    characters[one], characters[other] = characters[other], characters[one]
    with pytest.raises(WrongReferenceError):
        normal_reference("".join(characters), "KS")


@given(
    reference=REFERENCES,
    between=st.sampled_from(["", " ", "-", " - "]),
    lower=st.booleans(),
    bare=st.booleans(),
)
def test_case_spaces_hyphens_and_prefix_do_not_matter(
    reference: str, between: str, *, lower: bool, bare: bool
) -> None:
    """People type what they see in many ways."""
    said = between.join(reference.split("-")[1:] if bare else reference.split("-"))
    assert normal_reference(said.lower() if lower else said, "KS") == reference


@given(REFERENCES)
def test_it_is_understood_when_read_out(reference: str) -> None:
    """In the spelling alphabet."""
    said = " ".join("dash" if character == "-" else NATO[character] for character in reference)
    assert normal_reference(said, "KS") == reference


@given(REFERENCES)
def test_look_alikes_are_taken_for_what_they_look_like(reference: str) -> None:
    """Z for 2, B for 8, G for 6, U for V, O for Q: the check character decides."""
    written = reference[3:].translate(str.maketrans("286VQ", "ZBGUO"))
    assert normal_reference(written, "KS") == reference


@given(REFERENCES)
def test_it_is_found_within_a_sentence(reference: str) -> None:
    """Where the person asks for it in passing."""
    assert find_reference(f"Hello, where is my enquiry {reference}?", "KS") == reference
    assert find_reference(f"my ref is {reference.lower().replace('-', ' ')} thanks", "KS")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "none"),
        ("?!", "none"),
        ("KS-7F3K", "length"),
        ("XX-7F3K-92QM", "prefix"),
        ("KS-7F3K-92Q!M5", "length"),
        ("KS-7F3K-92Q1", "character"),
    ],
)
def test_what_is_no_reference_has_a_reason(said: str, reason: str) -> None:
    """So that the sentence can help."""
    with pytest.raises(WrongReferenceError) as refused:
        normal_reference(said, "KS")
    assert refused.value.reason == reason


def test_ordinary_sentences_hold_no_reference() -> None:
    """Nor does one look like an attempt."""
    for text in ("Who chairs the health group?", "We ask all KS2 teachers, please help us now."):
        assert find_reference(text, "KS") is None
    assert looks_like_reference("where is KS-7F3K-92QX?", "KS")
    assert not looks_like_reference("Who chairs the health group?", "KS")

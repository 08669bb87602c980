"""Noise changes how a message is typed, by a seed, and leaves it a message."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.noise import VERSIONS, misspelt_word, no_punctuation, text_speak, typos

SAID = "Who's the chair of the Health Forum, please? Thanks, and what are you?"


@pytest.mark.parametrize("name", VERSIONS)
def test_noise_changes_a_message_the_same_each_time(name):
    """A figure can be had again."""
    changed = VERSIONS[name]
    assert changed(SAID) != SAID
    assert changed(SAID) == changed(SAID)


@given(st.text(max_size=80), st.sampled_from(sorted(VERSIONS)))
def test_noise_takes_any_text(text, name):
    """Nothing that can be typed breaks it."""
    assert isinstance(VERSIONS[name](text), str)


def test_text_speak_and_missing_punctuation_are_what_people_type():
    """Whole words are abbreviated; apostrophes close up."""
    assert text_speak("What are you for, please?") == "wot r u 4, pls?"
    assert no_punctuation("Who's that, Tina?") == "Whos that Tina"


def test_a_short_message_is_misspelt_too():
    """At least one word is struck where there is one of four letters."""
    assert typos("chair?") != "chair?"
    assert typos("who?") == "who?"


@given(st.from_regex(r"[a-z]{4,12}", fullmatch=True), st.integers())
def test_a_misspelt_word_keeps_its_first_letter_and_its_length_within_one(word, seed):
    """A typo, not another word."""
    misspelt = misspelt_word(word, random.Random(seed))  # noqa: S311 - noise
    assert misspelt[0] == word[0]
    assert abs(len(misspelt) - len(word)) <= 1

"""How a word sounds, roughly, for comparing what was written by ear with what was meant."""

from __future__ import annotations

import re

_SOUNDS = (
    (re.compile(r"^(?:wr|rh)"), "r"),
    (re.compile(r"^kn"), "n"),
    (re.compile(r"^wh"), "w"),
    (re.compile(r"(?:t|s|c)(?:io|ia|ea)n|shun"), "shn"),
    (re.compile(r"sch"), "sk"),
    (re.compile(r"ph|th|v"), "f"),
    (re.compile(r"gh|(?<=[aeiou])h"), ""),
    (re.compile(r"dge?(?=$|[aeiou])|ge$|j"), "J"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ck|c(?!h)|q"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<!^)[aeiouwy]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""What is heard the same, in the order in which it is made one; vowels count only in front."""


def sound_of(word: str) -> str:
    """A folded word as it sounds: its consonants, with those that sound alike made one."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


_SPOKEN = (
    # In most of England an "r" is heard only before a vowel: "Vaux" is written "Vorx" by ear.
    (re.compile(r"(?<!^)r(?![aiouyr]|e.)"), ""),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"(?<=ou)l(?=d)"), ""),
)


def spoken_sound_of(word: str) -> str:
    """The same as it is heard in England, where more words sound alike ("where" and "wear")."""
    for pattern, heard in _SPOKEN:
        word = pattern.sub(heard, word)
    return sound_of(word)

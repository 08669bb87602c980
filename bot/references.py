"""References of enquiries, such as KS-7F3K-92QM: unguessable, and easy to read aloud.

Two letters name the partnership, seven characters are random and the last one checks them.
The alphabet leaves out what is mistaken for something else (0 O, 1 I L, 5 S, 2 Z, 8 B, 6 G,
U V; of each pair at most one stays) and A and E, without which no word appears by chance.
Its length, 23, is prime: so a sum with the weights 1 to 8 shows every single wrong character
and every two that changed places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Literal

from bot.knowledge import Knowledge

ALPHABET = "2346789CDFHJKMNPQRTVWXY"
RANDOM_LENGTH = 7
PREFIX_LENGTH = 2

Reason = Literal["none", "prefix", "length", "character", "check"]

# What a person may write or hear for a character of the alphabet; the check character tells
# whether the guess was right.
_LOOKS_LIKE = str.maketrans({"Z": "2", "B": "8", "G": "6", "U": "V", "O": "Q", "0": "Q"})
_DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# The spelling alphabet of the International Civil Aviation Organization, with usual variants.
_LETTER_WORDS = (
    *("alpha", "alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india"),
    *("juliet", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec"),
    *("romeo", "sierra", "tango", "uniform", "victor", "whiskey", "whisky", "xray", "yankee"),
    "zulu",
)
_SPOKEN = {word: word[0].upper() for word in _LETTER_WORDS} | {
    word: str(digit) for digit, word in enumerate(_DIGIT_WORDS)
}
_FILLERS = frozenset({"dash", "hyphen", "minus", "space"})
_X_RAY = re.compile(r"x-ray", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9]+")


class WrongReferenceError(ValueError):
    """What was said is no reference of ours; `reason` is listed in :data:`Reason`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def prefix_of(knowledge: Knowledge) -> str:
    """The two letters before the first hyphen: how the partnership's short name begins."""
    short = knowledge.partnership.short or knowledge.partnership.name
    letters = [letter for letter in short.upper() if letter.isascii() and letter.isalpha()]
    return "".join(letters[:PREFIX_LENGTH])


def new_reference(prefix: str, choose: Callable[[str], str]) -> str:
    """A reference whose characters `choose` picks (in service: ``secrets.choice``)."""
    drawn = "".join(choose(ALPHABET) for _ in range(RANDOM_LENGTH))
    return _written(prefix, drawn + check_character(drawn))


def check_character(drawn: str) -> str:
    """The character that makes the weighted sum of all eight a multiple of 23.

    The eighth weight is 8, whose inverse modulo 23 is 3.
    """
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(drawn, 1))
    return ALPHABET[-total * 3 % len(ALPHABET)]


def normal_reference(said: str, prefix: str) -> str:
    """The reference in what a person typed or read out, written as we write it.

    Case, spaces and hyphens do not matter, spelling-alphabet words are understood, the prefix
    may be missing, and look-alikes are taken for what they look like.
    Raises :class:`WrongReferenceError`.
    """
    characters = _characters(said)
    if not characters:
        raise WrongReferenceError("none")
    length = RANDOM_LENGTH + 1
    if len(characters) == length + len(prefix):
        if not characters.startswith(prefix):
            raise WrongReferenceError("prefix")
        characters = characters[len(prefix) :]
    if len(characters) != length:
        raise WrongReferenceError("length")
    return _written(prefix, _checked(characters.translate(_LOOKS_LIKE)))


def find_reference(text: str, prefix: str) -> str | None:
    """The first reference within a sentence, normal, or None where it holds none.

    Only what begins with the prefix is looked at; a wrong check character is no reference.
    """
    parts, length = _spoken(text), len(prefix) + RANDOM_LENGTH + 1
    for start in range(len(parts)):
        said = ""
        for part in parts[start:]:
            said += part
            if len(said) >= length:
                break
        if len(said) == length and said.startswith(prefix):
            with suppress(WrongReferenceError):
                return normal_reference(said, prefix)
    return None


def looks_like_reference(text: str, prefix: str) -> bool:
    """Whether the text holds the prefix and a hyphen or digits after it: an attempt at one."""
    return re.search(rf"\b{prefix}[\s-]?[A-Z0-9]*\d[A-Z0-9]*", text, re.IGNORECASE) is not None


def _characters(said: str) -> str:
    return "".join(_spoken(said))


def _spoken(said: str) -> list[str]:
    """The words of a text, in capitals, those of the spelling alphabet as what they stand for."""
    words = [word.lower() for word in _TOKEN.findall(_X_RAY.sub("xray", said))]
    return [_SPOKEN.get(word, word.upper()) for word in words if word not in _FILLERS]


def _checked(characters: str) -> str:
    if any(character not in ALPHABET for character in characters):
        raise WrongReferenceError("character")
    if check_character(characters[:-1]) != characters[-1]:
        raise WrongReferenceError("check")
    return characters


def _written(prefix: str, characters: str) -> str:
    return f"{prefix}-{characters[:4]}-{characters[4:]}"

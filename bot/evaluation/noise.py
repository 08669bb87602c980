"""Messages as they are typed in a hurry: misspelt, in lower case, unpunctuated, in text speak.

Each version is made from a seed, so that a figure can be had again.  The abbreviations are
those of British school staff rooms and were written without a look at data/nlu.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from bot.evaluation.mishearing import by_ear, by_thumbs

SEED = 20191117
_ONE_TYPO_IN = 5
"""A word of four letters or more is misspelt once in this many."""
_NEIGHBOURS = {
    "a": "s", "b": "v", "c": "x", "d": "f", "e": "r", "f": "g", "g": "h", "h": "j", "i": "o",
    "j": "k", "k": "l", "l": "k", "m": "n", "n": "m", "o": "p", "p": "o", "q": "w", "r": "t",
    "s": "d", "t": "y", "u": "i", "v": "b", "w": "e", "x": "c", "y": "u", "z": "x",
}  # fmt: skip
"""The key to the right, or to the left at the end of a row."""
_TEXT_SPEAK = {
    "you": "u", "your": "ur", "are": "r", "please": "pls", "thanks": "thx", "and": "n",
    "what": "wot", "what's": "wots", "with": "w", "because": "cos", "people": "ppl", "to": "2",
    "for": "4", "before": "b4", "know": "no", "about": "abt", "who's": "whos", "group": "grp",
    "meeting": "mtg", "message": "msg", "tomorrow": "tmrw", "though": "tho", "the": "th",
    "between": "btwn", "something": "smth", "should": "shd", "would": "wd", "could": "cd",
}  # fmt: skip
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_PUNCTUATION = re.compile(r"[^\w\s@+&/-]")


def misspelt_word(word: str, chance: random.Random) -> str:
    """The word with two letters swapped, one left out, doubled, or its neighbour on the keys."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    ways = (
        f"{before}{after[0]}{letter}{after[1:]}",
        f"{before}{after}",
        f"{before}{letter}{letter}{after}",
        f"{before}{_NEIGHBOURS.get(letter.lower(), letter)}{after}",
    )
    return chance.choice(ways)


def typos(text: str) -> str:
    """About every fifth longer word misspelt, and at least one where there is any."""
    chance = _chance(text)
    words = [match.span() for match in _LONG_WORD.finditer(text)]
    struck = [span for span in words if chance.randrange(_ONE_TYPO_IN) == 0]
    struck = struck or ([chance.choice(words)] if words else [])
    for start, end in reversed(struck):
        text = text[:start] + misspelt_word(text[start:end], chance) + text[end:]
    return text


def lower_case(text: str) -> str:
    """Everything in lower case."""
    return text.lower()


def no_punctuation(text: str) -> str:
    """Without punctuation; apostrophes close up ("who's" becomes "whos")."""
    closed = re.sub(r"['’]", "", text)
    return " ".join(_PUNCTUATION.sub(" ", closed).split())


def text_speak(text: str) -> str:
    """Words abbreviated as in a text message."""
    return _WORD.sub(lambda match: _TEXT_SPEAK.get(match.group().lower(), match.group()), text)


VERSIONS: Mapping[str, Callable[[str], str]] = {
    "typos": typos,
    "lower case": lower_case,
    "no punctuation": no_punctuation,
    "text speak": text_speak,
    "by ear": by_ear,
    "by thumbs": by_thumbs,
}
"""The noise versions, by the name that the report gives them."""


def _chance(text: str) -> random.Random:
    """A source of chance of this text's own: a row changed elsewhere leaves it as it was."""
    return random.Random(f"{SEED} {text}")  # noqa: S311 - noise, not a secret

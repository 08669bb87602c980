"""The words, numbers and signs of a message, as the search for names sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.privacy_cues import POSSESSIVE
from bot.text import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[^\w\s]")


@dataclass(frozen=True)
class Token:
    """A word, number or sign of a message; `form` is folded, without a possessive ending."""

    text: str
    form: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha()


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a message, in order; a possessive ending belongs to none."""
    tokens = []
    for match in _TOKEN.finditer(text):
        said = POSSESSIVE.sub("", match.group()) or match.group()
        tokens.append(Token(said, fold(said), match.start(), match.start() + len(said)))
    return tuple(tokens)

"""Words as a search keeps and seeks them: folded, each once, found by how they begin."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.text import words_of

# Longer ones are no words that anybody would type again.
LONGEST_WORD = 40
MOST_SOUGHT = 8
_NUMBER = re.compile(r"\+?\d[\d ()-]{5,}\d")


def kept_words(texts: Iterable[str], before: str = "") -> str:
    """The words of the texts and of what was kept before, between spaces, each once.

    A number of several groups, such as one of a telephone, is kept as a whole too.
    """
    words = set(before.split())
    for text in texts:
        words.update(word.form[:LONGEST_WORD] for word in words_of(text))
        words.update(_whole(number) for number in _NUMBER.finditer(text))
    return f" {' '.join(sorted(words))} "


def sought_words(text: str) -> tuple[str, ...]:
    """What to look for: the words of a typed text, each once, a number of several groups whole."""
    typed = _NUMBER.sub(_whole, text)
    words = dict.fromkeys(word.form[:LONGEST_WORD] for word in words_of(typed))
    return tuple(words)[:MOST_SOUGHT]


def _whole(number: re.Match[str]) -> str:
    return re.sub(r"\D", "", number.group())

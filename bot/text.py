"""Words of a message: where they stand, and the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’‘`][^\W_]+)*|&|\+(?=\s)", re.UNICODE)
_POSSESSIVE = re.compile(r"['’‘`]s$")
_APOSTROPHE = re.compile(r"['’‘`]")
_SHORTEST_PLURAL = 4
# fmt: off
EMPTY_WORDS = frozenset(
    # Grammar, not content; "still", "not" and "already" stay out: verdicts turn on them.
    {
        "a", "an", "the", "is", "are", "was", "were", "do", "does", "did", "will", "would",
        "can", "could", "should", "has", "have", "be", "been", "being", "to", "of", "for", "on",
        "in", "at", "by", "with", "it", "its", "that", "this", "and", "or", "so", "we", "our",
        "i", "my", "you", "your", "there", "now", "right", "true", "correct", "say", "thing",
        "any", "old", "new",
    }
)
# fmt: on
"""Words of grammar, which say nothing of the matter."""


@dataclass(frozen=True)
class Word:
    """One word: `form` is the folded text, `start` and `end` its place in the message.

    `corrected` says that `form` is not what was typed but the likeliest meant word.
    """

    form: str
    start: int
    end: int
    corrected: bool = False

    @property
    def length(self) -> int:
        """How many characters were typed."""
        return self.end - self.start


def fold(text: str) -> str:
    """Lower case, without accents, possessive endings and apostrophes; "&" becomes "and"."""
    if text in {"&", "+"}:
        return "and"
    if text.isascii():
        # Nothing to decompose; a message folds some two hundred words, most of them such.
        plain = text.lower()
        if "'" not in plain and "`" not in plain:
            return plain
    else:
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order; hyphens and punctuation separate, apostrophes do not."""
    return tuple(
        Word(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)
    )


def singular(form: str) -> str:
    """A folded word without a regular plural ending, for comparing names."""
    if len(form) < _SHORTEST_PLURAL or form.endswith(("ss", "us", "is")):
        return form
    if form.endswith("ies"):
        return form[:-3] + "y"
    return form.removesuffix("s")


def key_of(text: str) -> tuple[str, ...]:
    """The folded, singular words of a name, under which names are compared."""
    return tuple(singular(word.form) for word in words_of(text))

"""What a person typed, made safe before anything else reads it."""

from __future__ import annotations

import re
import unicodedata

# design.md, "The contract of the chat API".
LONGEST_MESSAGE = 2_000
LONGEST_SENDER = 200
LONGEST_WHY = 500
LONGEST_KEY = 64

# Invisible marks that turn text round or hide it; the joiner U+200D stays, emoji need it.
_HIDDEN = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates (which no UTF-8 can carry) and private ones.
_DROPPED = frozenset({"Cc", "Cs", "Co"})
# What Rasa strips, and what it takes for the mark of a command.
_LEADING = re.compile(r"^[\s/]+")


def clean(text: str) -> str:
    """The text without control and hidden characters, lone surrogates and outer white space."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    kept = (c for c in _HIDDEN.sub("", text) if _is_kept(c))
    return "".join(kept).replace("\t", " ").strip()


def _is_kept(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in _DROPPED


def as_words(text: str) -> str:
    """The cleaned text as ordinary words for the engine: never a command.

    Rasa obeys a text whose first visible character is "/" (RegexMessageHandler and the
    processor both strip white space before they look), so leading ones are taken away: the
    words after them are what the person asked.  Nothing but slashes is passed on as "?",
    which every assistant hears as not understood.
    """
    return _LEADING.sub("", text) or "?"

"""Words of English: which there are, and how usual the commonest are.

Usual words come from the vocabulary of the sentence encoder, which stands in the order of
frequency; all others from the dictionary of data/privacy and spaCy's contractions, which people
type without their apostrophe ("theyre").
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.lang.en.tokenizer_exceptions import TOKENIZER_EXCEPTIONS

from bot.components.encoder import tokenizer_file
from bot.privacy_words import words_in

_WORDS_OF_ONE_LETTER = frozenset({"a", "i"})


@dataclass(frozen=True)
class English:
    """`ranks` are usual words with their place by frequency (0 is the commonest).

    `words` are all words of a dictionary, usual or not; `contractions` map those that are typed
    without an apostrophe to their first word ("theyre" to "they").
    """

    ranks: Mapping[str, int]
    words: frozenset[str]
    contractions: Mapping[str, str]

    def knows(self, form: str) -> bool:
        """Whether a folded word is an English one."""
        return form in self.ranks or form in self.words or form in self.contractions

    @property
    def digest(self) -> str:
        """A digest of all words."""
        return hashlib.sha256("\n".join((*self.ranks, *sorted(self.words))).encode()).hexdigest()


@cache
def english() -> English:
    """The words of the files, read once."""
    pieces: dict[str, int] = json.loads(tokenizer_file().read_text("utf-8"))["model"]["vocab"]
    usual = sorted((number, piece) for piece, number in pieces.items() if _is_word(piece))
    ranks = {piece: rank for rank, (_, piece) in enumerate(usual)}
    return English(ranks, words_in("english_words.txt"), _contractions())


def _is_word(piece: str) -> bool:
    plain = piece.isascii() and piece.isalpha() and piece.islower()
    return plain and (len(piece) > 1 or piece in _WORDS_OF_ONE_LETTER)


def _contractions() -> dict[str, str]:
    # The parts of each are spaCy's attributes of a token, its letters first.
    return {
        form: str(next(iter(parts[0].values())))
        for form, parts in TOKENIZER_EXCEPTIONS.items()
        if len(parts) > 1 and form.isalpha() and form.islower()
    }

"""How the urgency guard hears a message: spelt out, corrected, as lemmas, and in pieces.

It is the guard's own way of hearing, apart from that of the intent classifier, so that one
mistake does not make both deaf.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.components.speller import Speller
from bot.text import Word, words_of

_SENTENCE_END = re.compile(r"[?!;\n]+|\.(?=\s|$)|\.\.+|\s[-–—]+\s")
_MASKED = re.compile(r"(?<=\w)[*#@.]{1,3}(?=\w)")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_DIGITS_AS_LETTERS = str.maketrans("013457", "oieast")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[013457])[a-z013457]{4,}")
_YEARS = re.compile(r"(\d{1,2})(?:yo|yr|yrs|y|m|f)")
_VOWELS = "aeiou"
_LONGEST_SENTENCE = 16
_WINDOW, _STEP = 14, 7
_MOST_PIECES = 40


def forms_of(lemma: str) -> Iterator[str]:
    """The regular forms of an English word: plural, third person, past and -ing."""
    yield lemma
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        yield from (lemma[:-1] + ending for ending in ("ies", "ied"))
    elif lemma.endswith(("s", "x", "z", "ch", "sh")):
        yield lemma + "es"
    else:
        yield lemma + "s"
    stem = lemma.removesuffix("e")
    yield from (stem + ending for ending in ("ed", "ing"))
    if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", lemma):
        yield from (lemma + lemma[-1] + ending for ending in ("ed", "ing"))


@dataclass(frozen=True)
class Heard:
    """A message as sentences of spelt-out words; `lemmas` has the same shape."""

    sentences: tuple[tuple[str, ...], ...]
    lemmas: tuple[tuple[str, ...], ...]

    @property
    def whole(self) -> str:
        """All words in one line, as the encoder hears them."""
        return " ".join(word for sentence in self.sentences for word in sentence)

    def pieces(self) -> tuple[str, ...]:
        """The whole, its sentences and windows of long ones, the whole first, none twice.

        Where there are too many, every second, third … one is left out, as windows overlap.
        """
        parts = [part for sentence in self.sentences for part in _windows(sentence)]
        stride = -(-len(parts) // _MOST_PIECES) or 1
        pieces = (self.whole, *(" ".join(part) for part in parts[::stride]))
        return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _windows(sentence: Sequence[str]) -> Iterator[Sequence[str]]:
    if len(sentence) <= _LONGEST_SENTENCE * 2:
        yield sentence
    if len(sentence) <= _LONGEST_SENTENCE:
        return
    last = len(sentence) - _WINDOW
    for start in (*range(0, last, _STEP), last):
        yield sentence[start : start + _WINDOW]


@dataclass(frozen=True)
class Hearing:
    """Spells words out and corrects them towards `meant`, and knows the lemmas of the rules."""

    respelt: Mapping[str, str]
    lemma_of: Mapping[str, str]
    english: Collection[str]
    meant: Collection[str]
    _speller: Speller = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {*self.english, *self.lemma_of}
        meant = {*self.meant, *self.lemma_of} & {*self.english, *self.lemma_of}
        object.__setattr__(self, "_speller", Speller(known, meant, self.respelt))

    @classmethod
    def of(
        cls, rules: Mapping[str, Any], english: Collection[str], texts: Iterable[str]
    ) -> Hearing:
        """Hearing for rules (data/urgency/rules.yml) and the texts of the examples."""
        meant = frozenset(word.form for text in texts for word in words_of(text))
        respelt = {str(short): str(long) for short, long in rules["respelt"].items()}
        return cls(respelt, lemma_table(rules), frozenset(english), meant)

    def hear(self, text: str) -> Heard:
        """The message in sentences; empty ones are left out."""
        plain = _DRAWN_OUT.sub(r"\1\1", _MASKED.sub(_unmasked, text))
        sentences = [self._words(part) for part in _SENTENCE_END.split(plain)]
        kept = tuple(words for words in sentences if words)
        return Heard(kept, tuple(tuple(map(self.lemma, words)) for words in kept))

    def lemma(self, word: str) -> str:
        """The lemma of a word of the rules; any other word is its own."""
        return self.lemma_of.get(word, word)

    def _words(self, text: str) -> tuple[str, ...]:
        words = [word for found in words_of(text) for word in _spelt(found)]
        pairs = zip(words, self._speller.corrected(words), strict=True)
        kept = [after if _plausible(before, after) else before for before, after in pairs]
        return tuple(form for word in kept for form in word.form.split())


def _plausible(before: Word, after: Word) -> bool:
    """Whether a correction may stand: people seldom miss a word's first letter."""
    return not after.corrected or before.form[0] == after.form[0]


def _unmasked(match: re.Match[str]) -> str:
    """A mask within a word goes ("s*icide"); a full stop within a number or address stays."""
    return "." if match.group() == "." else ""


def _spelt(word: Word) -> Iterator[Word]:
    years = _YEARS.fullmatch(word.form)
    if years:
        for form in (years.group(1), "year", "old"):
            yield Word(form, word.start, word.end)
    elif _MIXED.fullmatch(word.form) and not word.form[0].isdigit():
        yield Word(word.form.translate(_DIGITS_AS_LETTERS), word.start, word.end)
    else:
        yield word


def lemma_table(rules: Mapping[str, Any]) -> dict[str, str]:
    """Every form of the rules' words with its lemma; a lemma stands for itself."""
    irregular = {
        str(lemma): [str(form) for form in forms] for lemma, forms in rules["irregular"].items()
    }
    listed = [word for words in rules["lists"].values() for word in str(words).split()]
    lemmas = dict.fromkeys([*irregular, *listed, *_pattern_words(rules)])
    table: dict[str, str] = {}
    for lemma in lemmas:
        for form in (*forms_of(lemma), *irregular.get(lemma, ())):
            table.setdefault(form, lemma)
    return table | {lemma: lemma for lemma in lemmas if table.get(lemma) == lemma}


def _pattern_words(rules: Mapping[str, Any]) -> Iterator[str]:
    for rule in rules["alarms"]:
        for pattern in rule.get("when", ()):
            for token in str(pattern).split():
                yield from (w for w in token.rstrip("?").split("|") if w.isalpha())

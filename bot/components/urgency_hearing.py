"""How the urgency guard hears a message: spelt out, corrected, as lemmas, and in pieces.

It is the guard's own way of hearing, apart from that of the intent classifier, so that one
mistake does not make both deaf.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.components.english import english
from bot.components.speller import Speller
from bot.text import Word, words_of

_SENTENCE_END = re.compile(r"[?!;\n]+|\.(?=\s|$)|\.\.+|\s[-–—]+\s")
_CLAUSE_END = re.compile(
    r",\s+|\s\(|\)\s|:\s|\b(?=also\b|but\b|plus\b|btw\b|by the way\b|anyway\b)", re.IGNORECASE
)
_LEFT_OUT = re.compile(r"\[(?P<what>\w+)[\w -]{0,30}\]")
"""What stands where the details guard has left something out (bot/web/strings/en.safety.yaml)."""
_NAME, _SOMEBODY = "name", "a child"
"""A name that was left out is heard as the child's whose it may be."""
_MASKED = re.compile(r"(?<=\w)[*#@.]{1,3}(?=\w)")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
_DIGITS_AS_LETTERS = str.maketrans("013457", "oieast")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[013457])[a-z013457]{4,}")
_YEARS = re.compile(r"(\d{1,2})(?:yo|yr|yrs|y|m|f)")
_VOWELS = "aeiou"
_LONGEST_SENTENCE = 16
_WINDOW, _STEP = 14, 7
_SHORTEST_CLAUSE = 5
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
class Sentence:
    """Spelt-out words of a sentence, as clauses, and their lemmas.

    `trade` says that it speaks of groups, policies, courses and the like.
    """

    clauses: tuple[tuple[str, ...], ...]
    lemmas: tuple[str, ...]
    trade: bool

    @property
    def words(self) -> tuple[str, ...]:
        """All words in order."""
        return tuple(word for clause in self.clauses for word in clause)

    def parts(self) -> Iterator[Sequence[str]]:
        """The sentence, and parts of a long one: clauses if it speaks of the trade, else windows.

        A window of "my worry as a mum is kids who carry drugs, which group …" alone would hide
        what is asked.
        """
        if len(self.words) <= _LONGEST_SENTENCE * 2:
            yield self.words
        if len(self.words) > _LONGEST_SENTENCE:
            yield from self._long_clauses() if self.trade else _windows(self.words)

    def _long_clauses(self) -> Iterator[Sequence[str]]:
        for clause in self.clauses:
            if len(clause) >= _SHORTEST_CLAUSE:
                yield clause[: _LONGEST_SENTENCE * 2]


@dataclass(frozen=True)
class Heard:
    """A message as it was heard."""

    sentences: tuple[Sentence, ...]

    @property
    def whole(self) -> str:
        """All words in one line, as the encoder hears them."""
        return " ".join(word for sentence in self.sentences for word in sentence.words)

    @property
    def lemmas(self) -> tuple[tuple[str, ...], ...]:
        """The lemmas of each sentence."""
        return tuple(sentence.lemmas for sentence in self.sentences)

    def pieces(self) -> tuple[str, ...]:
        """The whole, its sentences and parts of long ones, the whole first, none twice.

        Where there are too many, every second, third … one is left out, as windows overlap.
        """
        parts = [part for sentence in self.sentences for part in sentence.parts()]
        stride = -(-len(parts) // _MOST_PIECES) or 1
        pieces = (self.whole, *(" ".join(part) for part in parts[::stride]))
        return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _windows(sentence: Sequence[str]) -> Iterator[Sequence[str]]:
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
    trade: frozenset[str]
    _speller: Speller = field(init=False, repr=False)

    def __post_init__(self) -> None:
        known = {*self.english, *self.lemma_of}
        meant = {*self.meant, *self.lemma_of} & {*self.english, *self.lemma_of.values()}
        object.__setattr__(self, "_speller", Speller(known, meant, self.respelt))

    @classmethod
    def of(
        cls, rules: Mapping[str, Any], english: Collection[str], texts: Iterable[str]
    ) -> Hearing:
        """Hearing for rules (data/urgency/rules.yml) and the texts of the examples."""
        meant = frozenset(word.form for text in texts for word in words_of(text))
        respelt = {str(short): str(long) for short, long in rules["respelt"].items()}
        lemma_of = lemma_table(rules)
        trade = frozenset(lemma_of.get(word, word) for word in rules["lists"]["trade"].split())
        return cls(respelt, lemma_of, frozenset(english), meant, trade)

    def hear(self, text: str) -> Heard:
        """The message in sentences; empty ones are left out."""
        told = _LEFT_OUT.sub(_as_somebody, text)
        plain = _DRAWN_OUT.sub(r"\1\1", _MASKED.sub(_unmasked, told))
        sentences = [self._sentence(part) for part in _SENTENCE_END.split(plain)]
        return Heard(tuple(sentence for sentence in sentences if sentence.clauses))

    def _sentence(self, text: str) -> Sentence:
        clauses = tuple(words for part in _CLAUSE_END.split(text) if (words := self._words(part)))
        lemmas = tuple(self.lemma(word) for clause in clauses for word in clause)
        return Sentence(clauses, lemmas, not self.trade.isdisjoint(lemmas))

    def lemma(self, word: str) -> str:
        """The lemma of a word of the rules; any other word is its own."""
        return self.lemma_of.get(word, word)

    def _words(self, text: str) -> tuple[str, ...]:
        words = [word for found in words_of(text) for word in _spelt(found)]
        pairs = zip(words, self._speller.corrected(words), strict=True)
        kept = [after if _may_stand(before, after) else before for before, after in pairs]
        return tuple(form for word in kept for form in word.form.split())


def _may_stand(before: Word, after: Word) -> bool:
    """Whether a correction may stand: people seldom miss a word's first letter.

    What the dictionary holds is no slip: "gravy" is no "grief", and "vegan" nothing worse.
    """
    if not after.corrected:
        return True
    return before.form[0] == after.form[0] and before.form not in english().words


def _as_somebody(match: re.Match[str]) -> str:
    return _SOMEBODY if match["what"] == _NAME else ""


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
    patterns = [pattern for rule in rules["alarms"] for pattern in rule.get("when", ())]
    patterns += [pattern for said in rules["writers"].values() for pattern in said]
    for token in (token for pattern in patterns for token in str(pattern).split()):
        yield from (word for word in token.rstrip("?").split("|") if word.isalpha())

"""The urgency guard's first part: rules over lemmas, matched by spaCy.

data/urgency/rules.yml says what a pattern looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.text import words_of
from bot.urgency import Writer

_GAPS = {"..": 2, "...": 5}


class RuleError(ValueError):
    """A pattern names a list that the rules do not hold."""


@dataclass(frozen=True)
class UrgencyRules:
    """Compiled rules; `trade` are the lemmas beside which the weaker rules stay silent."""

    rules: Mapping[str, Any]
    lemma_of: Mapping[str, str]
    _matcher: Matcher = field(init=False, repr=False)
    _writers: Matcher = field(init=False, repr=False)
    _vocab: Vocab = field(init=False, repr=False)
    _rows: tuple[tuple[str, tuple[frozenset[str], ...]], ...] = field(init=False, repr=False)
    _lists: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    _needs: tuple[tuple[frozenset[str], ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lists = {
            name: self._lemmas(str(words).split()) for name, words in self.rules["lists"].items()
        }
        object.__setattr__(self, "_lists", lists)
        vocab = spacy.blank("en").vocab
        matcher = Matcher(vocab)
        needs: list[tuple[frozenset[str], ...]] = []
        for rule in self.rules["alarms"]:
            patterns = [self._pattern(str(pattern)) for pattern in rule.get("when", ())]
            needs += map(_needed, patterns)
            if patterns:
                matcher.add(_key(rule), patterns)
        writers = Matcher(vocab)
        for writer, patterns in self.rules["writers"].items():
            writers.add(writer, [self._pattern(str(pattern)) for pattern in patterns])
        object.__setattr__(self, "_needs", tuple(needs))
        object.__setattr__(self, "_writers", writers)
        object.__setattr__(self, "_vocab", vocab)
        object.__setattr__(self, "_matcher", matcher)
        object.__setattr__(self, "_rows", tuple(self._together()))

    def _together(self) -> Iterator[tuple[str, tuple[frozenset[str], ...]]]:
        for rule in self.rules["alarms"]:
            for row in rule.get("together", ()):
                yield _key(rule), tuple(frozenset(self._listed(part)) for part in row.split())

    def labels(self, sentences: Sequence[Sequence[str]]) -> frozenset[str]:
        """What the rules say of sentences of lemmas: labels as in the examples, or none."""
        return frozenset(label for lemmas in sentences for label in self._heard(lemmas))

    def writer(self, sentences: Sequence[Sequence[str]]) -> Writer | None:
        """Who says that they write sentences of lemmas; None where nobody does, or both do."""
        docs = [Doc(self._vocab, words=list(lemmas)) for lemmas in sentences]
        said = {self._vocab.strings[match[0]] for doc in docs for match in self._writers(doc)}
        if len(said) != 1:
            return None
        return "child" if "child" in said else "adult"

    def is_cry(self, text: str) -> bool:
        """Whether a message is nothing but a cry for help ("emergency", "police now please").

        A grave word of another tongue is one whatever else is said.
        """
        cries = self.rules["cries"]
        said = [word.form for word in words_of(text)]
        if not set(str(cries["elsewhere"]).split()).isdisjoint(said):
            return True
        if " ".join(said) in {str(phrase) for phrase in cries["phrases"]}:
            return True
        small = set(str(cries["small"]).split())
        told = [word for word in said if word not in small]
        return bool(told) and set(told) <= set(str(cries["words"]).split())

    def _heard(self, lemmas: Sequence[str]) -> set[str]:
        keys = set(self._matched(lemmas))
        keys |= {
            key for key, row in self._rows if not any(words.isdisjoint(lemmas) for words in row)
        }
        trade = not set(self._lists["trade"]).isdisjoint(lemmas)
        return {key.split()[0] for key in keys if key.endswith("strong") or not trade}

    def _matched(self, lemmas: Sequence[str]) -> Iterator[str]:
        """The keys of the rules of which a pattern matches."""
        # Most sentences lack a word that every pattern needs, which is told in no time.
        said = frozenset(lemmas)
        if any(not any(map(said.isdisjoint, needed)) for needed in self._needs):
            doc = Doc(self._vocab, words=list(lemmas))
            yield from (self._vocab.strings[match[0]] for match in self._matcher(doc))

    def _lemmas(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.lemma_of.get(word, word) for word in words))

    def _pattern(self, pattern: str) -> list[dict[str, Any]]:
        return [self._token(token) for token in pattern.split()]

    def _token(self, token: str) -> dict[str, Any]:
        if token in _GAPS:
            return {"OP": f"{{0,{_GAPS[token]}}}"}
        words = [word for part in token.rstrip("?").split("|") for word in self._listed(part)]
        wanted: dict[str, Any] = {"ORTH": {"IN": words}}
        return wanted | {"OP": "?"} if token.endswith("?") else wanted

    def _listed(self, part: str) -> tuple[str, ...]:
        if not part.startswith("<"):
            return self._lemmas([part])
        try:
            return self._lists[part.strip("<>")]
        except KeyError:
            raise RuleError(f"The rules have no list {part}.") from None


def _needed(pattern: Sequence[Mapping[str, Any]]) -> tuple[frozenset[str], ...]:
    """For each token of a pattern that may not be missing, its words."""
    return tuple(frozenset(token["ORTH"]["IN"]) for token in pattern if "OP" not in token)


def _key(rule: Mapping[str, Any]) -> str:
    return f"{rule['says']} {'weak' if rule.get('unless_trade') else 'strong'}"

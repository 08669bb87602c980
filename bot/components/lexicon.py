"""Closed lists of English words, from the look-ups and synonyms of data/nlu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.word_model import Pairs, pairs_in
from bot.text import words_of

_NOT_ENGLISH = ("gibberish", "other_language")
_SHORTEST_PLACEHOLDER = 4


@dataclass(frozen=True)
class Lexicon:
    """`lists` holds look-up tables by name, `respelt` text speak with its meaning.

    `pairs` are the neighbouring words of the examples, with placeholders for names.
    """

    lists: Mapping[str, frozenset[str]]
    respelt: Mapping[str, str]
    vocabulary: frozenset[str]
    pairs: Pairs = field(default_factory=dict)

    @classmethod
    def of(cls, training_data: TrainingData) -> Lexicon:
        """The lexicon of training data; its vocabulary is every word of the examples."""
        lists = {
            table["name"]: frozenset(entry.lower() for entry in table["elements"])
            for table in training_data.lookup_tables
        }
        texts = [str(example.get(TEXT) or "") for example in training_data.intent_examples]
        vocabulary = frozenset(word.form for text in texts for word in words_of(text))
        respelt = dict(training_data.entity_synonyms)
        english = (
            str(example.get(TEXT) or "")
            for example in training_data.intent_examples
            if not str(example.get(INTENT)).startswith(_NOT_ENGLISH)
        )
        pairs = pairs_in(spelt_in_full(text, respelt) for text in english)
        return cls(lists, respelt, vocabulary, pairs)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Lexicon:
        """The lexicon that :meth:`as_json` wrote."""
        lists = {name: frozenset(words) for name, words in values["lists"].items()}
        return cls(lists, values["respelt"], frozenset(values["vocabulary"]), values["pairs"])

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, in a fixed order so that two trainings write the same."""
        return {
            "lists": {name: sorted(words) for name, words in sorted(self.lists.items())},
            "respelt": dict(sorted(self.respelt.items())),
            "vocabulary": sorted(self.vocabulary),
            "pairs": {
                word: dict(sorted(those.items())) for word, those in sorted(self.pairs.items())
            },
        }

    def has(self, name: str, word: str) -> bool:
        """Whether a list holds the word."""
        return word in self.lists.get(name, frozenset())


def spelt_in_full(text: str, respelt: Mapping[str, str]) -> list[str]:
    """The words of an example, text speak in full; placeholders stay in capitals."""
    words: list[str] = []
    for word in words_of(text):
        said = text[word.start : word.end]
        if said.isupper() and len(said) >= _SHORTEST_PLACEHOLDER and not text.isupper():
            words.append(said)
        else:
            words += respelt.get(word.form, word.form).split()
    return words

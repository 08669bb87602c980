"""Closed lists of English words, from the look-ups and synonyms of data/nlu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.text import words_of


@dataclass(frozen=True)
class Lexicon:
    """`lists` holds look-up tables by name, `respelt` text speak with its meaning."""

    lists: Mapping[str, frozenset[str]]
    respelt: Mapping[str, str]
    vocabulary: frozenset[str]

    @classmethod
    def of(cls, training_data: TrainingData) -> Lexicon:
        """The lexicon of training data; its vocabulary is every word of the examples."""
        lists = {
            table["name"]: frozenset(entry.lower() for entry in table["elements"])
            for table in training_data.lookup_tables
        }
        texts = [str(example.get("text") or "") for example in training_data.intent_examples]
        vocabulary = frozenset(word.form for text in texts for word in words_of(text))
        return cls(lists, dict(training_data.entity_synonyms), vocabulary)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Lexicon:
        """The lexicon that :meth:`as_json` wrote."""
        lists = {name: frozenset(words) for name, words in values["lists"].items()}
        return cls(lists, values["respelt"], frozenset(values["vocabulary"]))

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, in a fixed order so that two trainings write the same."""
        return {
            "lists": {name: sorted(words) for name, words in sorted(self.lists.items())},
            "respelt": dict(sorted(self.respelt.items())),
            "vocabulary": sorted(self.vocabulary),
        }

    def has(self, name: str, word: str) -> bool:
        """Whether a list holds the word."""
        return word in self.lists.get(name, frozenset())

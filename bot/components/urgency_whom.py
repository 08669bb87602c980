"""Of whom an urgent message speaks: of a child, of a grown-up, of both, or of nobody named.

Most messages here are about children, and whoever is told only an adult's number when a child
is at risk has been told the wrong one: an adult is at risk only where one is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from bot.components.urgency_hearing import forms_of

Named = Literal["child", "adult"]

_OF_AGE = 18
_OLDEST = 110


@dataclass(frozen=True)
class Whom:
    """The words of data/urgency/rules.yml under `whom`, in all their forms."""

    words: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, rules: Mapping[str, Any]) -> Whom:
        """For the rules; a word's plural is meant too."""
        said = {kind: str(words).split() for kind, words in rules["whom"].items()}
        return cls(
            {
                kind: frozenset(form for word in words for form in forms_of(word))
                for kind, words in said.items()
            }
        )

    def named(self, words: Sequence[str]) -> frozenset[Named]:
        """Who is named among the heard words of a message.

        A mother, a man or a friend beside a child is seldom the one at risk, beside a mere
        school may be.
        """
        ages = frozenset(self._ages(words))
        child = self._says("child", words) or any(age < _OF_AGE for age in ages)
        adult = self._says("adult", words) or any(_OF_AGE <= age <= _OLDEST for age in ages)
        adult = adult or (not child and self._says("grown_up", words)) or self._befalls_me(words)
        found: set[Named] = {"adult"} if adult else set()
        if child or self._says("school", words):
            found.add("child")
        return frozenset(found)

    def _says(self, kind: str, words: Iterable[str]) -> bool:
        return not self.words[kind].isdisjoint(words)

    def _befalls_me(self, words: Sequence[str]) -> bool:
        """As in "he strangled me and my boy saw it"; whoever is told of a child is not at risk."""
        telling = self.words["before_me"]
        return any(me == "me" and before not in telling for before, me in pairwise(words))

    def _ages(self, words: Sequence[str]) -> Iterable[int]:
        """Numbers that are an age: "she is 14", "14 years old", "year 4"."""
        around = zip(("", *words), words, (*words[1:], ""), strict=False)
        for before, word, after in around:
            if word.isdecimal() and (
                before in self.words["before_age"] or after in self.words["after_age"]
            ):
                yield int(word)

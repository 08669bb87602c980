"""A clause weighed in other words, where those explain a doubtful question better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.components.clauses import Clause, ClauseReader
from bot.components.weighing import Weighed
from bot.moves import GROUP_ASPECTS
from bot.pointing import PERSON_ASPECTS
from bot.text import Word

Weigh = Callable[[Clause], Weighed]
_RATHER_SURE, _SURE_OF_MEANING = 0.6, 0.75
_OF_ALL = frozenset({"list_chairs", "list_areas", "list_districts", "list_groups"})


@dataclass(frozen=True)
class InOtherWords:
    """`words` are those of the message; `weigh` knows no conversation."""

    clauses: ClauseReader
    words: Sequence[Word]
    weigh: Weigh

    def of_one_group(self, clause: Clause, best: Weighed) -> Weighed:
        """The readings with a hint taken for a group, where that explains a doubtful question.

        "Who chairs education?" sounds like a question about all chairs as long as "education"
        is no name, and "chair of health" like one about a person, though it names none.
        """
        likeliest = best.readings[0]
        doubtful = likeliest.intent in _OF_ALL or likeliest.confidence < _RATHER_SURE
        of_nobody = likeliest.intent in PERSON_ASPECTS and "PERSON" not in clause.kinds
        if not doubtful and not of_nobody:
            return best
        hinted = self.weigh(self.clauses.with_hints(clause, self.words))
        of_one = hinted.readings[0].intent in GROUP_ASPECTS
        return hinted if of_one and hinted.readings[0].confidence >= _SURE_OF_MEANING else best

    def meaning_of_terms(self, clause: Clause, best: Weighed) -> Weighed:
        """The readings without the words of terms, where those show that a meaning is asked.

        The words of a term sound like its matter, which hides that only its meaning is asked.
        """
        if best.readings[0].intent in GROUP_ASPECTS or not clause.abbreviates:
            return best
        without = self.weigh(self.clauses.with_terms(clause, self.words))
        likeliest = without.readings[0]
        sure = likeliest.intent == "ask_meaning" and likeliest.confidence >= _SURE_OF_MEANING
        return without if sure else best

"""What the names in a clause, and the talk so far, make more or less likely to be meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.components.meaning_model import Weighed
from bot.meaning import ARTICLE_INTENT, Mention, Reading

_OF_THE_FIELD = frozenset(
    {"group", "person", "topic", "body", "partnership", "predecessor", "area", "organisation"}
)
_TELLS_ARTICLES_APART = frozenset(
    {"group", "person", "place", "district", "neighbour", "area", "organisation", "topic"}
)
_NOT_OF_THE_FIELD = ("outside_", "gibberish", "other_language", "injection", "abuse")
_HARDLY = 0.1


@dataclass(frozen=True)
class Plausibility:
    """`named` maps an article to the ids of the records that its questions name."""

    named: Mapping[str, frozenset[str]]

    def weighed(self, weighed: Weighed, mentions: tuple[Mention, ...]) -> Weighed:
        """The readings with the implausible ones held back, best first."""
        firm = [m for m in mentions if m.certainty not in {"hint", "unknown"}]
        if not firm:
            return weighed
        factors = [self._factor(reading, firm) for reading in weighed.readings]
        total = sum(
            reading.confidence * factor
            for reading, factor in zip(weighed.readings, factors, strict=True)
        )
        rest = 1.0 - sum(reading.confidence for reading in weighed.readings)
        again = [
            (replace(reading, confidence=reading.confidence * factor / (total + rest)), similarity)
            for reading, similarity, factor in zip(
                weighed.readings, weighed.similarities, factors, strict=True
            )
        ]
        again.sort(key=lambda pair: -pair[0].confidence)
        return Weighed(tuple(pair[0] for pair in again), tuple(pair[1] for pair in again))

    def _factor(self, reading: Reading, firm: list[Mention]) -> float:
        if reading.intent == ARTICLE_INTENT:
            named = self.named.get(reading.article or "", frozenset())
            strange = [
                mention
                for mention in firm
                if mention.kind in _TELLS_ARTICLES_APART and not named & {*mention.candidates}
            ]
            return _HARDLY if strange else 1.0
        if reading.intent.startswith(_NOT_OF_THE_FIELD):
            return _HARDLY if any(m.kind in _OF_THE_FIELD for m in firm) else 1.0
        return 1.0

"""When the likeliest reading of a clause is likely enough to act on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.components.plausibility import NOT_OF_THE_FIELD
from bot.components.weighing import Weighed


@dataclass(frozen=True)
class Threshold:
    """A reading is accepted when confidence + similarity reaches `least`.

    Both together reject outside messages better than either alone (measured on CLINC150 in
    the study before this project and on our own sets by `make evaluate`).  What a pronoun can
    point to in the conversation makes up for `with_referent` of it.  A matter of this field must
    also be like some example (`least_similarity`): a lone confident reading of something strange
    was wrong four times in five.  A reading among many as likely (`least_confidence`) is a guess.
    """

    least: float
    least_similarity: float = 0.38
    least_confidence: float = 0.3
    with_referent: float = 0.25

    def accepts(self, weighed: Weighed, *, referent: bool) -> bool:
        """Whether the best reading is likely enough to act on."""
        outside = weighed.readings[0].intent.startswith(NOT_OF_THE_FIELD)
        if not outside and weighed.similarities[0] < self.least_similarity:
            return False
        if not referent and weighed.readings[0].confidence < self.least_confidence:
            return False
        return weighed.score >= self.least - (self.with_referent if referent else 0.0)

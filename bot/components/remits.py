"""Who does something, by what the pack says of topics and remits, where no name of one is said.

"Who looks out for children that arrive alone from abroad?" holds no name of a topic and sounds
like a question of practice; yet it is nearer to one topic of the pack than to anything else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.components.clauses import Clause
from bot.components.encoder import DIMENSIONS, Encoder, Floats
from bot.components.lexicon import Lexicon
from bot.components.weighing import Weighed, spoken
from bot.knowledge import Knowledge
from bot.meaning import ARTICLE_INTENT, Mention, Reading
from bot.text import fold, singular

_ASKS_FOR_A_GROUP = "ask_group_for_topic"
_WHO_DOES = re.compile(
    r"\bwho(?:s|se)?\b(?! (?:do|did|should|can|could|shall|must|would|might) (?:i|we|you)\b)"
    r"|\b(?:any|some)(?:one|body)\b"
)
_NAMES_ONE = frozenset({"GROUP", "TOPIC", "BODY", "PERSON", "POST", "CONTACT", "AREA"})
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_LIKE_A_REMIT, _CLEARLY_NEARER = 0.5, 0.1
_OF_THE_PARTNERSHIP = 0.62
_LIKE_ONE_HINTED_AT = 0.45
"""The cosine from which a question is taken to ask for a remit, and how much farther off those of
other groups must be.  Of a group at which a word hints, less will do; whatever speaks of the
partnership is a little like what is said of its scrutiny."""
_FEW = 3
_OFTEN_MEANT_INSTEAD = {"ask_practice": 0.9, _ASKS_FOR_A_GROUP: 1.1, "who_runs": 0.6}
"""Intents that such a question sounds like, and the confidence under which it may be none."""
_HARDLY_SURE = 0.45
_FEW_WORDS = 3


def texts_of(knowledge: Knowledge) -> tuple[str, ...]:
    """What the pack calls its topics and says of its groups' remits, as it is encoded."""
    return tuple(text for _, text in _said(knowledge))


@dataclass(frozen=True)
class Remits:
    """Row i of `vectors`, shape (n, 384), is said of the topic or group with the id `ids[i]`."""

    knowledge: Knowledge
    lexicon: Lexicon
    encoder: Encoder
    vectors: Floats
    ids: tuple[str, ...]

    @classmethod
    def of(cls, knowledge: Knowledge, lexicon: Lexicon, encoder: Encoder) -> Remits:
        """The topics and remits of a pack."""
        said = _said(knowledge)
        rows = [encoder.vector(text) for _, text in said]
        vectors = np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
        return cls(knowledge, lexicon, encoder, vectors, tuple(id for id, _ in said))

    def may_be_asked(self, clause: Clause, reading: Reading, *, accepted: bool) -> bool:
        """Whether a clause whose likeliest reading is in doubt may ask who does something."""
        doubtful = not accepted or _may_be_another(reading)
        return doubtful and not clause.kinds & _NAMES_ONE and self._asks_who_does(clause.plain)

    def asked(
        self, clause: Clause, told: Sequence[Clause], weighed: Weighed
    ) -> tuple[Weighed, Clause] | None:
        """The readings and the clause with the topic or group whose remit it asks for, if any.

        `told` are ways to take what the message says before, of which "whose job is that?" asks.
        """
        leads_back = clause.refers or len(clause.plain.split()) <= _FEW_WORDS
        ways = (*told, clause) if leads_back else (clause,)
        found = next(filter(None, map(self._nearest, ways)), None)
        if found is None:
            return None
        id, cosine = found
        mention = Mention(str(self.knowledge.kind_of(id)), id, "", clause.start, clause.start)
        reading = Reading(_ASKS_FOR_A_GROUP, cosine)
        meant = Weighed((reading, *weighed.readings), (cosine, *weighed.similarities))
        return meant, replace(clause, mentions=(*clause.mentions, mention))

    def _asks_who_does(self, plain: str) -> bool:
        formal = (self.lexicon.has("formal_group_word", singular(w)) for w in plain.split())
        return _WHO_DOES.search(plain) is not None or any(formal)

    def _nearest(self, clause: Clause) -> tuple[str, float] | None:
        """The likest topic or group, and how like (cosine); one hinted at before all others."""
        if not self.ids or clause.kinds & _NAMES_ONE:
            return None
        cosines = (self.vectors @ self.encoder.vector(spoken(clause.plain))).tolist()
        like: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for cosine, id in zip(cosines, self.ids, strict=True):
            like[self._group(id)].append((cosine, id))
        hints = [m.id for m in clause.mentions if m.kind == "group" and not m.others]
        hinted = next((g for g in hints if g in like), None)
        if hinted and max(like[hinted])[0] >= _LIKE_ONE_HINTED_AT:
            return hinted, max(like[hinted])[0]
        (best, group), (second, _) = sorted(((_near(of), g) for g, of in like.items()))[:-3:-1]
        least = _OF_THE_PARTNERSHIP if "PARTNERSHIP" in clause.kinds else _LIKE_A_REMIT
        if best < least or best < second + _CLEARLY_NEARER:
            return None
        cosine, id = max(like[group])
        return id, cosine

    def _group(self, id: str) -> str:
        """The group that deals with a topic before others do; a group itself."""
        topic = self.knowledge.topics.get(id)
        return topic.groups[0] if topic else id


def _near(like: list[tuple[float, str]]) -> float:
    """The mean cosine of the few likest things said of a group: one alone may be chance."""
    few = sorted(like)[-_FEW:]
    return sum(cosine for cosine, _ in few) / len(few)


def _may_be_another(reading: Reading) -> bool:
    if reading.intent == ARTICLE_INTENT:
        return reading.confidence < _HARDLY_SURE
    return reading.confidence < _OFTEN_MEANT_INSTEAD.get(reading.intent, 0.0)


def _said(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Ids of topics and groups with what is said of them."""
    topics = knowledge.topics.values()
    names = [(topic.id, fold(name)) for topic in topics for name in (topic.name, *topic.aliases)]
    groups = knowledge.groups.values()
    remits = [(g.id, fold(text)) for g in groups for text in _SENTENCE.split(g.purpose) if text]
    return names + remits

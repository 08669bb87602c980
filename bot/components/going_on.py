"""What a remark goes on to ask after a prepared answer, told by several signs together.

"Any caveat on timing?" alone is like nothing, and behind the question before it like a question
about meetings; but the follow-up questions that the pack holds for that answer, the remark alone
and the remark behind what was spoken of all point a little at the same article.  Each of them says
how likely every reading is, and counts as much as it is like what was learnt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from bot.components.weighing import Weighed
from bot.meaning import ARTICLE_INTENT, Reading

_PER_COSINE = 20.0
"""How much likelier (in log-odds) one follow-up question is than another for each unit of cosine by
which it is nearer."""

Label = tuple[str, str | None]
Chances = Mapping[Label, float]


def together(alone: Weighed, behind: Sequence[Weighed], follow_ups: Mapping[str, float]) -> Weighed:
    """The readings of a remark by all signs, best first.

    `alone` are its readings by itself, `behind` those behind what was spoken of, each in another
    way, which count half; `follow_ups` maps articles to the cosine of their nearest follow-up.
    """
    signs = [(_chances(alone), _weight(alone))]
    signs += [(_chances(one), _weight(one) / (2 * len(behind))) for one in behind]
    if follow_ups:
        signs.append((_nearest(follow_ups), max(follow_ups.values())))
    total = sum(weight for _, weight in signs)
    shared: dict[Label, float] = defaultdict(float)
    for chances, weight in signs:
        for label, chance in chances.items():
            shared[label] += chance * weight / total
    like = _likeness([alone, *behind], follow_ups)
    best = sorted(shared, key=lambda label: -shared[label])[: len(alone.readings)]
    readings = tuple(Reading(intent, shared[intent, id], id) for intent, id in best)
    return Weighed(readings, tuple(like[label] for label in best))


def _chances(weighed: Weighed) -> Chances:
    return {(one.intent, one.article): one.confidence for one in weighed.readings}


def _weight(weighed: Weighed) -> float:
    return max(weighed.similarities[0], 0.0)


def _nearest(follow_ups: Mapping[str, float]) -> Chances:
    """How likely each article is by how like its follow-up questions are."""
    ids = list(follow_ups)
    cosines = np.array([follow_ups[id] for id in ids])
    raised = np.exp((cosines - cosines.max()) * _PER_COSINE)
    chances = (raised / raised.sum()).tolist()
    return {(ARTICLE_INTENT, id): chance for id, chance in zip(ids, chances, strict=True)}


def _likeness(weighed: Sequence[Weighed], follow_ups: Mapping[str, float]) -> dict[Label, float]:
    """How like each reading is to what was learnt for it, by the sign that finds it likest."""
    like: dict[Label, float] = {(ARTICLE_INTENT, id): cosine for id, cosine in follow_ups.items()}
    for one in weighed:
        for reading, similarity in zip(one.readings, one.similarities, strict=True):
            label = (reading.intent, reading.article)
            like[label] = max(like.get(label, -1.0), similarity)
    return like

"""What is asked next after a prepared answer: elliptical questions that mean nothing alone.

"Where do they go then?" after who signs off reviews asks for an article that belongs to the
one just given.  Such questions stand in the pack beside their article (`follow_ups`) and are
heard only while an article related to it was spoken of last, so they mislead nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from bot.answers.unlisted import ASPECTS
from bot.components.encoder import DIMENSIONS, Encoder, Floats
from bot.components.pack_reading import PackReading
from bot.components.weighing import spoken
from bot.context import Context
from bot.knowledge import Knowledge
from bot.meaning import Reading

_OF_THE_SAME = 0.03


@dataclass(frozen=True)
class FollowUps:
    """Row i of `vectors`, shape (n, 384), is a question that asks for the article `asks[i]`.

    `related` maps an article to those that may be asked for after it, itself among them, and
    `after_aspect` what was asked of a group or person ("terms") to those that may follow that.
    `labels` maps an article to what it tells, as that is weighed, `unlisted` an intent that the
    sources do not answer to the article that is told instead.
    """

    encoder: Encoder
    vectors: Floats
    asks: tuple[str, ...]
    related: Mapping[str, frozenset[str]]
    after_aspect: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]
    unlisted: Mapping[str, str]

    @classmethod
    def of(cls, knowledge: Knowledge, reading: PackReading, encoder: Encoder) -> FollowUps:
        """The follow-up questions of a pack, as they were read."""
        articles = knowledge.articles.values()
        asked = reading.follow_ups
        rows = [encoder.vector(plain) for _, plain in asked]
        vectors = np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)
        aspects = {aspect for article in articles for aspect in article.after}
        return cls(
            encoder,
            vectors,
            asks=tuple(id for id, _ in asked),
            related=knowledge.related_articles,
            after_aspect={
                aspect: frozenset(one.id for one in articles if aspect in one.after)
                for aspect in aspects
            },
            labels=reading.labels,
            unlisted={
                intent: knowledge.unlisted[aspect]
                for intent, aspect in ASPECTS.items()
                if aspect in knowledge.unlisted
            },
        )

    def after(self, context: Context) -> frozenset[str]:
        """The articles that may be asked for next in a conversation."""
        just_told = context.since.get("article") == context.turn - 1
        told = context.spoken_of("article") if just_told or context.latest == "article" else ()
        aspect = (context.last_aspect or "").removeprefix("ask_").removeprefix("list_")
        aspects = [aspect.split("_")[0], *(["area"] if context.latest == "area" else [])]
        after = (self.after_aspect.get(one, frozenset()) for one in aspects)
        related = (self.related.get(id, frozenset()) for id in told)
        return frozenset().union(*after, *related)

    def earlier(self, context: Context) -> frozenset[str]:
        """The articles that belong to one told some turns ago, to which the talk may return."""
        told = context.spoken_of("article")
        return frozenset().union(*(self.related.get(id, frozenset()) for id in told))

    def tells(self, reading: Reading) -> str | None:
        """The article that answers a reading, or that is told where the sources do not."""
        return reading.article or self.unlisted.get(reading.intent)

    def subjects(self, context: Context) -> tuple[str, ...]:
        """What an elliptical question may go on from: the last question, and what was told."""
        told = context.spoken_of("article")
        label = self.labels.get(told[0], "") if told else ""
        return tuple(filter(None, (context.asked, label)))

    def likeness(self, plain: str, among: frozenset[str]) -> dict[str, float]:
        """How like (cosine) the nearest follow-up question of each of some articles is."""
        cosines = (self.vectors @ self.encoder.vector(spoken(plain))).tolist()
        like: dict[str, float] = {}
        for id, cosine in zip(self.asks, cosines, strict=True):
            if id in among:
                like[id] = max(like.get(id, -1.0), cosine)
        return like

    def likest(
        self, plain: str, among: frozenset[str], told: Collection[str] = ()
    ) -> tuple[str, float] | None:
        """The article whose follow-up questions are most like this one, and how like (cosine).

        Of two as like, the one just `told` is meant rather than one related to it.
        """
        like = self.likeness(plain, among) if among else {}
        if not like:
            return None
        best = max(like, key=lambda id: like[id] + _OF_THE_SAME * (id in told))
        return best, like[best]

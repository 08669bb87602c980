"""Elliptical questions are heard after the prepared answer to which they belong, and only then."""

from __future__ import annotations

import pytest

from bot.components.encoder import shared_encoder
from bot.components.follow_ups import FollowUps
from bot.components.pack_reading import PackReading
from bot.components.reader import MessageReader
from bot.context import Context


@pytest.fixture(scope="module")
def follow_ups(kent: MessageReader) -> FollowUps:
    """The follow-up questions of the county's pack."""
    return FollowUps.of(kent.knowledge, PackReading.of(kent), shared_encoder())


def told(article: str) -> Context:
    """The context of the message after a prepared answer."""
    return Context(turn=1).speaking_of("article", [article]).next_turn()


def test_after_a_prepared_answer_its_neighbours_may_be_asked_for(follow_ups: FollowUps):
    """Who signs off reviews leads to when they are published."""
    after = follow_ups.after(told("scr-sign-off"))
    assert {"scr-sign-off", "scr-when-published"} <= after
    assert "training-access" not in after


def test_a_follow_up_asks_for_its_article(follow_ups: FollowUps, kent: MessageReader):
    """Nearly every question that the pack lists asks for its own article among those allowed."""
    articles = [one for one in kent.knowledge.articles.values() if one.follow_ups]
    right = [
        follow_ups.likest(kent.question(text).plain, follow_ups.related[one.id])[0] == one.id
        for one in articles
        for text in one.follow_ups
    ]
    assert sum(right) >= 0.97 * len(right)


def test_nothing_is_heard_before_anything_was_told(follow_ups: FollowUps):
    """At the start of a conversation "and when?" belongs to no article."""
    assert follow_ups.after(Context().next_turn()) == frozenset()
    assert follow_ups.likest("and when", frozenset()) is None


def test_some_follow_an_aspect_rather_than_an_article(follow_ups: FollowUps):
    """When the review of the terms ends is asked after a group's terms were."""
    context = Context(turn=1).asking_about("ask_terms").next_turn()
    assert "terms-review-end" in follow_ups.after(context)

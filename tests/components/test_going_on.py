"""What a remark goes on to ask is told by several signs that agree, none of which is sure alone."""

from __future__ import annotations

from bot.components.going_on import together
from bot.components.weighing import Weighed
from bot.meaning import ARTICLE_INTENT, Reading


def weighed(*readings: tuple[str, float, float]) -> Weighed:
    """Readings with confidence and similarity; a name without "ask_" is that of an article."""
    found = tuple(
        Reading(name, confidence)
        if name.startswith("ask_")
        else Reading(ARTICLE_INTENT, confidence, name)
        for name, confidence, _ in readings
    )
    return Weighed(found, tuple(similarity for *_, similarity in readings))


def test_what_all_signs_hint_at_outdoes_what_one_is_surer_of():
    """Each of the signs finds the review likely; only the remark behind the question, meetings."""
    alone = weighed(("reviews", 0.4, 0.3), ("website", 0.1, 0.3))
    behind = weighed(("ask_meetings", 0.6, 0.4), ("reviews", 0.2, 0.3))
    best = together(alone, [behind], {"reviews": 0.55, "website": 0.3})
    assert best.readings[0].article == "reviews"
    assert best.similarities[0] == 0.55


def test_a_remark_that_is_clear_alone_stays_what_it_is():
    """What is like an example of its own is not made a follow-up by being like none of them."""
    alone = weighed(("ask_number", 0.95, 0.9), ("reviews", 0.02, 0.3))
    behind = weighed(("reviews", 0.5, 0.5), ("ask_number", 0.3, 0.5))
    assert together(alone, [behind], {"reviews": 0.3}).readings[0].intent == "ask_number"


def test_the_chances_of_all_readings_together_are_a_share_of_one():
    """No sign counts so that more than certainty comes of it."""
    alone, behind = weighed(("reviews", 0.7, 0.6), ("website", 0.3, 0.5)), weighed(("a", 1.0, 0.9))
    best = together(alone, [behind], {"reviews": 0.5, "website": 0.5})
    assert abs(sum(one.confidence for one in best.readings) - 1) < 1e-6 or len(best.readings) < 3
    assert all(0 <= one.confidence <= 1 for one in best.readings)

"""What a clause may point to, and when it says by itself what it is about."""

from __future__ import annotations

import pytest

from bot.components.clauses import Clause
from bot.components.referents import is_of_its_own, leaves_something_out
from bot.components.weighing import Weighed
from bot.meaning import Reading


def clause(plain: str) -> Clause:
    """A question that names nothing of the pack."""
    return Clause(0, len(plain), plain, frozenset(), (), "yes_no", (), bare=False, ordinal=None)


def weighed(intent: str, confidence: float) -> Weighed:
    """One likely reading beside a prepared answer."""
    article = Reading("ask_article", 0.2, "reviews")
    return Weighed((Reading(intent, confidence), article), (0.5, 0.4))


@pytest.mark.parametrize(
    ("said", "reading", "alone"),
    [
        ("is the skip by the bike shed full", weighed("outside_work", 0.6), True),
        ("is it free for all of us", weighed("outside_council", 0.6), False),
        ("skip full", weighed("outside_work", 0.6), False),
        ("skip hire", weighed("outside_work", 0.8), True),
        ("legally", weighed("outside_legal", 0.9), False),
        ("could anything push the date back", weighed("outside_general", 0.2), False),
        ("could anything push the date back", weighed("ask_meetings", 0.6), False),
    ],
)
def test_a_long_question_of_elsewhere_goes_on_from_nothing(
    said: str, reading: Weighed, *, alone: bool
):
    """One that points back, is cut short or is not clearly of elsewhere may go on all the same."""
    assert is_of_its_own(clause(said), reading) is alone


@pytest.mark.parametrize(
    ("said", "goes_on"),
    [
        ("who is the mayor of PLACE", False),
        ("what is the postcode of the town hall", False),
        ("and what was to be added later on", True),
        ("who do they have to go to", True),
        ("on what day precisely", True),
        ("what is it that is dated the 20th then", True),
    ],
)
def test_a_whole_question_goes_on_from_no_other(said: str, *, goes_on: bool):
    """Few words, a word that points and a word that goes on leave something to be put back."""
    assert leaves_something_out(clause(said)) is goes_on

"""Yes or No of a prepared answer, decided by the words that a question turns on."""

from __future__ import annotations

from datetime import date

import pytest

from bot.components.dates_said import DaySaid, days_said
from bot.components.reader import MessageReader
from bot.components.verdicts import Verdicts
from bot.meaning import ARTICLE_INTENT, Part, Reading

_ENOUGH = 0.5
_SAID = {True: "yes", False: "no", None: "open"}


def affirms(kent: MessageReader, article: str, text: str) -> bool | None:
    """What an article of the shipped pack says to a question."""
    clause = kent.whole(kent.read(text))
    reading = Reading(ARTICLE_INTENT, 1.0, article)
    part = Part(text, reading, mentions=clause.mentions, form="yes_no", plain=clause.plain)
    return Verdicts(kent.knowledge, kent.lexicon).decided(part).reading.affirms


@pytest.mark.parametrize(
    ("article", "text", "expected"),
    [
        ("training-access", "have the courses been axed?", "no"),
        ("training-access", "do the courses keep going?", "yes"),
        ("training-access", "is the training compulsory still?", "open"),
        ("training-access", "were the courses axed because the KSCB is no more?", "no"),
        ("scr-sign-off", "does the partnership approve SCRs that the Board began?", "no"),
        ("scr-sign-off", "is it the Board and not the partnership that approves old SCRs?", "yes"),
        ("scr-sign-off", "does the Scrutiny and Challenge Group sign SCRs off?", "no"),
        ("scr-board-meetings", "does nobody of the Board meet now?", "no"),
        ("scr-board-meetings", "does the Board not meet these days?", "open"),
        ("policy-links", "are nurseries bound to swap the links?", "no"),
        ("start-date", "did the partnership begin on 3 October 2019?", "no"),
        ("start-date", "did the partnership begin on 17 Sept?", "yes"),
        ("start-date", "did the partnership begin at the end of September 2019?", "open"),
        ("guidance", "do the arrangements follow Working Together 2023?", "open"),
        ("child-death-arrangements", "are the child death papers on the site for Dover?", "open"),
    ],
)
def test_words_decide(kent: MessageReader, article: str, text: str, expected: str):
    """Stopped or going on, who is named, which day; where more is said, nothing is decided."""
    assert _SAID[affirms(kent, article, text)] == expected


def test_conditions_agree_with_the_packs_own_questions(kent: MessageReader):
    """No question under `yes` comes to No or the other way round, and most are decided."""
    wrong, decided, asked = [], 0, 0
    for article in kent.knowledge.articles.values():
        for holds, texts in ((True, article.yes), (False, article.no)):
            for text in texts:
                found = affirms(kent, article.id, text)
                asked, decided = asked + 1, decided + (found is not None)
                if found is not None and found != holds:
                    wrong.append(text)
    assert not wrong
    assert decided > _ENOUGH * asked


def test_only_yes_or_no_questions_are_decided(kent: MessageReader):
    """A question for a date has no Yes, whatever words it holds."""
    reading = Reading(ARTICLE_INTENT, 1.0, "start-date")
    part = Part("when did it begin?", reading, form="wh", plain="when did it begin")
    assert Verdicts(kent.knowledge, kent.lexicon).decided(part).reading.affirms is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 17 Sept 2019", (DaySaid(17, 9, 2019),)),
        ("April 3rd", (DaySaid(3, 4),)),
        ("the 1st of October", (DaySaid(1, 10),)),
        ("in 2018", (DaySaid(year=2018),)),
        ("may I march on", ()),
        ("from May 2020", (DaySaid(None, 5, 2020),)),
    ],
)
def test_days_are_read_as_people_say_them(text: str, expected: tuple[DaySaid, ...]):
    """A day, a month or a year; "may" alone is a verb."""
    assert days_said(text) == expected


def test_as_much_of_a_day_as_was_said_must_fit():
    """September fits the seventeenth, and the sixteenth does not."""
    assert DaySaid(month=9).fits(date(2019, 9, 17))
    assert not DaySaid(16, 9).fits(date(2019, 9, 17))

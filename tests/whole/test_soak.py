"""Nothing grows in a long run: the short form of `make soak`, on the running assistant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.growth.bars import Measured, grown, slowed
from tests.growth.samples import Sample, growth, picture
from tests.growth.soak import Plan, run, table
from tests.growth.stored import Stored
from tests.support.running import RunningAssistant

PLAN = Plan(messages=400, people=8, long_ones=1, turns=60, seconds_between_looks=0.5)


@pytest.mark.whole
@pytest.mark.timeout(240)
async def test_a_long_run_leaves_everything_as_large_as_it_was(assistant: RunningAssistant) -> None:
    """Every reply is right; memory, stored conversations, databases and logs stay bounded."""
    outcome = await run(assistant, PLAN)
    assert outcome.wrong() == []
    assert len(outcome.talkers.heard.seconds) >= PLAN.messages
    measured = outcome.measured
    assert measured.most_events > 20
    assert measured.memory()["bot.engine"][-1] > 50
    last = measured.samples[-1].stored
    assert last.conversations > 100
    assert last.turns >= PLAN.messages
    assert last.enquiries > 10
    assert "conversations.sqlite3-wal" in table(outcome)
    assert "median reply (ms)" in picture(measured.samples)


def test_growth_is_seen_and_a_plateau_is_not() -> None:
    """A run that fills up at first and then stays is flat; one that goes on growing is not."""
    assert growth([50, 90, *[100] * 10]) == 1
    assert growth([float(number) for number in range(1, 41)]) > 1.25


FILES = {
    "conversations.sqlite3": 10.0,
    "conversations.sqlite3-wal": 4.2,
    "signpost.sqlite3": 20.0,
    "signpost.sqlite3-wal": 5.0,
}
LOOK = Sample(
    *(100.0, 10_000, 90.0, 16.0),
    megabytes={"bot.service": 140.0, "bot.engine": 500.0},
    own={"bot.service": 100.0, "bot.engine": 300.0},
    files=FILES,
    stored=Stored(1000, 190.0, 6000, 190.0, 2000),
)
FLAT = Measured(180.0, [LOOK] * 8, 57, 22_000, 1.1, {"conversations.sqlite3-wal": 0.0})
RISING = [replace(LOOK, median_ms=90.0 * number) for number in range(1, 9)]
DEARER = [replace(LOOK, processor_ms=16.0 * number) for number in range(1, 9)]
SWOLLEN = [replace(LOOK, own={**LOOK.own, "bot.engine": 100.0 * number}) for number in range(1, 9)]


def _with_files(**sizes: float) -> list[Sample]:
    named = {name.replace("_", "."): size for name, size in sizes.items()}
    return [LOOK, replace(LOOK, files={**FILES, **named})]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"samples": SWOLLEN}, "memory of bot.engine grew"),
        ({"most_events": 76}, "76 events"),
        ({"most_tracker_bytes": 65_000}, "65 KB"),
        ({"samples": _with_files(conversations_sqlite3=17.1)}, "17.0 are allowed"),
        ({"samples": _with_files(signpost_sqlite3=35.1)}, "35.0 are allowed"),
        ({"samples": [replace(LOOK, files={**FILES, "signpost.sqlite3-wal": 17.0})]}, "had 17 MB"),
        ({"logs_after": {"conversations.sqlite3-wal": 4.2}}, "was not emptied"),
        (
            {"samples": [replace(LOOK, stored=replace(LOOK.stored, conversation_age=300.0))]},
            "conversations.sqlite3 held a conversation 300 s",
        ),
        (
            {"samples": [replace(LOOK, stored=replace(LOOK.stored, turn_age=300.0))]},
            "signpost.sqlite3 held a conversation 300 s",
        ),
    ],
)
def test_each_bar_is_a_bar(changed: dict[str, Any], told: str) -> None:
    """What is over it is told; a run that stays under all of them is not."""
    assert grown(FLAT) == []
    (only,) = grown(replace(FLAT, **changed))
    assert told in only


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"samples": RISING}, "median reply grew by"),
        ({"samples": DEARER}, "processor time of a message grew by"),
        ({"slower": 2.1}, "long conversation grew by 2.10"),
    ],
)
def test_what_takes_longer_than_at_first_is_told(changed: dict[str, Any], told: str) -> None:
    """The reply, the processor time of a message, and a turn of a long conversation."""
    assert slowed(FLAT) == []
    (only,) = slowed(replace(FLAT, **changed))
    assert told in only

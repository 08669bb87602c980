"""Nothing grows in a long run: the short form of `make soak`, on the running assistant."""

from __future__ import annotations

import pytest

from tests.growth.samples import growth, picture
from tests.growth.soak import Plan, run, table
from tests.support.running import RunningAssistant

PLAN = Plan(messages=400, people=8, long_ones=1, turns=60, seconds_between_looks=0.5)


@pytest.mark.whole
@pytest.mark.timeout(240)
async def test_a_long_run_leaves_everything_as_large_as_it_was(assistant: RunningAssistant) -> None:
    """Every reply is right; memory, stored conversations and the databases' logs stay bounded."""
    outcome = await run(assistant, PLAN)
    assert outcome.wrong() == []
    assert len(outcome.talkers.heard.seconds) >= PLAN.messages
    assert outcome.most_events > 20
    assert outcome.memory()["bot.engine"][-1] > 50
    assert "conversations.sqlite3-wal" in table(outcome)
    assert "median reply (ms)" in picture(outcome.samples)


def test_growth_is_seen_and_a_plateau_is_not() -> None:
    """A run that fills up at first and then stays is flat; one that goes on growing is not."""
    assert growth([50, 90, *[100] * 10]) == 1
    assert growth([float(number) for number in range(1, 41)]) > 1.25

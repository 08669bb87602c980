"""Several of each process behind one address: in order, once, and nothing lost when one is killed.

The short form of `make scale-test`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.growth.deployment import deployment
from tests.growth.kept import wrong_enquiries, wrong_trackers, wrong_turns
from tests.growth.scale import ENGINES, SERVICES, Plan, run
from tests.growth.talkers import Heard
from tests.growth.talks import talks

PLAN = Plan(people=16, seconds=6, seconds_between_kills=2, seed=8, think=0.4, least_kills=2)


@pytest.mark.whole
@pytest.mark.timeout(400)
async def test_nothing_is_lost_when_processes_are_killed_under_load(tmp_path: Path) -> None:
    """Each reply is right, each turn and each enquiry is kept once, in order; two were killed."""
    with deployment(tmp_path, SERVICES, ENGINES) as deployed:
        outcome = await run(deployed, PLAN)
    assert outcome.wrong == []
    assert set(outcome.killed) == {"bot.service", "bot.engine"}
    assert outcome.talkers.heard.references
    assert sum(len(talk.rows) for talk in outcome.talkers.heard.talks) > 50


TALK, OTHER = [one for one in talks(20, 1) if len(one.rows) > 1][:2]
RIGHT = {
    "a": [TALK.key(number) for number in range(len(TALK.rows))],
    "b": [OTHER.key(number) for number in range(len(OTHER.rows))],
}


@pytest.mark.parametrize(
    "kept",
    [
        {"a": RIGHT["a"]},
        {**RIGHT, "b": RIGHT["b"][:-1]},
        {**RIGHT, "b": [*RIGHT["b"], RIGHT["b"][-1]]},
        {**RIGHT, "b": RIGHT["b"][::-1]},
        {**RIGHT, "c": ["another"]},
    ],
    ids=["a conversation lost", "a turn lost", "one doubled", "out of order", "one too many"],
)
def test_what_is_not_kept_as_it_was_said_is_found(kept: dict[str, list[str]]) -> None:
    """The judge of a run sees what is lost, doubled or out of order."""
    assert wrong_turns(RIGHT, [TALK, OTHER]) == []
    assert wrong_turns(kept, [TALK, OTHER])


@pytest.mark.parametrize("turns", [["t2", "t1"], ["t1", "t1", "t2"], ["t1"], []])
def test_a_turn_that_the_engine_took_otherwise_is_found(turns: list[str]) -> None:
    """It may have forgotten the first turns, and nothing else."""

    def tracker(names: list[str]) -> bytes:
        events = (f'{{"event": "user", "metadata": {{"turn": "{name}"}}}}' for name in names)
        return f"[{', '.join(events)}]".encode()

    said = {"a": ["t0", "t1", "t2"]}
    assert wrong_trackers({"a": tracker(["t1", "t2"])}, said) == []
    assert wrong_trackers({"a": tracker(turns)}, said)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("jo@x.example", "KS-2", 2)],
        [("jo@x.example", "KS-1", 2), ("jo@x.example", "KS-2", 2)],
        [("jo@x.example", "KS-1", 1)],
    ],
    ids=["lost", "another's", "doubled", "a mail lost"],
)
def test_an_enquiry_that_is_lost_or_doubled_is_found(rows: list[tuple[str, str, int]]) -> None:
    """Each is there once, under the reference that its asker was told, with both mails."""
    heard = Heard(references={"jo@x.example": "KS-1"})
    assert wrong_enquiries([("jo@x.example", "KS-1", 2)], heard) == []
    assert wrong_enquiries(rows, heard)

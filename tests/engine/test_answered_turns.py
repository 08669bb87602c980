"""A turn that is asked again, by whom and of which engine ever, is taken once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.engine.action_server import ActionServer
from tests.engine.process import Engine


@pytest.fixture(scope="module")
def engines(assistant: Path, actions_of_both: ActionServer) -> Iterator[tuple[Engine, Engine]]:
    """Two engines over the same conversations."""
    pair = tuple(Engine(assistant, actions_of_both.url) for _ in range(2))
    for engine in pair:
        engine.until_ready()
    yield pair[0], pair[1]
    for engine in pair:
        engine.end()


@pytest.fixture(scope="module")
def actions_of_both() -> Iterator[ActionServer]:
    """The actions that both engines call."""
    server = ActionServer()
    yield server
    server.close()


def test_asked_again_it_gives_what_it_gave(
    engines: tuple[Engine, Engine], actions_of_both: ActionServer
) -> None:
    """By the other engine too, and after later turns; no action is called for it."""
    one, other = engines
    first = one.say("ann", "ask about the health group", turn="t1")
    second = other.say("ann", "ask", turn="t2")
    calls = len(actions_of_both.calls)
    for engine in engines:
        assert engine.say("ann", "ask about the health group", turn="t1") == first
        assert engine.say("ann", "ask", turn="t2") == second
    assert len(actions_of_both.calls) == calls
    assert one.texts("ann", "ask") == ["answer 3 about health group"]


def test_one_that_nobody_answered_is_taken_again_as_if_it_had_not_been_heard(
    engines: tuple[Engine, Engine], actions_of_both: ActionServer
) -> None:
    """The service died while it answered: whoever asks again is answered, and was heard once."""
    one, other = engines
    one.say("gil", "ask about the health group", turn="t1")
    answering = actions_of_both.actions.pop("action_answer")
    assert one.say("gil", "ask about the new group", turn="t2") == []
    actions_of_both.actions["action_answer"] = answering
    assert other.texts("gil", "ask about the new group", turn="t2") == ["answer 2 about new group"]
    heard = actions_of_both.calls[-1]["tracker"]["events"]
    said = [event["text"] for event in heard if event["event"] == "user"]
    assert said == ["ask about the health group", "ask about the new group"]
    assert one.texts("gil", "ask", turn="t3") == ["answer 3 about new group"]


def test_the_same_words_in_a_new_turn_are_a_new_turn(engines: tuple[Engine, Engine]) -> None:
    """A turn is known by its name, which a conversation of another person may use too."""
    engine = engines[0]
    assert engine.say("bea", "ask", turn="t1") != engine.say("bea", "ask", turn="t2")
    assert engine.texts("cleo", "ask about the new group")[0].startswith("answer 1")


def test_two_engines_in_one_turn_take_it_once(
    engines: tuple[Engine, Engine], actions_of_both: ActionServer
) -> None:
    """Whoever saves later takes back what it was about to say and gives what the first said."""
    actions_of_both.seconds = 0.5
    try:
        with ThreadPoolExecutor(2) as callers:
            both = list(callers.map(lambda engine: engine.say("dot", "ask", turn="t"), engines))
    finally:
        actions_of_both.seconds = 0.0
    assert both[0] == both[1]
    assert [message["custom"]["text"] for message in both[0]] == ["answer 1 about None"]
    assert engines[0].texts("dot", "ask") == ["answer 2 about None"]


def test_two_engines_in_two_turns_take_both(
    engines: tuple[Engine, Engine], actions_of_both: ActionServer
) -> None:
    """Neither is lost, and the later one goes on from the other."""
    actions_of_both.seconds = 0.5
    try:
        with ThreadPoolExecutor(2) as callers:
            both = list(
                callers.map(
                    lambda engine, turn: engine.texts("eve", "ask", turn=turn), engines, "ab"
                )
            )
    finally:
        actions_of_both.seconds = 0.0
    assert sorted(both) == [["answer 1 about None"], ["answer 2 about None"]]


def test_a_service_that_is_gone_is_passed_over(
    start: Callable[..., Engine], actions: ActionServer
) -> None:
    """The action is called at the next address, and the turn goes on."""
    gone = ActionServer()
    gone.close()
    engine = start(SIGNPOST_WEBHOOK_URL=f"{gone.url},{actions.url}")
    assert [engine.texts("fay", "ask") for _ in range(3)] == [
        [f"answer {number} about None"] for number in (1, 2, 3)
    ]

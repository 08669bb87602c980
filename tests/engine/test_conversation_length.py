"""A shortened conversation goes on exactly as the whole one would."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.engine.conversation_length import last_session, place_to_cut
from bot.engine.fixes import apply_fixes
from bot.engine.server import prepare
from tests.engine.action_server import ActionServer
from tests.engine.playing import load, say, state

WORDS = (
    "ask",
    "ask about the health group",
    "ask angry",
    "leave",
    "leave",
    "Ann",
    "Dover",
    "stop",
    "thanks",
    "crash",
    "reject",
    "reset",
    "zzz",
    "/restart",
)


@asynccontextmanager
async def agent_with(
    folder: Path, model: Path, url: str, most: int, kept: int
) -> AsyncIterator[Agent]:
    """The test assistant with a store that keeps so many events."""
    apply_fixes()
    store = EndpointConfig(
        type="bot.engine.tracker_store.ConversationStore",
        path=str(folder / f"{most}.sqlite3"),
        most_events=most,
        kept_events=kept,
    )
    locks = EndpointConfig(type="bot.engine.turn_order.TurnOrder")
    agent = await load(model, url, tracker_store=store, lock_store=locks)
    calls = prepare(agent)
    try:
        yield agent
    finally:
        await calls.close()
        agent.tracker_store.file.close()


def conversation(seed: int) -> list[str]:
    """Sixty messages, chosen by a seed; every other conversation rarely leaves its form."""
    choose = random.Random(seed)  # noqa: S311 - nothing secret
    words = WORDS if seed % 2 else ("leave", "ask", "zzz", "crash", "ask about the new group")
    return [choose.choice(words) for _ in range(60)]


@pytest.mark.parametrize("seed", range(8))
async def test_replies_and_state_are_those_of_the_whole_conversation(
    seed: int, model: Path, actions: ActionServer, tmp_path: Path
) -> None:
    """After every turn: the same replies, slots, form, rejection, latest action and message."""
    longest = 0
    async with (
        agent_with(tmp_path, model, actions.url, 10**6, 10**6) as whole,
        agent_with(tmp_path, model, actions.url, 30, 12) as short,
    ):
        for text in conversation(seed):
            expected = await say(whole, "ann", text)
            assert await say(short, "ann", text) == expected
            stored = await short.tracker_store.retrieve("ann")
            assert state(stored) == state(await whole.tracker_store.retrieve("ann"))
            longest = max(longest, len(stored.events))
    assert longest < 60


async def test_the_stored_conversation_stays_bounded_inside_a_form(
    model: Path, actions: ActionServer, tmp_path: Path
) -> None:
    """A form that is never completed does not keep a conversation long."""
    async with agent_with(tmp_path, model, actions.url, 40, 20) as agent:
        assert await say(agent, "ann", "leave")
        sizes = []
        for _ in range(60):
            replies = await say(agent, "ann", "ask")
            assert [reply["text"] for reply in replies[1:]] == ["What is your name?"]
            sizes.append(len((await agent.tracker_store.retrieve("ann")).events))
        assert max(sizes) <= 40
        assert [reply["text"] for reply in await say(agent, "ann", "Ann")] == ["Which place?"]


def turn(*events: Event) -> list[Event]:
    """A turn's events: listening, a message, an action and more."""
    return [ActionExecuted("action_listen"), UserUttered("x"), ActionExecuted("a"), *events]


def test_the_cut_is_at_the_start_of_a_turn() -> None:
    """The latest `action_listen` with enough events after it."""
    events = turn() * 10
    cut = place_to_cut(events, 8)
    assert (cut, events[cut].action_name) == (21, "action_listen")


def test_a_cut_outside_a_form_is_preferred_when_it_is_near() -> None:
    """Near: at least half of what could go, goes."""
    form = turn(ActiveLoop("form"))
    near: Sequence[Event] = turn() * 4 + form + turn() * 3
    assert place_to_cut(near, 3) == 12
    far: Sequence[Event] = turn() + form + turn() * 12
    assert place_to_cut(far, 3) == len(far) - 3


def test_nothing_is_cut_where_no_turn_starts() -> None:
    """Zero means no cut."""
    assert place_to_cut([UserUttered("x")] * 50, 10) == 0


def test_only_the_last_session_counts() -> None:
    """As in Rasa's own stores; the first event may be a session's start itself."""
    session = [ActionExecuted("action_session_start"), SessionStarted(), *turn()]
    assert last_session([*session, *session]) == session
    assert last_session(session) == session
    assert last_session(turn()) == turn()

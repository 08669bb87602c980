"""The engine answers as stock Rasa 3.6.21 does; see stock/record.py for what was recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rasa.utils.endpoints import EndpointConfig

from bot.engine.fixes import apply_fixes
from bot.engine.server import prepare
from bot.engine.tracker_store import ConversationStore
from bot.engine.turn_order import TurnOrder
from tests.engine.action_server import ActionServer
from tests.engine.graphs import RUNS, outcome
from tests.engine.playing import load, play
from tests.engine.stock.record import CONVERSATIONS

STOCK = Path(__file__).parent / "stock"
GRAPHS: list[Any] = json.loads((STOCK / "graphs.json").read_text(encoding="utf-8"))["runs"]
PLAYED: dict[str, Any] = json.loads((STOCK / "conversations.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def fixed() -> None:
    """Rasa with all fixes applied, as the launcher applies them."""
    apply_fixes()


@pytest.mark.parametrize("number", range(len(RUNS)))
def test_a_graph_gives_the_same_results_or_the_same_error(number: int) -> None:
    """The plain loop gives what dask gave, wrong inputs and failing nodes included."""
    assert outcome(*RUNS[number]) == GRAPHS[number]


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_a_conversation_goes_the_same_way(
    name: str, model: Path, actions: ActionServer, tmp_path: Path
) -> None:
    """Replies, slots, form and events are stock Rasa's, failing and malformed actions included."""
    store = EndpointConfig(
        type=f"{ConversationStore.__module__}.{ConversationStore.__name__}",
        path=str(tmp_path / "conversations.sqlite3"),
        most_events=1000,  # the whole log is compared; test_conversation_length.py shortens
    )
    locks = EndpointConfig(type=f"{TurnOrder.__module__}.{TurnOrder.__name__}")
    agent = await load(model, actions.url, tracker_store=store, lock_store=locks)
    calls = prepare(agent)
    played = await play(agent, name, CONVERSATIONS[name])
    await calls.close()
    agent.tracker_store.file.close()
    assert json.loads(json.dumps(played)) == PLAYED[name]

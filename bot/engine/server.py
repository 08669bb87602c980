"""Rasa's server, prepared: what happens between its start and its end.

Ready: the model is loaded before the port opens, and a model that does not load, a store
that does not open or a first message that fails ends the process; so any answer on the port means
ready. Probe `GET /` → 200. (`/status` exists only with `--enable-api`, which is refused.) The line
with the event "ready" in the log says the same.

What the service can rely on, for `POST /webhooks/rest/webhook`: status 200 and a JSON list (a body
that is not a JSON object is the service's to refuse). The list holds the messages that actions
sent with `json_message`, unchanged, as {"recipient_id", "custom"}. An empty list means that the
turn or its action failed; it comes within the action's time limit (`action_calls`). Request
`metadata` reaches actions as `tracker.latest_message["metadata"]`. Turns of one sender are answered
in the order in which they came.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

import rasa.core.run
from rasa.core.agent import Agent, load_agent
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from sanic import Sanic

from bot.engine.action_calls import ActionCalls
from bot.engine.answered_turns import take_once
from bot.engine.conversation_file import ConversationsBusyError
from bot.engine.fixes import apply_fixes
from bot.engine.logs import LineFormatter
from bot.engine.refusals import Refusal
from bot.engine.tracker_store import ConversationStore
from bot.engine.turn_order import TurnOrder
from bot.engine.workers import one_of
from bot.memory import settle_memory

MOST_SECONDS_BETWEEN_FORGETTING = 600.0
FORGETTING_A_TIME_KEPT = 10
"""So often at least, within the time for which a conversation is kept, it looks for old ones."""

logger = logging.getLogger(__name__)


class Server:
    """Takes part in the start and the end of Rasa's server."""

    def __init__(self, log: LineFormatter) -> None:
        """Keep the log's formatter, which must close when people begin to write."""
        self.log = log
        self.was_ready = False
        self.calls: ActionCalls | None = None

    def run(self, options: argparse.Namespace, ports: Sequence[int]) -> None:
        """Serve at each port as `rasa run` does with these options, until stopped.

        Several ports are several processes (`bot.engine.workers`). Raises Refusal if the model or
        a store does not load.
        """
        apply_fixes()
        agent = self._loaded(options)
        rasa.core.run.load_agent_on_start = partial(take, agent)
        options.server_listeners = [
            (self.ready, "after_server_start"),
            (self.stopped, "after_server_stop"),
        ]
        server: Any = Sanic
        stock_run = server.run

        def run(app: Sanic, **given: Any) -> None:
            """Fork as late as can be, so that all that was made until here is there once."""
            settle_memory()
            given["port"] = self._own_port(ports, agent.tracker_store)
            stock_run(app, **given)

        server.run = run
        options.func(options)

    def _own_port(self, ports: Sequence[int], store: ConversationStore) -> int:
        """The port of this engine, forked off where there are several."""
        if len(ports) == 1:
            return ports[0]
        store.close()
        port = one_of(ports)
        store.open()
        self.log.process = f"engine {ports.index(port) + 1}"
        return port

    def _loaded(self, options: argparse.Namespace) -> Agent:
        """Load the model and prepare everything; from then on no words are written into the log."""
        loop = asyncio.new_event_loop()
        try:
            agent = loop.run_until_complete(
                load_agent(
                    options.model, endpoints=AvailableEndpoints.read_endpoints(options.endpoints)
                )
            )
            if not agent.is_ready():
                raise Refusal(
                    f"the model in {options.model} does not load: train it anew, with `make train`."
                )
            self.calls = prepare(agent)
            # What loads on first use is loaded now.
            loop.run_until_complete(agent.parse_message("hello"))
        finally:
            loop.close()
        self.log.people_are_writing = True
        return agent

    async def ready(self, app: Any, _loop: asyncio.AbstractEventLoop) -> None:
        """Say that the engine is ready."""
        app.add_task(keep_forgetting(app.ctx.agent.tracker_store))
        logger.info("ready")
        self.was_ready = True

    async def stopped(self, app: Any, _loop: asyncio.AbstractEventLoop) -> None:
        """Close connections and the store of conversations."""
        if self.calls is not None:
            await self.calls.close()
        app.ctx.agent.tracker_store.close()


async def take(agent: Agent, *given: Any) -> None:
    """Let Rasa's server have the agent that was loaded before; `given` as it calls for one."""
    app = given[3]
    app.config.ACCESS_LOG = False
    app.ctx.agent = agent


def prepare(agent: Agent) -> ActionCalls:
    """Give a loaded agent the engine's own parts; give its action calls, which must be closed.

    - The store without Rasa's wrapper, so that an error is an error (see `tracker_store`).
    - Each named turn is taken once (see `answered_turns`).
    - Action calls over connections that are kept open (see `action_calls`).
    - The answer to "is the domain empty?", which Rasa works out from the whole domain for each
      message, though the domain comes with the model and does not change: 5 % of a turn.
    """
    processor = agent.processor
    agent.tracker_store = processor.tracker_store = own_store(agent)
    take_once(processor)
    calls = ActionCalls(processor.action_endpoint)
    processor.action_endpoint = calls
    is_empty = processor.domain.is_empty()
    processor.domain.is_empty = lambda: is_empty
    return calls


def own_store(agent: Agent) -> ConversationStore:
    """Give the conversations' store; refuse what Rasa puts in its place when it finds none.

    Rasa goes on with a store in memory when endpoints.yml names a class that it cannot import.
    """
    store: TrackerStore = agent.tracker_store
    if isinstance(store, FailSafeTrackerStore):
        store = store._tracker_store  # noqa: SLF001 - Rasa has no door to it
    if not isinstance(store, ConversationStore) or not isinstance(agent.lock_store, TurnOrder):
        raise Refusal(
            "endpoints.yml must name bot.engine.tracker_store.ConversationStore as tracker_store "
            "and bot.engine.turn_order.TurnOrder as lock_store."
        )
    return store


async def keep_forgetting(store: ConversationStore) -> None:
    """Forget old conversations, now and every ten minutes or sooner, as long as the server runs."""
    every = min(MOST_SECONDS_BETWEEN_FORGETTING, store.hours * 3600 / FORGETTING_A_TIME_KEPT)
    while True:
        try:
            if forgotten := await store.forget_old():
                logger.info("forgot %d conversations", forgotten)
        except ConversationsBusyError:
            logger.error("could not forget old conversations: their store is locked or away")  # noqa: TRY400
        await asyncio.sleep(every)

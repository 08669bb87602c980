"""The whole dialogue in one process: the trained model in Rasa, and the actions beside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from actions import all_actions
from bot.components.pack_in_use import watched_pack
from bot.enquiry_words import read_form_words
from bot.frames import read_frames
from bot.service.assistant import Assistant
from tests.support.enquiry_book import BookInMemory

ROOT = Path(__file__).parents[2]


class ActionsHere(EndpointConfig):
    """Runs the actions as the service's webhook does, without the network between."""

    def __init__(self) -> None:
        """Register every action with the pack in use and the sentences of domain.yml."""
        super().__init__(enable_selective_domain=True)
        self.book = BookInMemory(lambda: watched_pack().current)
        assistant = Assistant(
            lambda: watched_pack().current,
            read_frames(ROOT / "domain.yml"),
            lambda: datetime.now(timezone.utc),
            read_form_words(ROOT / "data" / "enquiry" / "words.yml"),
            self.book,
        )
        self._executor = ActionExecutor()
        for action in all_actions(assistant):
            self._executor.register_action(action)

    async def request(self, *_arguments: Any, json: Any = None, **_options: Any) -> Any:
        """Run the action that Rasa asks for."""
        return await self._executor.run({"domain": {}, **json})


class Dialogue:
    """Speaks to a model in this process."""

    def __init__(self, agent: Agent) -> None:
        """Put the actions in the place of the webhook."""
        self._agent = agent
        self._senders: Iterator[int] = itertools.count()
        actions = ActionsHere()
        self.book = actions.book
        agent.processor.action_endpoint = actions

    @classmethod
    async def of(cls, model: Path) -> Dialogue:
        """The dialogue of a trained model."""
        return cls(await load_agent(str(model)))

    def new_sender(self) -> str:
        """A sender who has said nothing yet."""
        return f"sender-{next(self._senders)}"

    async def say(self, sender: str, text: str) -> dict[str, Any]:
        """The one message that answers."""
        replies = CollectingOutputChannel()
        await self._agent.handle_message(UserMessage(text, replies, sender))
        (message,) = replies.messages
        answer: dict[str, Any] = message["custom"]
        return answer

    async def parse(self, text: str) -> dict[str, Any]:
        """What is understood of a message outside of any conversation."""
        understood: dict[str, Any] = await self._agent.parse_message(text)
        return understood

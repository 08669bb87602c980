"""Says at once whom to call when somebody may be at risk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_answer import CONTEXT_SLOT
from bot.answers.urgent import urgent
from bot.context import Context
from bot.service.assistant import Assistant


class UrgentAction(Action):
    """Fixed text with the numbers of the pack; the conversation's subject stays as it was."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_urgent"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Compose the numbers; see :func:`bot.answers.urgent.urgent`."""
        judged = tracker.latest_message.get("urgent") or {}
        reply = urgent(judged, self._assistant.knowledge, self._assistant.frames)
        dispatcher.utter_message(json_message=reply.as_message())
        context = Context.from_json(tracker.get_slot(CONTEXT_SLOT)).next_turn().having_alarmed()
        return [SlotSet(CONTEXT_SLOT, context.as_json())]

"""Says at once whom to call when somebody may be at risk."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_answer import CONTEXT_SLOT
from bot.answering import answer_urgent
from bot.context import Context
from bot.meaning import from_payload
from bot.service.assistant import Assistant


class UrgentAction(Action):
    """Fixed text with the numbers of the pack, and in doubt what was asked besides."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_urgent"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Compose the numbers; see :func:`bot.answering.answer_urgent`."""
        heard = tracker.latest_message
        turn = answer_urgent(
            heard.get("urgent") or {},
            [from_payload(part) for part in heard.get("parts") or ()],
            Context.from_json(tracker.get_slot(CONTEXT_SLOT)),
            self._assistant.knowledge,
            self._assistant.frames,
            self._assistant.now().date(),
        )
        dispatcher.utter_message(json_message=turn.reply.as_message())
        return [SlotSet(CONTEXT_SLOT, turn.context.as_json())]

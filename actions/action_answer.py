"""Answers questions, remarks and whatever was not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.answering import answer
from bot.context import Context
from bot.enquiry_progress import reference_asked
from bot.meaning import from_payload
from bot.service.assistant import Assistant

CONTEXT_SLOT = "context"


class AnswerAction(Action):
    """Says the answer to every part of the message and remembers what was spoken of."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Compose the reply from the knowledge in use; see :func:`bot.answering.answer`."""
        heard = tracker.latest_message
        if reference_asked(str(heard.get("text") or ""), self._assistant.knowledge) is not None:
            return [FollowupAction("action_enquiry_status")]
        turn = answer(
            [from_payload(part) for part in heard["parts"]],
            Context.from_json(tracker.get_slot(CONTEXT_SLOT)),
            self._assistant.knowledge,
            self._assistant.frames,
            self._assistant.now().date(),
        )
        if turn.begins_enquiry:
            return [FollowupAction("enquiry_form")]
        dispatcher.utter_message(json_message=turn.reply.heard_by(heard["model"]).as_message())
        return [SlotSet(CONTEXT_SLOT, turn.context.as_json())]

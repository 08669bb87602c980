"""Answers questions, remarks and whatever was not understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.answering import Turn, answer
from bot.answers.scope import Scope
from bot.context import Context
from bot.enquiry_book import NotSavedError
from bot.enquiry_opening import question_put
from bot.enquiry_progress import news, reference_asked, replies_in
from bot.enquiry_withdrawing import Wish, wish_after_sending
from bot.meaning import from_payload
from bot.references import prefix_of
from bot.reply import Reply
from bot.service.assistant import Assistant

CONTEXT_SLOT = "context"
SHOWN_SLOT = "replies_shown"


def wish_of(assistant: Assistant, tracker: Tracker) -> Wish | None:
    """What the message wants of an enquiry that was sent, or None."""
    text = str(tracker.latest_message.get("text") or "")
    was_sent = tracker.get_slot(SHOWN_SLOT) is not None
    prefix = prefix_of(assistant.knowledge)
    return wish_after_sending(text, prefix, assistant.form_words, was_sent=was_sent)


class AnswerAction(Action):
    """Says the answer to every part of the message and remembers what was spoken of."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_answer"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Compose the reply from the knowledge in use; see :func:`bot.answering.answer`."""
        heard = tracker.latest_message
        text = str(heard.get("text") or "")
        asked = reference_asked(text, self._assistant.knowledge)
        if asked is not None or wish_of(self._assistant, tracker):
            return [FollowupAction("action_enquiry_status")]
        if question_put(text, self._assistant.form_words):
            return [FollowupAction("enquiry_form")]
        turn = answer(
            [from_payload(part) for part in heard["parts"]],
            Context.from_json(tracker.get_slot(CONTEXT_SLOT)),
            self._assistant.knowledge,
            self._assistant.frames,
            self._assistant.now().date(),
        )
        if turn.begins_enquiry:
            return [FollowupAction("enquiry_form")]
        reply, events = await self._with_news(turn, tracker)
        dispatcher.utter_message(json_message=reply.heard_by(heard["model"]).as_message())
        return [SlotSet(CONTEXT_SLOT, turn.context.as_json()), *events]

    async def _with_news(self, turn: Turn, tracker: Tracker) -> tuple[Reply, list[dict[str, Any]]]:
        """The reply with what advisors have answered meanwhile to whoever left an enquiry here."""
        shown = tracker.get_slot(SHOWN_SLOT)
        caller = tracker.latest_message.get("metadata") or {}
        if shown is None or caller.get("shows_replies"):
            return turn.reply, []
        assistant = self._assistant
        try:
            found = await assistant.enquiries.left_in(tracker.sender_id)
        except NotSavedError:
            return turn.reply, []
        today = assistant.now().date()
        scope = Scope(assistant.knowledge, assistant.frames, today, turn.context)
        told = news(found, shown, scope)
        body = f"{turn.reply.body}\n\n{told}" if told else turn.reply.body
        return replace(turn.reply, body=body), [SlotSet(SHOWN_SLOT, replies_in(found))]

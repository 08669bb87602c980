"""Leaves an enquiry: takes the place of Rasa's own form of this name."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_answer import CONTEXT_SLOT, SHOWN_SLOT
from actions.action_enquiry_status import told_progress
from bot.answers.scope import Scope
from bot.answers.urgent import urgent
from bot.context import Context
from bot.enquiry_book import NotSavedError
from bot.enquiry_draft import Draft
from bot.enquiry_form import begin, interrupted, not_saved, step, submitted
from bot.enquiry_heard import Heard
from bot.enquiry_hearing import school_query
from bot.enquiry_turn import Stepped
from bot.meaning import from_payload
from bot.service.assistant import Assistant

FORM = "enquiry_form"
DRAFT_SLOT = "enquiry"


class EnquiryForm(Action):
    """Takes one message a turn while the form is open; its logic is :mod:`bot.enquiry_form`."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def name(self) -> str:
        """The form's name in domain.yml."""
        return FORM

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Hear the message, do what is wanted, say the reply and remember the draft."""
        found = await self._after(await self._stepped(tracker), tracker)
        heard_by = tracker.latest_message.get("model")
        reply = found.reply.heard_by(heard_by) if heard_by else found.reply
        dispatcher.utter_message(json_message=reply.as_message())
        shown = tracker.get_slot(SHOWN_SLOT)
        is_sent = found.draft is None and found.reply.reference is not None
        return [
            SlotSet(SHOWN_SLOT, shown or 0 if is_sent else shown),
            SlotSet(DRAFT_SLOT, found.draft.as_json() if found.draft else None),
            SlotSet(CONTEXT_SLOT, found.context.as_json()),
            ActiveLoop(FORM if found.draft else None),
        ]

    async def _stepped(self, tracker: Tracker) -> Stepped:
        scope, words = self._scope(tracker), self._assistant.form_words
        heard, saved = _heard(tracker), tracker.get_slot(DRAFT_SLOT)
        if not saved:
            return begin(secrets.token_hex(8), heard, scope, words)
        draft = Draft.from_json(saved)
        if judged := tracker.latest_message.get("urgent"):
            numbers = urgent(judged, scope.knowledge, scope.frames)
            return interrupted(draft, numbers, scope)
        if query := school_query(draft, heard.text, words):
            schools = await self._assistant.enquiries.schools(query)
            heard = replace(heard, schools=tuple(schools))
        return step(draft, heard, scope, words)

    async def _after(self, found: Stepped, tracker: Tracker) -> Stepped:
        """The step with what was wanted done, and what came of it said."""
        scope = self._scope(tracker)
        if found.wants == "status":
            told, _ = await told_progress(self._assistant, tracker, scope)
            reply = replace(found.reply, body=f"{told.body}\n\n{found.reply.body}")
            return replace(found, reply=reply)
        if found.wants != "submit" or found.draft is None:
            return found
        try:
            kept = await self._assistant.enquiries.leave(found.draft, tracker.sender_id)
        except NotSavedError:
            return not_saved(found.draft, scope)
        return submitted(found.draft, kept, scope)

    def _scope(self, tracker: Tracker) -> Scope:
        assistant = self._assistant
        context = Context.from_json(tracker.get_slot(CONTEXT_SLOT))
        return Scope(assistant.knowledge, assistant.frames, assistant.now().date(), context)


def _heard(tracker: Tracker) -> Heard:
    message = tracker.latest_message
    parts = tuple(from_payload(part) for part in message["parts"])
    return Heard(str(message.get("text") or ""), parts)

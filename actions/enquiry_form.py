"""Leaves an enquiry: takes the place of Rasa's own form of this name."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_answer import CONTEXT_SLOT, SHOWN_SLOT, wish_of
from actions.action_enquiry_status import told_progress
from bot.after_urgent import is_of_the_worry
from bot.answering import answer
from bot.answers.scope import Scope
from bot.answers.urgent import urgent
from bot.context import Context
from bot.enquiry_book import NotSavedError
from bot.enquiry_draft import Draft
from bot.enquiry_form import begin, interrupted, is_no_alarm, not_saved, step, submitted
from bot.enquiry_heard import Heard
from bot.enquiry_hearing import school_query
from bot.enquiry_progress import reference_asked
from bot.enquiry_replies import asking
from bot.enquiry_turn import Stepped, stepped
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
        found = await self._after(await self._taken_back(tracker), tracker)
        heard_by = tracker.latest_message.get("model")
        reply = found.reply.heard_by(heard_by) if heard_by else found.reply
        shown = tracker.get_slot(SHOWN_SLOT)
        is_sent = found.draft is None and found.reply.reference is not None
        if found.draft is None and not is_sent and shown is not None:
            untouched = self._scope(tracker).say("enquiry_earlier_untouched")
            reply = replace(reply, body=f"{reply.body} {untouched}")
        dispatcher.utter_message(json_message=reply.as_message())
        return [
            SlotSet(SHOWN_SLOT, shown or 0 if is_sent else shown),
            SlotSet(DRAFT_SLOT, found.draft.as_json() if found.draft else None),
            SlotSet(CONTEXT_SLOT, found.context.as_json()),
            ActiveLoop(FORM if found.draft else None),
        ]

    async def _taken_back(self, tracker: Tracker) -> Stepped:
        """The step; a wish to take back what was sent before is no step of this enquiry."""
        saved, scope = tracker.get_slot(DRAFT_SLOT), self._scope(tracker)
        text = str(tracker.latest_message.get("text") or "")
        is_named = reference_asked(text, scope.knowledge) is not None
        if wish_of(self._assistant, tracker) != "withdraw" or (saved and not is_named):
            return await self._stepped(tracker)
        if saved:
            draft = Draft.from_json(saved)
            return stepped(draft, asking(draft, scope), scope, wants="status")
        told, _ = await told_progress(self._assistant, tracker, scope)
        return Stepped(None, told, scope.context.next_turn())

    async def _stepped(self, tracker: Tracker) -> Stepped:
        scope, words = self._scope(tracker), self._assistant.form_words
        heard, saved = _heard(tracker.latest_message), tracker.get_slot(DRAFT_SLOT)
        draft = Draft.from_json(saved) if saved else None
        if query := school_query(draft, heard.text, words):
            schools = await self._assistant.enquiries.schools(query)
            heard = replace(heard, schools=tuple(schools))
        if draft is None and is_of_the_worry(heard.parts, scope):
            # "Can you send someone?", right after the numbers, is no wish for a form.
            told = answer(heard.parts, scope.context, scope.knowledge, scope.frames, scope.today)
            return Stepped(None, told.reply, told.context)
        if draft is None:
            return begin(secrets.token_hex(8), heard, scope, words, _earlier(tracker))
        judged = tracker.latest_message.get("urgent")
        if judged and not is_no_alarm(draft, heard.text, words):
            numbers = urgent(judged, scope.knowledge, scope.frames)
            return interrupted(draft, numbers, scope)
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


def _earlier(tracker: Tracker) -> tuple[Heard, ...]:
    """What the person said before the message that opens the form, as far as it is kept."""
    said = [event for event in tracker.events if event.get("event") == "user"]
    messages = [event.get("parse_data") or {} for event in said[:-1]]
    return tuple(_heard(one) for one in messages if one.get("parts") and not one.get("urgent"))


def _heard(message: Mapping[str, Any]) -> Heard:
    parts = tuple(from_payload(part) for part in message["parts"])
    return Heard(str(message.get("text") or ""), parts)

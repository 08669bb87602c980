"""Tells how far an enquiry is, by its reference or in the conversation that left it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_answer import CONTEXT_SLOT, SHOWN_SLOT, wish_of
from bot.answers.scope import Scope
from bot.context import Context
from bot.enquiry_book import NotSavedError
from bot.enquiry_progress import progress_told, reference_asked, replies_in, unchanged_told
from bot.reply import Reply
from bot.service.assistant import Assistant


class EnquiryStatusAction(Action):
    """Looks the enquiry up; whose it is not hears nothing personal."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_enquiry_status"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say what :func:`told_progress` found."""
        assistant = self._assistant
        context = Context.from_json(tracker.get_slot(CONTEXT_SLOT)).next_turn()
        today = assistant.now().date()
        scope = Scope(assistant.knowledge, assistant.frames, today, context)
        reply, shown = await told_progress(assistant, tracker, scope)
        if context.has_said_twice(reply.body):
            # features.md, D12: never the same reply three times running.
            reply = replace(reply, body=f"{scope.say('enquiry_told_again')}\n\n{reply.body}")
        dispatcher.utter_message(json_message=reply.as_message())
        context = context.having_said(reply.body, ())
        return [SlotSet(CONTEXT_SLOT, context.as_json()), SlotSet(SHOWN_SLOT, shown)]


async def told_progress(
    assistant: Assistant, tracker: Tracker, scope: Scope
) -> tuple[Reply, int | None]:
    """The reply to "where is my enquiry", with a reference or without.

    Beside it stands how many replies have now been shown here, None where none was left here.
    """
    shown = tracker.get_slot(SHOWN_SLOT)
    text = str(tracker.latest_message.get("text") or "")
    asked = reference_asked(text, scope.knowledge)
    book = assistant.enquiries
    try:
        if asked is None:
            found = await book.left_in(tracker.sender_id)
            shown = replies_in(found) if found else shown
        else:
            known = await book.progress(asked, tracker.sender_id) if asked else None
            found = [known] if known else []
    except NotSavedError:
        return progress_told((), asked, scope, away=True), shown
    wish = wish_of(assistant, tracker)
    if wish is None or wish == "progress":
        return progress_told(found, asked, scope), shown
    return unchanged_told(found, asked, scope, wish), shown

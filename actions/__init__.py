"""What the assistant does: one action a file, each thin."""

from __future__ import annotations

from rasa_sdk import Action

from actions.action_answer import AnswerAction
from actions.action_enquiry_status import EnquiryStatusAction
from actions.action_urgent import UrgentAction
from actions.enquiry_form import EnquiryForm
from bot.service.assistant import Assistant


def all_actions(assistant: Assistant) -> list[Action]:
    """Every action of the domain, ready to be registered with the executor."""
    kinds = (AnswerAction, EnquiryForm, EnquiryStatusAction, UrgentAction)
    return [kind(assistant) for kind in kinds]

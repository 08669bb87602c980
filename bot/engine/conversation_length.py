"""Keeps a stored conversation short without changing how it goes on.

Rasa plays a conversation's events again several times a turn and sends all of them to every
action, so that each turn costs more than the one before. What a later turn depends on is the
state that the events lead to: slots, the active form, and the last few turns. So the oldest turns
are replaced by events that lead to the state after them.

The cut is made just before an `action_listen`, where a turn begins; what follows it sets the
latest message, action and bot utterance anew. If a form is active there, an earlier place without
one is taken when it is not far; else the form goes on as after its first run with the message that
came before it, which is how Rasa itself sums up a form's turns: it leaves out the messages that
only filled slots (`DialogueStateTracker.applied_events`). Reverting events undo at
most the turn before them, and none of this project's actions returns them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    ConversationPaused,
    Event,
    SlotSet,
)
from rasa.shared.core.trackers import DialogueStateTracker

Replay = Callable[[Sequence[Event]], DialogueStateTracker]


def shortened(events: Iterable[Event], most: int, keep: int, replay: Replay) -> list[Event]:
    """Give events that lead to the same state and future, at most about `most` of them.

    Nothing changes up to `most` events; beyond, the last `keep` or a few more stay, so that the
    work of shortening is done once in many turns. `replay` gives the tracker after some events.
    Only the last session counts, as in Rasa's own stores.
    """
    session = last_session(list(events))
    if len(session) <= most:
        return session
    cut = place_to_cut(session, keep)
    if not cut:
        return session
    return [*summary(replay(session[:cut]), session[cut].timestamp), *session[cut:]]


def last_session(events: list[Event]) -> list[Event]:
    """Give the events from the last start of a session on, or all if none starts one."""
    for index in range(len(events) - 1, 0, -1):
        if is_action(events[index], ACTION_SESSION_START_NAME):
            return events[index:]
    return events


def is_action(event: Event, name: str) -> bool:
    """Tell whether the event is the run of the action `name`."""
    return isinstance(event, ActionExecuted) and event.action_name == name


def place_to_cut(events: Sequence[Event], keep: int) -> int:
    """Give the index of the first event to keep, 0 for no cut.

    The latest start of a turn with at least `keep` events after it; if a form is active there, the
    latest such start outside any form, unless more than half of what could go would stay.
    """
    form_is_active = False
    latest = outside_form = 0
    for index in range(len(events) - keep + 1):
        event = events[index]
        if isinstance(event, ActiveLoop):
            form_is_active = event.name is not None
        if is_action(event, ACTION_LISTEN_NAME):
            latest = index
            outside_form = outside_form if form_is_active else index
    return outside_form if outside_form * 2 >= latest else latest


def summary(state: DialogueStateTracker, timestamp: float) -> Iterator[Event]:
    """Give the events, all at `timestamp`, that lead from an empty conversation to `state`."""
    if state.active_loop_name:
        if not state.latest_message.is_empty():
            yield ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp)
            yield state.latest_message
        yield ActionExecuted(state.active_loop_name, timestamp=timestamp)
        yield ActiveLoop(state.active_loop_name, timestamp=timestamp)
        if state.is_active_loop_rejected:
            yield ActionExecutionRejected(state.active_loop_name, timestamp=timestamp)
    for name, slot in state.slots.items():
        if slot.has_been_set:
            yield SlotSet(name, slot.value, timestamp=timestamp)
    if state.is_paused():
        yield ConversationPaused(timestamp=timestamp)

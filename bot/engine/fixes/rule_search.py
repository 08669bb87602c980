"""Looks for the rules of a turn among those of its intent and last action.

Cost: for every prediction, three a turn, `RulePolicy._get_possible_keys` tries every rule of the
assistant against the latest state: a tenth of a turn, and more with every intent.
Same result: a rule that demands another last action or another intent than the latest state's is
what Rasa's own test refuses first; all others go through that test, state by state, as before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import (
    PREVIOUS_ACTION,
    SHOULD_NOT_BE_SET,
    USER,
)
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

stock = RulePolicy._get_possible_keys  # noqa: SLF001 - what is replaced
State = Mapping[str, Any]
Demand = tuple[Any, Any]
"""The last action and the intent that a rule demands; None where any will do."""


class RuleIndex:
    """The rules of one lookup by what they demand of the latest state."""

    def __init__(self, lookup: Mapping[str, str]) -> None:
        """Sort the rules; `lookup` is kept, and must not change."""
        self.lookup = lookup
        self.size = len(lookup)
        self._keys: dict[Demand, set[str]] = defaultdict(set)
        for key in lookup:
            latest = RulePolicy._rule_key_to_state(key)[-1]  # noqa: SLF001 - Rasa's own reading
            self._keys[demanded(latest)].add(key)

    def candidates(self, latest: State) -> set[str]:
        """Give the rules that may hold in the latest state, and perhaps others that do not."""
        found: set[str] = set()
        for demand in demands_met(latest):
            found |= self._keys.get(demand, set())
        return found


def demanded(state: State) -> Demand:
    """Tell what a rule's latest state demands."""
    action = _value(state, PREVIOUS_ACTION, ACTION_NAME)
    # Without a last action it is the start of a conversation, where Rasa looks at nothing else.
    return (action, _value(state, USER, INTENT)) if action else (None, None)


def demands_met(state: State) -> Iterator[Demand]:
    """Give every demand that a conversation's state may meet."""
    actions = {None, state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)}
    intents = {None, state.get(USER, {}).get(INTENT)}
    return ((action, intent) for action in actions for intent in intents)


def _value(state: State, part: str, name: str) -> Any:
    """What must stand there; None where nothing must, or where Rasa compares in another way."""
    value = state.get(part, {}).get(name)
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else None


def possible_keys(
    policy: RulePolicy, lookup: Mapping[str, str], states: Sequence[State]
) -> set[str]:
    """Give the rules that hold in all the states, the latest of which is the last."""
    keys = index_of(policy, lookup).candidates(states[-1]) if states else set(lookup)
    for turn, state in enumerate(reversed(states)):
        keys = {
            key
            for key in keys
            if policy._is_rule_applicable(key, turn, state)  # noqa: SLF001 - Rasa's own test
        }
    return keys


def index_of(policy: RulePolicy, lookup: Mapping[str, str]) -> RuleIndex:
    """Give the index of a policy's lookup, made when it is first asked for or has changed."""
    indexes: dict[int, RuleIndex] = vars(policy).setdefault("_signpost_indexes", {})
    known = indexes.get(id(lookup))
    if known is None or known.lookup is not lookup or known.size != len(lookup):
        known = indexes[id(lookup)] = RuleIndex(lookup)
    return known


def apply() -> None:
    """Replace Rasa's search."""
    RulePolicy._get_possible_keys = possible_keys  # noqa: SLF001

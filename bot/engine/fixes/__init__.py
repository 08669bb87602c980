"""What costs most inside Rasa 3.6.21, mended from outside, one module a cost.

Each module says what it mends, what that cost where it was measured, and why the result is the
same; each has `apply()`, which replaces one function of Rasa's and may be called again. Other fixes
need no replacing, since Rasa takes the object that it is given: `bot.engine.action_calls`,
`bot.engine.tracker_store`, `bot.engine.turn_order`, and what `bot.engine.server` does on loading.
`bot.engine.refusals` holds the one release of Rasa that all this is true of.
"""

from bot.engine.fixes import (
    action_answers,
    debug_copies,
    event_types,
    example_copies,
    files_once,
    graph_runner,
    idle_cache,
    model_packing,
    rule_search,
    valid_once,
)

FIXES = (
    action_answers,
    debug_copies,
    event_types,
    example_copies,
    files_once,
    graph_runner,
    idle_cache,
    model_packing,
    rule_search,
    valid_once,
)


def apply_fixes() -> None:
    """Apply every fix to Rasa in this process."""
    for fix in FIXES:
        fix.apply()

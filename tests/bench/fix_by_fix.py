"""`make bench-fixes`: what each fix of Rasa is worth, on and off by turns in one process.

Processor time of a turn through the trained engine and its actions, without HTTP between; the
median of neighbours' ratios, so that whatever else the machine does falls on both.  What mends
training is told by `make bench`; the graph runner cannot be taken off, since Rasa's own does not
run beside the release of dask in the lock.
"""

from __future__ import annotations

import asyncio
import copy
import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog

from bot.engine.tensorflow_standin import install_tensorflow_standin

install_tensorflow_standin()

from rasa.core.actions.action import RemoteAction  # noqa: E402 - after the stand-in
from rasa.core.policies.rule_policy import RulePolicy  # noqa: E402
from rasa.shared.core.events import Event  # noqa: E402

from bot.bench.talk import questions  # noqa: E402
from bot.command.console import say  # noqa: E402
from bot.command.train import trained_model  # noqa: E402
from bot.engine.fixes import (  # noqa: E402
    action_answers,
    apply_fixes,
    debug_copies,
    event_types,
    rule_search,
)
from tests.support.dialogue import Dialogue  # noqa: E402

ROUNDS, TURNS = 12, 12
stock_check = RemoteAction._validate_action_result


def _with_copies() -> None:
    for module in debug_copies.MODULES:
        module.copy = copy


def _set(owner: type, name: str, value: Any) -> Callable[[], None]:
    return lambda: setattr(owner, name, value)


OFF: Mapping[str, tuple[Any, Callable[[], None]]] = {
    "action_answers": (
        action_answers,
        _set(RemoteAction, "_validate_action_result", stock_check),
    ),
    "debug_copies": (debug_copies, _with_copies),
    "event_types": (event_types, _set(Event, "resolve_by_type", staticmethod(event_types.stock))),
    "rule_search": (rule_search, _set(RulePolicy, "_get_possible_keys", rule_search.stock)),
}
"""Each fix, and what takes Rasa back to its own way."""


async def spoken(dialogue: Dialogue, first: int) -> float:
    """Milliseconds of processor time a turn, of some questions from the `first` on."""
    said = [one[0].said for one in questions()]
    began = time.thread_time()
    for place in range(first, first + TURNS):
        await dialogue.say(dialogue.new_sender(), said[place % len(said)])
    return 1000 * (time.thread_time() - began) / TURNS


async def compared(dialogue: Dialogue, name: str) -> tuple[float, float, float]:
    """Milliseconds a turn without and with a fix, and the ratio of neighbours, as medians."""
    fix, take_off = OFF[name]
    without, mended = [], []
    for number in range(ROUNDS):
        # Both ask the same, which has been heard before.
        await spoken(dialogue, number * TURNS)
        take_off()
        without.append(await spoken(dialogue, number * TURNS))
        fix.apply()
        mended.append(await spoken(dialogue, number * TURNS))
    ratios = [one / other for one, other in zip(mended, without, strict=True)]
    return statistics.median(without), statistics.median(mended), statistics.median(ratios)


async def main() -> None:
    """Compare every fix and print a table."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    apply_fixes()
    dialogue = await Dialogue.of(trained_model())
    say(f"{'processor time a turn, ms':28}{'without':>10}{'with':>10}{'ratio':>10}")
    for name in OFF:
        without, mended, ratio = await compared(dialogue, name)
        say(f"{name:28}{without:10.2f}{mended:10.2f}{ratio:10.3f}")


if __name__ == "__main__":
    asyncio.run(main())

"""Takes no fingerprints for a cache that keeps nothing.

Cost: after each component, Rasa takes the fingerprint of all examples with all their features, to
name what it would keep; with `RASA_MAX_CACHE_SIZE=0`, which `make train` sets, it keeps nothing.
Same result: the hook does nothing else; where the cache is in use it stays.
"""

from __future__ import annotations

from typing import Any

import rasa.engine.training.graph_trainer as stock
from rasa.engine.caching import LocalTrainingCache
from rasa.engine.training.hooks import TrainingHook


class IdleHook(TrainingHook):
    """Rasa's hook, at rest while its cache keeps nothing."""

    def on_before_node(self, *given: Any, **named: Any) -> dict[str, Any]:
        """Take the fingerprint of what a component is given, if it may be needed."""
        return {} if keeps_nothing(self._cache) else super().on_before_node(*given, **named)

    def on_after_node(self, *given: Any, **named: Any) -> None:
        """Keep what a component gave, if anything is kept."""
        if not keeps_nothing(self._cache):
            super().on_after_node(*given, **named)


def keeps_nothing(cache: object) -> bool:
    """Tell whether a cache of Rasa's is switched off."""
    return isinstance(cache, LocalTrainingCache) and cache._is_disabled()  # noqa: SLF001


def apply() -> None:
    """Put the hook in the place of Rasa's."""
    stock.TrainingHook = IdleHook

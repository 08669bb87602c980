"""Rasa in the process of the tests: prepared as the engine prepares it, and quiet."""

from __future__ import annotations

import logging
import warnings


def prepare_rasa() -> None:
    """Install the engine's stand-ins and fixes; to be called before anything imports Rasa."""
    from bot.engine.tensorflow_standin import install_tensorflow_standin  # noqa: PLC0415

    with warnings.catch_warnings():
        # What Rasa's and its libraries' authors are warned of on import is not ours to mend.
        warnings.simplefilter("ignore")
        install_tensorflow_standin()
        import rasa.core.agent  # noqa: F401, PLC0415 - after the stand-ins
        import structlog  # noqa: PLC0415

        from bot.engine.fixes import apply_fixes  # noqa: PLC0415

    apply_fixes()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

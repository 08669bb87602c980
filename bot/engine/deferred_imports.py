"""Packages that `run` imports only when they are used, which is mostly never.

They are installed and work: Rasa gets a stand-in at import, and the first call loads the real
package. What is used by deriving from it cannot be put off this way and is not listed. An
`except` clause of Rasa's that names a class of theirs no longer matches it, so the error goes up
as it is; all such clauses wrap connection errors of stores that this engine does not use.

Measured for `import rasa.core.run` on two cores: 2.0 s and 206 MB without, 1.0 s and 106 MB with.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from bot.engine.stand_ins import install, stand_in

PACKAGES = (
    "aiogram",  # the channel Telegram: `run` opens REST only
    "boto3",  # tracker store and model storage at Amazon
    "botocore",
    "dask",  # fixes/graph_runner.py takes its place
    "matplotlib",  # plots of `rasa test`
    "prompt_toolkit",  # prompts of `rasa shell` and `rasa interactive`
    "pymongo",  # tracker store in MongoDB
    "questionary",
    "scipy",  # sparse features: a component that makes some imports it for itself
    "sklearn",  # training and evaluation
    "slack_sdk",  # the channel Slack
    "webexteamssdk",  # the channel Webex
)


@cache
def load(dotted_name: str) -> Any:
    """Import the longest part of `dotted_name` that is a module and give what it names there."""
    parts = dotted_name.split(".")
    found = import_module(parts[0])
    for end, part in enumerate(parts[1:], start=2):
        if not hasattr(found, part):
            import_module(".".join(parts[:end]))
        found = getattr(found, part)
    return found


def holds(dotted_name: str, instance: object) -> bool:
    """Tell whether `instance` is a `dotted_name`; none can be while its package is not loaded."""
    if dotted_name.partition(".")[0] not in sys.modules:
        return False
    return isinstance(instance, load(dotted_name))


def install_deferred_imports() -> None:
    """Put off the listed packages that are installed; call before Rasa is imported."""
    installed = [name for name in PACKAGES if find_spec(name) is not None]
    install({name: stand_in(name, load, holds) for name in installed})

"""Starts Rasa's command line: checks, stand-ins, fixes, then Rasa."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from bot.engine.deferred_imports import install_deferred_imports
from bot.engine.refusals import Refusal, refuse_other_rasa, refuse_tensorflow
from bot.engine.tensorflow_standin import install_tensorflow_standin

CONFIG_OPTIONS = ("--config", "-c")

ALWAYS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SANIC_WORKERS": "1",  # more engines are more processes of the supervisor's
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Small matrices gain nothing from threads, which wait by spinning.

Measured: the model loads in 2.9 s of processor time instead of 5.1.
"""

DEFAULTS_WITHOUT_SERVICE = {
    "SIGNPOST_WEBHOOK_URL": "http://127.0.0.1:5055/webhook",
    "SIGNPOST_WEBHOOK_SECRET": "none",
}
"""Lets endpoints.yml be read by commands that are started without the supervisor."""


def main(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` hold, as after `rasa`; give the exit code."""
    try:
        return launch(list(arguments))
    except Refusal as refusal:
        sys.stderr.write(f"The engine does not start: {refusal}\n")
        return refusal.exit_code


def launch(arguments: list[str]) -> int:
    """Check, prepare and hand over to `run` (bot.engine.run) or to Rasa's own main."""
    refuse_other_rasa()
    for config in config_files(arguments):
        refuse_tensorflow(config)
    os.environ.update(ALWAYS)
    set_defaults(ONE_THREAD)
    set_defaults({"SIGNPOST_VAR": "var"})
    install_tensorflow_standin()
    if arguments[:1] == ["run"]:
        from bot.engine.run import run  # noqa: PLC0415 - not for the other commands

        return run(arguments)
    return hand_over(arguments)


def set_defaults(settings: Mapping[str, str]) -> None:
    """Set what the environment does not set."""
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def config_files(arguments: Sequence[str]) -> Iterator[Path]:
    """Give the files that the arguments name as config.yml, or the usual one."""
    named = False
    for option, value in pairwise(arguments):
        if option in CONFIG_OPTIONS and not value.startswith("-"):
            named = True
            yield Path(value)
    if not named:
        yield Path("config.yml")


def hand_over(arguments: Sequence[str]) -> int:
    """Run any other command by Rasa's own main, which reads `sys.argv`."""
    set_defaults(DEFAULTS_WITHOUT_SERVICE)
    from bot.engine.run import listen_on_loopback  # noqa: PLC0415 - imports Rasa, as the next do

    if arguments[:1] == ["train"]:
        install_deferred_imports()
    listen_on_loopback()
    from rasa.__main__ import main as rasa_main  # noqa: PLC0415

    from bot.engine.fixes import apply_fixes  # noqa: PLC0415

    apply_fixes()
    sys.argv = ["rasa", *arguments]
    rasa_main()
    return 0

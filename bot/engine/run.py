"""`run`: the engine as the supervisor starts it, up to the point where Rasa is imported.

Loopback only, the channels of credentials.yml only (no `--enable-api`: that would let any program
on the machine read conversations), no telemetry, no message text in the log.
"""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.engine.deferred_imports import install_deferred_imports
from bot.engine.logs import configure_logging
from bot.engine.refusals import (
    Refusal,
    refuse_missing_model,
    refuse_missing_settings,
    refuse_other_machines,
    refuse_taken_port,
)

PORTS_SETTING = "SIGNPOST_ENGINE_PORTS"
"""Ports of several engines, with commas between them; without it there is one, at `--port`."""

SETTINGS = ("SIGNPOST_WEBHOOK_URL", "SIGNPOST_WEBHOOK_SECRET")

FAILED = 70
"""Exit code for a fault that nobody foresaw (sysexits' EX_SOFTWARE)."""

LEFT_OUT = {
    "enable_api": "--enable-api would let any program on this machine read conversations",
    "log_file": "--log-file would keep Rasa's own log, which holds what people write",
    "logging_config_file": "--logging-config-file would bring back Rasa's own log",
    "use_syslog": "--use-syslog would keep Rasa's own log, which holds what people write",
    "remote_storage": "--remote-storage is not used: models are trained here",
    "connector": "--connector is not used: credentials.yml names the channels",
}

logger = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Run Rasa's server with the arguments of `rasa run` until it is stopped; give the exit code.

    Raises Refusal when something is not right; see `bot.engine.refusals`.
    """
    log = configure_logging()
    install_deferred_imports()
    options = parsed(arguments)
    refuse(options)
    from bot.engine.server import Server  # noqa: PLC0415 - imports Rasa, after the stand-ins

    server = Server(log)
    try:
        server.run(options, ports_of(options, os.environ))
    except (Refusal, SystemExit):
        raise
    except Exception:
        logger.critical("the engine failed", exc_info=True)
        return FAILED
    return 0 if server.was_ready else FAILED


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments by Rasa's own parser for `run`, on loopback unless they say otherwise."""
    listen_on_loopback()
    import rasa.cli.run  # noqa: PLC0415 - after the stand-ins
    from rasa.cli.arguments.default_arguments import add_logging_options  # noqa: PLC0415

    logging_options = argparse.ArgumentParser(add_help=False)
    add_logging_options(logging_options)
    parser = argparse.ArgumentParser(prog="python -m bot.engine")
    rasa.cli.run.add_subparser(parser.add_subparsers(), parents=[logging_options])
    return parser.parse_args(list(arguments))


def listen_on_loopback() -> None:
    """Make loopback the interface of every server of Rasa's that is not told another one."""
    import rasa.core.constants  # noqa: PLC0415 - after the stand-ins

    rasa.core.constants.DEFAULT_SERVER_INTERFACE = "127.0.0.1"


def refuse(options: argparse.Namespace) -> None:
    """Refuse what `run` must not do, and what is missing before it can begin."""
    if "actions" in options:
        raise Refusal("the service runs the actions: `rasa run actions` is not used here.")
    for name, reason in LEFT_OUT.items():
        if getattr(options, name, None):
            raise Refusal(f"{reason}.")
    if options.loglevel is not None and options.loglevel < logging.WARNING:
        raise Refusal("--verbose and --debug are not used with run: Rasa's own log holds messages.")
    refuse_other_machines(options.interface)
    refuse_missing_settings(os.environ, SETTINGS)
    refuse_missing_model(Path(options.model))
    for port in ports_of(options, os.environ):
        refuse_taken_port(options.interface, port)


def ports_of(options: argparse.Namespace, environment: Mapping[str, str]) -> list[int]:
    """The port of each engine."""
    written = environment.get(PORTS_SETTING) or str(options.port)
    return [int(port) for port in written.split(",")]

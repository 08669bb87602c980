"""`make stop REASON=…` and `make resume`: the switch, from the server's own command line.

A running service obeys within two seconds; one that starts later stays stopped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timezone

from bot.command.console import Exit, Failure, main_program, say
from bot.command.opened import opened
from bot.store import stops
from bot.store.audit import SYSTEM


def main(arguments: Sequence[str]) -> int:
    """Stop or resume; raises :class:`Failure` without a reason, or with what to do instead."""
    parser = argparse.ArgumentParser(description=__doc__)
    jobs = parser.add_subparsers(dest="job", required=True)
    jobs.add_parser("stop").add_argument("reason")
    jobs.add_parser("resume")
    given = parser.parse_args(arguments)
    if given.job == "stop" and not given.reason.strip():
        raise Failure(
            'Write why, for everybody who asks: make stop REASON="Its answers are being checked."',
            Exit.MISCONFIGURED,
        )
    now = datetime.now(timezone.utc)
    with opened() as (_, store):
        if given.job == "stop":
            stop = store.write_now(stops.stop, SYSTEM, given.reason.strip(), now)
            say(f"Signpost is stopped: {stop.reason}")
        else:
            was_stopped = store.write_now(stops.resume, SYSTEM, now)
            say("Signpost answers again." if was_stopped else "Signpost was not stopped.")
    return 0


if __name__ == "__main__":
    main_program(lambda: main(sys.argv[1:]))

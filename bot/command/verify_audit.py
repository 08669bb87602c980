"""`make verify-audit`: whether every row of the audit is as it was written, and none is missing.

With ARGS="--noted 120:ab12…", a seal that was noted down at an earlier check, also whether the rows
before it are still the same: somebody with the database's password could have written all anew.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.command.console import Exit, Failure, main_program, say
from bot.command.opened import opened
from bot.service.secret import audit_signer, secret_key
from bot.store.audit_reading import Checked, check, read_seal


def main(arguments: Sequence[str]) -> int:
    """Say what was found; 0 for a whole audit. Raises :class:`Failure` with what to do instead."""
    parser = argparse.ArgumentParser(prog="make verify-audit", description=__doc__)
    parser.add_argument("--noted", default="")
    typed = parser.parse_args(arguments).noted
    noted = read_seal(typed)
    if typed and noted is None:
        raise Failure("--noted takes a number, a colon and 64 characters.", Exit.MISCONFIGURED)
    with opened() as (settings, store):
        checked = store.read_now(check, audit_signer(secret_key(settings)), noted)
    return _told(checked, was_noted=noted is not None)


def _told(checked: Checked, *, was_noted: bool) -> int:
    if not checked.verified.ok:
        where = checked.verified.first_wrong
        raise Failure(
            f"The audit is not whole: row {where} is not as it was written, or is missing. "
            "Keep a copy of the database as it is.",
            Exit.FAILED,
        )
    if checked.noted is False:
        raise Failure(
            "The rows fit together, but not with the seal that was noted: they were written anew. "
            "Keep a copy of the database as it is.",
            Exit.FAILED,
        )
    say(f"The audit is whole: {checked.verified.rows} rows.")
    if was_noted:
        say("The seal stands in it." if checked.noted else "The row of the seal has expired.")
    say(f"Note its seal down elsewhere: {checked.last.number}:{checked.last.hash}")
    return 0


if __name__ == "__main__":
    main_program(lambda: main(sys.argv[1:]))

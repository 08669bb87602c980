"""`make forget`: forget what has had its time, now, or with ARGS=--dry-run only tell how much.

The service does the same by itself every ten minutes, the engine with its conversations too, and
the supervisor with the logs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from sqlalchemy.orm import Session

from bot.command.console import main_program, say
from bot.command.opened import opened
from bot.command.remembered import Remembered
from bot.service.forgetting import forget_due, forget_mail_files
from bot.service.secret import audit_signer, secret_key
from bot.settings import Settings
from bot.store.audit import Sign
from bot.store.database import Store


class _UndoneError(Exception):
    """Ends a transaction so that nothing of it is kept; `counts` is what it would have done."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__()
        self.counts = counts


def main(arguments: Sequence[str]) -> int:
    """Forget, or only tell; raises :class:`Failure` with what to do instead."""
    parser = argparse.ArgumentParser(prog="make forget", description=__doc__)
    parser.add_argument("--dry-run", action="store_true")
    dry_run = parser.parse_args(arguments).dry_run
    with opened() as (settings, store):
        counts = forgotten(settings, store, dry_run=dry_run)
    for kind, count in counts.items():
        say(f"{count:6}  {kind.replace('_', ' ')}")
    say("Nothing was forgotten: this was a dry run." if dry_run else "Forgotten.")
    return 0


def forgotten(settings: Settings, store: Store, *, dry_run: bool) -> dict[str, int]:
    """How much of each kind has had its time; without `dry_run` it is gone afterwards."""
    now = datetime.now(timezone.utc)
    sign = audit_signer(secret_key(settings))
    work = _counted if dry_run else forget_due
    try:
        counts = store.write_now(work, settings, now, sign)
    except _UndoneError as undone:
        counts = undone.counts
    files = forget_mail_files(settings, now, only_count=dry_run)
    silent = now - timedelta(hours=settings.conversation_hours)
    remembered = Remembered(settings)
    old = remembered.older_than(silent)
    if not dry_run:
        remembered.forget(old)
        store.scrub()
    remembered.close()
    return {**counts, "mail_files": files, "conversations_of_the_engine": len(old)}


def _counted(session: Session, settings: Settings, now: datetime, sign: Sign) -> dict[str, int]:
    """What :func:`forget_due` does, undone again."""
    raise _UndoneError(forget_due(session, settings, now, sign))


if __name__ == "__main__":
    main_program(lambda: main(sys.argv[1:]))

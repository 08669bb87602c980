"""`make demo`: a desk with an invented year, to look round in; in a folder of its own, var/demo.

Nothing in it is real: every person, school and question is made up, and no mail leaves it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from bot.command.console import Exit, Failure, Step, main_program, say
from bot.command.invented import YEAR, Year, fill
from bot.command.opened import opened
from bot.enquiries import Role
from bot.pack import load
from bot.pack_source import PackError
from bot.service.secret import secret_key
from bot.settings import Settings
from bot.store import accounts, mails, staffing
from bot.store.answer_times import measure_answers
from bot.store.audit import SYSTEM
from bot.web.desk.hashes import Hashes
from bot.web.desk.invitation import invite_new
from bot.web.links import public_address
from bot.web.moments import today

WORDS = Path(__file__).with_name("demo.yaml")
USUAL = 600
# The same year each time, so that two people look at the same desk.
SEED = 5
# From now on, although the accounts are a year old.
_HOLDS = timedelta(days=7)
_OTHERS: tuple[Role, ...] = ("admin", "manager", "auditor", "editor")


def main(arguments: Sequence[str]) -> int:
    """Fill an empty desk and print its links; raises :class:`Failure` with what to do instead."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--enquiries", type=int, default=USUAL)
    count = parser.parse_args(arguments).enquiries
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    until = datetime.now(timezone.utc)
    with opened() as (settings, store):
        try:
            knowledge = load(settings.knowledge)
        except PackError as error:
            raise Failure(str(error), Exit.MISCONFIGURED) from None
        year = Year(knowledge, settings, words, until, random.Random(SEED))  # noqa: S311
        step = Step(f"Inventing a year with {count} enquiries", usual="half a minute")
        links = store.write_now(furnish, year, Hashes(secret_key(settings)), count)
        step.done()
    _tell(settings, links)
    return 0


def furnish(session: Session, year: Year, hashes: Hashes, count: int) -> Mapping[str, str]:
    """The tokens of the links by role; raises :class:`Failure` where the desk is in use."""
    if accounts.accounts(session):
        raise Failure(
            "This desk is in use already: the demonstration needs an empty one. "
            "Delete its folder (var/demo), or name another with SIGNPOST_VAR.",
            Exit.MISCONFIGURED,
        )
    tokens = _people(session, year, hashes)
    fill(session, year, count)
    mails.count_as_sent(session)
    measure_answers(session, year.settings.working_week)
    return tokens


def _people(session: Session, year: Year, hashes: Hashes) -> dict[str, str]:
    """An account for each area and each role, one of them away with a cover."""
    tokens: dict[str, str] = {}
    areas: list[str] = list(year.knowledge.areas)
    named: list[tuple[str, Role, str | None]] = [
        (name, "advisor", area) for name, area in zip(year.words["advisors"], areas, strict=False)
    ]
    named += [(year.words[role], role, None) for role in _OTHERS]
    ids: dict[Role, int] = {}
    for name, role, area in named:
        given: dict[str, Any] = {"name": name, "role": role, "area": area}
        email = f"{name.replace(' ', '.').lower()}@desk.example"
        account, token = invite_new(
            session, hashes, SYSTEM, email=email, now=year.until - YEAR, **given
        )
        accounts.invite(session, account.id, account.invitation_hash or "", year.until + _HOLDS)
        tokens.setdefault(role, token)
        ids.setdefault(role, account.id)
    day = today(year.until)
    staffing.set_duty(session, [ids["manager"]])
    staffing.add_absence(session, ids["advisor"], day, day + timedelta(days=4), ids["manager"])
    return tokens


def _tell(settings: Settings, tokens: Mapping[str, str]) -> None:
    say("Start it with:")
    say(f"  SIGNPOST_VAR={settings.var} make run")
    say("Each link opens the desk once in a role, after a password and a second factor are set:")
    for role, token in tokens.items():
        say(f"  {role:8} {public_address(settings)}/desk/invitation/{token}")


if __name__ == "__main__":
    main_program(lambda: main(sys.argv[1:]))

"""`make first-account EMAIL=… NAME=…`: the first account of the desk, by a one-time link.

There is no default password: whoever can run this on the server lets the first admin in, who
invites the others on the desk. For an account that is there already it makes a new link and
forgets its second factor, so that a desk whose only admin has lost both can be opened again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timezone

from sqlalchemy.orm import Session

from bot.command.console import Exit, Failure, main_program, say
from bot.command.opened import opened
from bot.contact_details import WrongContactError, normal_email
from bot.service.secret import secret_key
from bot.store import accounts
from bot.store.accounts import AddressTakenError
from bot.store.audit import SYSTEM
from bot.web.desk.hashes import Hashes
from bot.web.desk.invitation import invite_again, invite_new
from bot.web.links import public_address


def main(arguments: Sequence[str]) -> int:
    """Make the account and print its link; raises :class:`Failure` with what to do instead."""
    email, name = _asked_for(arguments)
    with opened() as (settings, store):
        hashes, now = Hashes(secret_key(settings)), datetime.now(timezone.utc)
        token = store.write_now(invite_first, hashes, email, name, now)
    say(f"This link lets {email} set a password and a second factor. It works once, for 7 days:")
    say(f"{public_address(settings)}/desk/invitation/{token}")
    return 0


def invite_first(session: Session, hashes: Hashes, email: str, name: str, now: datetime) -> str:
    """The token of a new admin's link, or of a new link for the account with this address.

    Raises :class:`Failure` where others have accounts already: they can invite.
    """
    known = accounts.accounts(session)
    for account in known:
        if account.email == email.casefold() and account.disabled_at is None:
            accounts.clear_second_factor(session, account.id)
            return invite_again(session, hashes, SYSTEM, account.id, now)[1]
    admins = [one.name for one in known if one.role == "admin" and one.disabled_at is None]
    if admins:
        raise Failure(
            f"There is an admin already ({', '.join(admins)}), who can invite others on the desk.",
            Exit.MISCONFIGURED,
        )
    try:
        return invite_new(
            session, hashes, SYSTEM, email=email, name=name, role="admin", area=None, now=now
        )[1]
    except AddressTakenError:
        raise Failure(
            f"The account of {email} was disabled, or is being made just now: use another address.",
            Exit.MISCONFIGURED,
        ) from None


def _asked_for(arguments: Sequence[str]) -> tuple[str, str]:
    """The e-mail address and the name."""
    parser = argparse.ArgumentParser(prog="make first-account", description=__doc__)
    parser.add_argument("email")
    parser.add_argument("name")
    given = parser.parse_args(arguments)
    try:
        email = normal_email(given.email)
    except WrongContactError:
        email = ""
    if not email or not given.name.strip():
        raise Failure(
            'Write make first-account EMAIL=kim@example.org NAME="Kim Alder".', Exit.MISCONFIGURED
        )
    return email, given.name.strip()


if __name__ == "__main__":
    main_program(lambda: main(sys.argv[1:]))

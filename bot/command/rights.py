"""`make export WHO=…` and `make erase WHO=…`: a person's data handed over, or erased everywhere.

WHO is an e-mail address or the reference of an enquiry.  Both look into the store, the engine's
conversations and the files of mails, and leave a row in the audit that names nobody.  A running
service notices within a minute that a conversation was erased.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from bot.command.console import Exit, Failure, main_program, say
from bot.command.opened import opened
from bot.command.remembered import Remembered
from bot.contact_details import WrongContactError, normal_email
from bot.knowledge import Knowledge
from bot.pack import load
from bot.privacy import Published
from bot.references import WrongReferenceError, normal_reference, prefix_of
from bot.service import rights
from bot.service.secret import secret_key
from bot.settings import Settings
from bot.store import accounts, person
from bot.store.accounts import NoAccountError
from bot.store.database import Store
from bot.store.person import Held, Sought
from bot.web.documents import as_page
from bot.web.sessions import derived_key
from bot.web.words import Words


class Person:
    """Whose data is meant, and everything that is kept of it."""

    def __init__(self, settings: Settings, store: Store, who: str) -> None:
        """Find it; raises :class:`Failure` where `who` is neither address nor reference."""
        self.settings, self.store, self.who = settings, store, who
        self.now = datetime.now(timezone.utc)
        self.knowledge = load(settings.knowledge)
        self.sought = sought_by(who, self.knowledge)
        self.held: Held = store.read_now(person.held_of, self.sought)
        self.remembered = Remembered(settings)
        in_engine = self.remembered.with_address(self.sought.email) if self.sought.email else set()
        self.conversations = self.held.conversations | in_engine
        self.mails = rights.mail_files(settings.var / "mail", self.held, self.sought)
        self.has_account = _has_account(store, self.sought.email)
        self.mark = rights.mark_of(derived_key(secret_key(settings), "person"), self.sought)

    def found(self) -> str:
        """How much there is, in words."""
        return (
            f"{len(self.held.enquiries)} enquiries, {len(self.conversations)} conversations, "
            f"{len(self.mails)} files of mail"
        )


def _has_account(store: Store, email: str | None) -> bool:
    try:
        store.read_now(accounts.account_by_email, email or "")
    except NoAccountError:
        return False
    return True


def export(found: Person, folder: Path) -> None:
    """Write the person's data as JSON and as a page that anybody can read."""
    words = Words.read()
    labels = {str(kind): text for kind, text in words.branch("details.left_out").items()}
    labels["advisor"] = words.say("export.advisor")
    published = Published.of(found.knowledge)
    mask = rights.mask_of(found.held, found.sought, published, labels)
    told = {one: found.remembered.told(one) for one in found.conversations}
    made = rights.document(found.held, told, mask, found.now)
    folder.mkdir(parents=True, exist_ok=True)
    found.store.write_now(person.note_export, found.mark, found.now)
    for name, text in (
        ("export.json", json.dumps(made, indent=2, ensure_ascii=False)),
        ("export.html", as_page(made, words)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    say(f"{found.who}: {found.found()}.")
    say(f"Written to {folder}: export.json and export.html. Others' details are masked; read it")
    say("through before you hand it over, and keep it nowhere else.")


def erase(found: Person, *, only_tell: bool) -> None:
    """Erase the person's data in every store, or only tell how much there is."""
    say(f"{found.who}: {found.found()}.")
    if found.has_account:
        say("There is an account of the desk with this address: disable it there, it stays here.")
    if only_tell:
        say("Nothing was erased: this was a dry run.")
        return
    found.store.write_now(
        person.erase_person, found.sought, found.conversations, found.mark, found.now
    )
    found.remembered.forget(found.conversations)
    for path in found.mails:
        path.unlink(missing_ok=True)
    if not found.store.scrub():
        say("The database is in use: its log is emptied when the service next forgets.")
    say("All of it is erased here. Mail that was sent, and backups, are not within reach.")


def sought_by(who: str, knowledge: Knowledge) -> Sought:
    """Address or reference; raises :class:`Failure` for neither."""
    try:
        if "@" in who:
            return Sought(email=normal_email(who))
        return Sought(reference=normal_reference(who, prefix_of(knowledge)))
    except (WrongContactError, WrongReferenceError):
        raise Failure(
            "WHO must be an e-mail address, or the reference of an enquiry such as "
            f"{prefix_of(knowledge)}-7F3K-92QM.",
            Exit.MISCONFIGURED,
        ) from None


def main(arguments: Sequence[str]) -> int:
    """Do what was asked for; raises :class:`Failure` with what to do instead."""
    given = _parser().parse_args(arguments)
    with opened() as (settings, store):
        found = Person(settings, store, given.who)
        if given.job == "export":
            export(found, given.to)
        else:
            erase(found, only_tell=given.dry_run)
        found.remembered.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    jobs = parser.add_subparsers(dest="job", required=True)
    exporting, erasing = jobs.add_parser("export"), jobs.add_parser("erase")
    for job in (exporting, erasing):
        job.add_argument("who")
    exporting.add_argument("--to", type=Path, default=Path("export"))
    erasing.add_argument("--dry-run", action="store_true")
    return parser


if __name__ == "__main__":
    main_program(lambda: main(sys.argv[1:]))

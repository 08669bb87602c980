"""A deployment in which old words are planted in everything that forgets by itself."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.engine.conversation_file import ConversationFile
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import desk, mails
from bot.store.turns import Begun, Finished, keep
from tests.support.enquirers import advisor, leave

LONG_AGO = datetime.now(UTC) - timedelta(days=3_000)
PLANTED = "plantedwords"


def plant(var: Path) -> None:
    """One of everything that is old: enquiry, turns, mails, files; and an enquiry that waits."""
    var.mkdir()
    store = open_store(Settings(var=var))
    old = leave(store, LONG_AGO, question=PLANTED, name=PLANTED, turns=())
    leave(store, LONG_AGO, name="Still Waiting", conversation=None)
    ash = advisor(store)
    store.write_now(
        desk.reply, ash, old.reference, 1, text=PLANTED, key="r", now=LONG_AGO + timedelta(days=1)
    )
    said = [Begun("c", "a", PLANTED, LONG_AGO), Finished("c", "a", [{"text": PLANTED}])]
    store.write_now(keep, said)
    after = LONG_AGO + timedelta(days=2)
    for mail in store.write_now(mails.take_due, after, "x.example", timedelta(days=1)):
        store.write_now(mails.note_sent, mail.id, LONG_AGO)
    store.close()
    (var / "mail").mkdir()
    for name, at in (("old.eml", LONG_AGO.timestamp()), ("new.eml", time.time())):
        (var / "mail" / name).write_text(PLANTED if name == "old.eml" else "new")
        os.utime(var / "mail" / name, (at, at))
    file = ConversationFile(var / "conversations.sqlite3")
    file.write("c", PLANTED.encode(), None)
    file._connection.execute("UPDATE conversation SET saved = 1")
    file.close()

"""What has been kept for long enough goes by itself; what waits for an answer never does."""

from __future__ import annotations

from datetime import timedelta

from bot.service.forgetting import forget_due
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import desk, queries, sign_ins
from tests.support.enquirers import NOW, advisor, leave


def test_what_is_old_is_forgotten_and_counted(tmp_path):
    """A settled enquiry after its days, a session of the desk after one; an open enquiry stays."""
    settings = Settings(var=tmp_path, enquiry_days=10)
    store = open_store(settings)
    waiting, settled, actor = leave(store), leave(store), advisor(store)
    store.write_now(desk.reply, actor, settled.reference, 1, text="Yes.", key="r", now=NOW)
    store.write_now(sign_ins.begin_session, "hash", actor.id, NOW)
    assert sum(store.write_now(forget_due, settings, NOW).values()) == 0
    gone = store.write_now(forget_due, settings, NOW + timedelta(days=11))
    assert (gone["enquiries"], gone["sign_ins"]) == (1, 1)
    (left,) = store.read_now(queries.queue)
    assert left.reference == waiting.reference
    store.close()

"""Who looks at an enquiry, views and replies that are kept, and what people chose."""

from datetime import timedelta

import pytest

from bot.store import choices, looking, retention, saved
from bot.store.saved import NotSavedHereError
from tests.support.enquirers import NOW, advisor, leave


def others(store, enquiry, actor, now=NOW):
    """Who else looks at the enquiry."""
    return store.read_now(looking.others_looking, enquiry.id, actor.id, now)


def test_others_are_seen_and_oneself_is_not(store):
    """With the moment when they were last there; a second look changes it."""
    ash, bo = advisor(store), advisor(store, "Bo Fern")
    enquiry = leave(store)
    for actor, minutes in ((ash, 0), (bo, 0), (bo, 3)):
        at = NOW + timedelta(minutes=minutes)
        store.write_now(looking.look_at, enquiry.id, actor.id, at)
    (seen,) = others(store, enquiry, ash)
    assert (seen.name, seen.at) == ("Bo Fern", NOW + timedelta(minutes=3))
    assert [one.name for one in others(store, enquiry, bo)] == ["Ash Reed"]


def test_who_has_gone_is_seen_no_more(store):
    """Who said so, at once; who did not, after a while; and with the enquiry itself."""
    ash, bo = advisor(store), advisor(store, "Bo Fern")
    enquiry = leave(store)
    store.write_now(looking.look_at, enquiry.id, bo.id, NOW)
    assert others(store, enquiry, ash, NOW + looking.LOOKS_FOR) == []
    assert len(others(store, enquiry, ash)) == 1
    store.write_now(looking.look_away, enquiry.reference, bo.id)
    assert others(store, enquiry, ash) == []
    store.write_now(looking.look_at, enquiry.id, bo.id, NOW)
    store.write_now(retention.forget_enquiry, enquiry.id, NOW)
    store.write_now(looking.look_at, leave(store).id, bo.id, NOW)
    assert store.write_now(looking.forget_looking, NOW + timedelta(seconds=1)) == 1


def test_a_view_is_its_owner_s_alone(store):
    """The same name again changes it; another's is not there."""
    ash, bo = advisor(store), advisor(store, "Bo Fern")
    view = store.write_now(saved.keep_view, ash.id, "Late", "due=overdue")
    store.write_now(saved.keep_view, ash.id, "Late", "due=overdue&area=west")
    assert [one.query for one in store.read_now(saved.views, ash.id)] == ["due=overdue&area=west"]
    assert store.read_now(saved.views, bo.id) == []
    with pytest.raises(NotSavedHereError):
        store.write_now(saved.drop_view, bo.id, view.id)
    store.write_now(saved.drop_view, ash.id, view.id)
    assert store.read_now(saved.views, ash.id) == []


def test_a_reply_is_one_s_own_or_everybody_s(store):
    """Everybody may use and change what is for everybody, nobody what is another's."""
    ash, bo = advisor(store), advisor(store, "Bo Fern")
    given = {"text": "Hello {name}.", "now": NOW}
    own = store.write_now(saved.keep_reply, ash.id, title="B", is_shared=False, **given)
    shared = store.write_now(saved.keep_reply, ash.id, title="A", is_shared=True, **given)
    assert [one.title for one in store.read_now(saved.replies, ash.id)] == ["A", "B"]
    assert [one.title for one in store.read_now(saved.replies, bo.id)] == ["A"]
    changed = {"title": "C", "is_shared": True, **given}
    store.write_now(saved.keep_reply, bo.id, reply_id=shared.id, **changed)
    assert store.read_now(saved.reply_of, ash.id, shared.id).title == "C"
    for work, more in ((saved.reply_of, {}), (saved.drop_reply, {}), (saved.keep_reply, changed)):
        with pytest.raises(NotSavedHereError):
            store.write_now(work, bo.id, reply_id=own.id, **more)


def test_everything_is_on_until_somebody_chooses(store):
    """A choice is whole: what is not named in it is off."""
    ash = advisor(store)
    first = store.read_now(choices.choices_of, ash.id)
    assert (first.due_soon, first.overdue, first.digest, first.shortcuts) == (True,) * 4
    for chosen in ({"digest"}, {"overdue", "shortcuts"}):
        store.write_now(choices.choose, ash.id, frozenset(chosen))
    kept = store.read_now(choices.choices_of, ash.id)
    assert (kept.due_soon, kept.overdue, kept.digest, kept.shortcuts) == (False, True, False, True)
    assert store.read_now(choices.declined, "digest") == {"ash@desk.example"}
    assert store.read_now(choices.declined, "overdue") == frozenset()

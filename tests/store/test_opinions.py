"""What people say of an answer's use: kept once, changed, and leading to nobody after a time."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store.opinion_tables import OpinionRow
from bot.store.opinions import Opinion, forget_opinions, keep_opinion, opinions_of
from bot.store.person import Sought, erase_person
from bot.store.turns import Begun, Erased, Finished, Outlived, keep
from tests.support.enquirers import NOW, TODAY

HOUR = timedelta(hours=1)


def opinion(conversation="talk", key="one", at=NOW, *, useful=True, why=""):
    """Somebody's opinion of a reply."""
    return Opinion(conversation, key, TODAY, at, "answered", "forum", useful, why)


def turn(store, conversation="talk", key="one", at=NOW, said="hello"):
    """A turn that has its reply."""
    changes = [Begun(conversation, key, said, at), Finished(conversation, key, ["Hello."])]
    store.write_now(keep, changes)


def rows(store):
    """All opinions: (conversation, key, useful, why)."""
    columns = OpinionRow.conversation, OpinionRow.key, OpinionRow.useful, OpinionRow.why
    query = select(*columns).order_by(OpinionRow.id)
    return store.read_now(lambda session: [tuple(row) for row in session.execute(query)])


def test_an_opinion_is_kept_once_and_may_be_changed(store):
    """The last word counts."""
    store.write_now(keep_opinion, opinion(useful=False, why="too long"))
    store.write_now(keep_opinion, opinion(useful=True))
    store.write_now(keep_opinion, opinion(key="two", useful=False))
    store.write_now(keep_opinion, opinion("another talk"))
    assert store.read_now(opinions_of, "talk") == {"one": True, "two": False}
    assert len(rows(store)) == 3


def test_after_its_time_a_conversation_s_opinions_lead_to_it_no_more(store):
    """They stay for the report; those of a conversation that goes on stay linked."""
    for name, last in (("over", NOW), ("going on", NOW + 5 * HOUR)):
        turn(store, name, "one", NOW)
        turn(store, name, "two", last)
        store.write_now(keep_opinion, opinion(name, at=last, useful=False, why="no date"))
    store.write_now(keep, [Outlived(NOW + HOUR)])
    unlinked, linked = (None, None, False, "no date"), ("going on", "one", False, "no date")
    assert rows(store) == [unlinked, linked]


def test_one_whose_conversation_was_never_written_is_unlinked_too(store):
    """The process may have died before it wrote the turn."""
    store.write_now(keep_opinion, opinion("never written"))
    store.write_now(keep, [Outlived(NOW)])
    assert rows(store)[0][0] == "never written"
    store.write_now(keep, [Outlived(NOW + HOUR)])
    assert rows(store)[0][0] is None


def test_two_unlinked_opinions_are_two(store):
    """What leads to no turn any more replaces nothing."""
    for key in ("one", "two"):
        store.write_now(keep_opinion, opinion(key=key))
    store.write_now(keep, [Outlived(NOW + HOUR)])
    assert [row[:2] for row in rows(store)] == [(None, None)] * 2


@pytest.mark.parametrize("way", ["clear chat", "make erase"])
def test_who_erases_a_conversation_erases_what_was_said_of_its_answers(store, way):
    """The reason is the person's own words too."""
    for name in ("talk", "another talk"):
        turn(store, name, said="I am robin@sedgeham.example" if name == "talk" else "hello")
        store.write_now(keep_opinion, opinion(name, useful=False, why="my words"))
    if way == "clear chat":
        store.write_now(keep, [Erased("talk")])
    else:
        sought = Sought(email="robin@sedgeham.example")
        store.write_now(erase_person, sought, (), "mark", NOW)
    assert [row[0] for row in rows(store)] == ["another talk"]


def test_opinions_are_forgotten_after_their_own_time(store):
    """As the setting says, counted from when they were given."""
    store.write_now(keep_opinion, opinion())
    store.write_now(keep_opinion, opinion(key="two", at=NOW + HOUR))
    assert store.write_now(forget_opinions, NOW) == 0
    assert store.write_now(forget_opinions, NOW + HOUR) == 1
    assert [row[1] for row in rows(store)] == ["two"]

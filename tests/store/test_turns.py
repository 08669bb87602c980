"""Turns of the chat are kept in their order, once, and forgotten when their time has come."""

from datetime import timedelta

from bot.store.turns import Begun, Erased, Finished, Outlived, forget_turns, keep, turns_of
from tests.support.enquirers import NOW

REPLY = [{"text": "Hello – ‘you’.", "sources": []}]


def turn(key, conversation="c", at=NOW):
    """A message and its reply, as changes."""
    return [Begun(conversation, key, f"said {key}", at), Finished(conversation, key, REPLY)]


def kept(store, conversation="c", most=200):
    """The keys of the turns that come back."""
    rows = store.read_now(turns_of, conversation, most)
    assert all(row.reply == REPLY and row.said == f"said {row.key}" for row in rows)
    return [row.key for row in rows]


def test_turns_come_back_in_their_order(store):
    """The last ones, where there are many."""
    store.write_now(keep, [change for key in "abc" for change in turn(key)])
    store.write_now(keep, turn("d"))
    assert kept(store) == ["a", "b", "c", "d"]
    assert kept(store, most=2) == ["c", "d"]
    assert kept(store, "another") == []


def test_a_reply_may_be_written_later_than_its_message(store):
    """Only then does the turn come back."""
    begun, finished = turn("a")
    store.write_now(keep, [begun])
    assert kept(store) == []
    store.write_now(keep, [finished])
    assert kept(store) == ["a"]


def test_the_same_key_is_one_turn(store):
    """A message that was sent again after a restart takes the place of the one cut off."""
    for _ in range(2):
        store.write_now(keep, turn("a"))
    assert kept(store) == ["a"]


def test_changes_count_in_their_order(store):
    """What was erased stays erased, and a conversation may begin again after it."""
    store.write_now(keep, turn("a"))
    store.write_now(keep, [*turn("b"), Erased("c"), *turn("d"), turn("a")[1]])
    assert kept(store) == ["d"]


def test_a_conversation_is_forgotten_whole_by_its_last_message(store):
    """One that goes on keeps its beginning."""
    old, later = NOW - timedelta(hours=30), NOW
    store.write_now(keep, [*turn("a", at=old), *turn("b", at=later), *turn("a", "silent", old)])
    store.write_now(keep, [Outlived(NOW - timedelta(hours=24))])
    assert (kept(store), kept(store, "silent")) == (["a", "b"], [])
    assert store.write_now(forget_turns, NOW + timedelta(hours=1)) == 2

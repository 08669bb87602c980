"""Which topic a question names, for counting."""

from pathlib import Path

import pytest

from bot.pack import load
from bot.topics import topic_of
from tests.support.small_knowledge import SMALL

KENT = load(Path("knowledge/kent"))
UNACCOMPANIED = "unaccompanied-asylum-seeking-children"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Which group deals with county lines?", "gangs-and-county-lines"),
        ("We need training on CSE and online safety for governors", "online-safeguarding"),
        ("Unaccompanied asylum-seeking children: who leads?", UNACCOMPANIED),
        ("UASC: who leads?", UNACCOMPANIED),
        ("Can two of us come on Tuesday?", None),
        ("", None),
    ],
)
def test_a_question_counts_for_the_topic_that_it_names(text, topic):
    """By a name or another name of the pack, of several the longest; nothing is guessed."""
    assert topic_of(text, KENT) == topic


def test_a_pack_without_topics_counts_none():
    """Another partnership need not list any."""
    assert topic_of("Which group deals with county lines?", SMALL) is None

"""How a clause is put: for a Yes or No, as a choice, as a request, or as told."""

from __future__ import annotations

import pytest

from bot.components.forms import form_of
from bot.components.reader import MessageReader
from bot.text import words_of


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Swanley, is that the north", "yes_no"),
        ("my school is in Deal - are we in the south", "yes_no"),
        ("we are in the south, I take it", "yes_no"),
        ("confirm that Deal is in the south", "yes_no"),
        ("could you list every group", "wh"),
        ("could you say if Deal is in the south", "yes_no"),
        ("were do I find it", "wh"),
        ("were they told", "yes_no"),
        ("is it the east or the south?", "choice"),
        ("is it the east or not?", "yes_no"),
        ("my school is in Deal, and we like it", "statement"),
    ],
)
def test_forms(kent: MessageReader, text: str, form: str):
    """By the first word, a tag, a question after a pause, or an "or" between two things."""
    assert kent.whole(kent.read(text)).form == form


def test_a_message_of_many_pauses_is_heard(kent: MessageReader):
    """Two thousand characters of "Mia, 7," once took forty seconds: each pause read the rest."""
    said = "the helpline of " + "Mia, 7, " * 240
    assert form_of(said, words_of(said), kent.lexicon, bare=False) == "statement"
    asks = said + "is that open"
    assert form_of(asks, words_of(asks), kent.lexicon, bare=False) == "yes_no"

"""Who does something is found by what the pack says of remits, where no name of a topic is said."""

from __future__ import annotations

import pytest

from bot.components.clauses import Clause
from bot.components.encoder import shared_encoder
from bot.components.reader import MessageReader
from bot.components.remits import Remits
from bot.components.weighing import Weighed
from bot.meaning import Reading


@pytest.fixture(scope="module")
def remits(kent: MessageReader) -> Remits:
    """The topics and remits of the county's pack."""
    return Remits.of(kent.knowledge, kent.lexicon, shared_encoder())


def asked(remits: Remits, kent: MessageReader, said: str, intent: str) -> str | None:
    """The id whose remit a question that sounds like an intent is taken to ask for."""
    clause: Clause = kent.whole(kent.read(said))
    sounds = Weighed((Reading(intent, 0.5),), (0.5,))
    if not remits.may_be_asked(clause, sounds.readings[0], accepted=True):
        return None
    found = remits.asked(clause, (), sounds)
    return found[1].mentions[-1].id if found else None


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("who drafts the multi agency safeguarding rules", "policies-and-procedures"),
        ("who makes sure the safeguarding system does what it should", "scrutiny-of-the-system"),
        (
            "whose remit are youngsters who flee here without family",
            "unaccompanied-asylum-seeking-children",
        ),
        ("who puts right what the NHS misses", "health-representative-forum"),
        ("who decides on the thresholds", None),
        ("who keeps the local safeguarding rules up to date", None),
    ],
)
def test_a_question_of_practice_may_ask_for_a_remit(
    remits: Remits, kent: MessageReader, said: str, id: str | None
):
    """It is found by what it is like; what is like nothing, or like two, stays what it was."""
    assert asked(remits, kent, said, "ask_practice") == id


def test_what_is_understood_or_named_is_not_second_guessed(remits: Remits, kent: MessageReader):
    """A sure reading of another kind stands, and so does a name; so does what asks for nobody."""
    assert (
        asked(remits, kent, "who drafts the multi agency safeguarding rules", "ask_chair") is None
    )
    assert asked(remits, kent, "who sits in the health forum", "ask_practice") is None
    assert asked(remits, kent, "how are safeguarding rules drafted", "ask_practice") is None

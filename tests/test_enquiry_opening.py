"""An enquiry can be left with its question in the very first message."""

import pytest

from bot.enquiry_opening import question_put
from tests.support.form_talk import WORDS, Talk

QUESTION = "may two schools share one lead?"


@pytest.mark.parametrize(
    "said",
    [
        f"leave an enquiry: {QUESTION}",
        f"Please ask an advisor: {QUESTION}",
        f"I'd like to leave a question for my advisor - {QUESTION}",
        f"hi, can you ask my advisor – {QUESTION}",
        f"Question for my advisor:\n{QUESTION}",
        f"enquiry: {QUESTION}",
    ],
)
def test_the_form_opens_with_the_question_taken(said):
    """It is said back, and not asked again: the name comes next."""
    talk = Talk()
    reply = talk.say(said)
    assert talk.draft.question == QUESTION
    assert reply.asking == "name"
    assert QUESTION in reply.body


def test_without_a_sign_it_must_begin_as_questions_do():
    """Else it is a wish of another kind."""
    assert question_put("please ask an advisor how long files are kept", WORDS) == (
        "how long files are kept"
    )
    for said in (
        "ask an advisor to ring me back",
        "ask an advisor",
        "ask my advisor please",
        "leave a question: hello",
        "can I leave a question for my advisor?",
        "who is the new enquiry officer?",
    ):
        assert question_put(said, WORDS) == "", said

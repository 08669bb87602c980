"""What was sent stays sent: who wants it back, changed or confirmed is heard, and told how."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.context import Context
from bot.enquiry_book import Progress
from bot.enquiry_progress import unchanged_told
from bot.enquiry_withdrawing import wish_after_sending
from tests.support.form_talk import DUE, REFERENCE, WORDS, Talk

PREFIX = "TS"
LINK = "http://x/enquiries/t"
OWN = Progress(REFERENCE, "received", DUE, DUE, is_own=True, link=LINK)

BY_NAME = (
    "cancel my enquiry",
    "Please withdraw my enquiry",
    "can you delete the enquiry I sent?",
    "I want to cancel my request",
    "how do I withdraw an enquiry",
    "stop the enquiry I sent yesterday",
    "I no longer want my call back",
    f"cancel {REFERENCE}",
    "please delete what I sent",
)
ONLY_AFTER_SENDING = (
    *("cancel", "cancel it", "withdraw it please", "undo", "can I take that back", "delete that"),
    *("never mind, cancel it", "no longer needed", "it's sorted now"),
)
NO_WISH = (
    "hello",
    "who chairs the forum?",
    "How do I stop a meeting?",
    "has the training been cancelled",
    "What happens when a plan is withdrawn?",
    "thanks",
    "that's wrong",
    "how do I report a change of lead",
    "correct",
    "I have another question",
    "'; DROP TABLE enquiries; --",
    "forget that, who chairs the forum?",
    "can you stop that noise",
    "How do I stop a request for files?",
    "Can parents withdraw their request?",
    "we want to cancel the training and ask a question",
)


@pytest.mark.parametrize("said", BY_NAME)
@pytest.mark.parametrize("was_sent", [True, False])
def test_who_names_the_enquiry_wants_it_back(said: str, was_sent: bool) -> None:  # noqa: FBT001
    """Whether it was left in this conversation or in another."""
    assert wish_after_sending(said, PREFIX, WORDS, was_sent=was_sent) == "withdraw"


@pytest.mark.parametrize("said", ONLY_AFTER_SENDING)
def test_a_bare_cancel_means_the_enquiry_only_after_sending(said: str) -> None:
    """Before that there is nothing that it could take back."""
    assert wish_after_sending(said, PREFIX, WORDS, was_sent=True) == "withdraw"
    assert wish_after_sending(said, PREFIX, WORDS, was_sent=False) is None


@pytest.mark.parametrize("said", NO_WISH)
def test_other_messages_are_answered_as_ever(said: str) -> None:
    """Nothing about the enquiry is said unasked."""
    assert wish_after_sending(said, PREFIX, WORDS, was_sent=True) is None


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("change my email to x@fen.example", "change"),
        ("I made a mistake in my phone number", "change"),
        ("I forgot to mention that we are two schools", "change"),
        ("I want to add something", "change"),
        ("Send", "progress"),
        ("Send my enquiry", "progress"),
        ("has it been sent?", "progress"),
    ],
)
def test_a_change_and_a_second_send_are_heard_after_sending(said: str, wish: str) -> None:
    """A button pressed twice sends nothing twice and shows how far the enquiry is."""
    assert wish_after_sending(said, PREFIX, WORDS, was_sent=True) == wish
    assert wish_after_sending(said, PREFIX, WORDS, was_sent=False) is None


def test_nothing_is_said_to_be_done_that_is_not() -> None:
    """The reference, that nothing has changed, and the page on which its advisor is told."""
    scope = Talk().scope
    told = unchanged_told([OWN], None, scope, "withdraw").body
    for part in (REFERENCE, "cannot cancel or delete it", "nothing has changed", LINK):
        assert part in told
    changed = unchanged_told([OWN], None, scope, "change").body
    assert "cannot change it from here" in changed
    assert LINK in changed


def test_who_has_only_the_reference_gets_no_link() -> None:
    """The link lets its holder read the enquiry: it stands in the mail."""
    other = replace(OWN, is_own=False, link="")
    told = unchanged_told([other], REFERENCE, Talk().scope, "withdraw").body
    assert "http" not in told
    assert "the link in the mail" in told


def test_a_closed_enquiry_and_none_at_all() -> None:
    """Both are said as they are."""
    scope = Talk().scope
    closed = unchanged_told([replace(OWN, status="closed")], None, scope, "withdraw").body
    assert "is closed already" in closed
    assert "no enquiry has been left" in unchanged_told([], None, scope, "withdraw").body


def test_a_slip_drops_no_draft() -> None:
    """Such as "forget that, it's …": a value follows."""
    talk = Talk(Context())
    for one in ("I want to speak to my advisor", "May two schools share one lead?"):
        talk.say(one)
    talk.say("forget that, it's Jo Bloggs")
    assert talk.draft


@pytest.mark.parametrize("said", ["delete it", "delete my enquiry", "withdraw it", "scrap that"])
def test_before_sending_the_same_words_drop_the_draft(said: str) -> None:
    """Nothing was sent then, and it is said so."""
    talk = Talk(Context())
    for one in ("I want to speak to my advisor", "May two schools share one lead?"):
        talk.say(one)
    assert "nothing was sent" in talk.say(said).body
    assert talk.draft is None

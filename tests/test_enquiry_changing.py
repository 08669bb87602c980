"""What was given to the enquiry form can be put right in anybody's words, at every step."""

from __future__ import annotations

import pytest

from bot.contact_details import ContactDetails
from bot.enquiry_draft import Draft, Spot
from tests.support.form_talk import Talk

QUESTION = "May two schools share one lead?"
STEPS = (
    "I want to speak to my advisor",
    QUESTION,
    "Jo Bloggs",
    "deputy head",
    "Fen Academy",
    "Crowthwaite",
    "jo@fen.example",
)
AFTER_NAME, AFTER_ROLE, AFTER_SETTING, AFTER_PLACE, AT_SUMMARY = range(3, 8)


def talk_after(steps: int) -> Talk:
    """A conversation in which the first of the steps were taken."""
    talk = Talk()
    for said in STEPS[:steps]:
        talk.say(said)
    return talk


def draft_after(steps: int, *said: str) -> Draft:
    """What the form holds after the steps and what was said then."""
    talk = talk_after(steps)
    for one in said:
        talk.say(one)
    assert talk.draft, said
    return talk.draft


# Each: from which step on it is understood, what is said, and what then stands in the enquiry.
PUT_RIGHT: tuple[tuple[int, str, str, str], ...] = (
    (AFTER_NAME, "sorry I spelt my name wrong, it's Joe Blogs", "name", "Joe Blogs"),
    (AFTER_NAME, "I typed my name wrong its joe blogs", "name", "joe blogs"),
    (AFTER_NAME, "no wait, it's Joe Bloggs", "name", "Joe Bloggs"),
    (AFTER_NAME, "can you change the name to Ann Lee please?", "name", "Ann Lee"),
    (AFTER_NAME, "my surname is Lee", "name", "Jo Lee"),
    (AFTER_NAME, "chnage my name to Joan Bloggs", "name", "Joan Bloggs"),
    (AFTER_NAME, "change my first name to Joanna", "name", "Joanna Bloggs"),
    (AFTER_NAME, "Joe, not Jo", "name", "Joe Bloggs"),
    (AFTER_NAME, "Sorry, my name is Joe Blogs not Jo Bloggs", "name", "Joe Blogs"),
    (AFTER_NAME, "Could you correct the question to: who keeps the files?", "question", ""),
    (AFTER_ROLE, "oh and my role is SENCO", "role", "SENCO"),
    (AFTER_ROLE, "I'm actually the DSL", "role", "DSL"),
    (AFTER_ROLE, "oops, I meant head of year", "role", "head of year"),
    (AFTER_ROLE, "change my job title to Headteacher", "role", "Headteacher"),
    (AFTER_SETTING, "no wait the school is Elm Primary", "setting", "Elm Primary"),
    (AFTER_SETTING, "wrong school, it's Elm Primary", "setting", "Elm Primary"),
    (AFTER_SETTING, "the name of the school is Elm Primary", "setting", "Elm Primary"),
    (AFTER_SETTING, "Fen should be Fern", "setting", "Fern Academy"),
    (AFTER_SETTING, "replace Fen with Fern", "setting", "Fern Academy"),
    (AFTER_PLACE, "can you change the town to Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "please change Crowthwaite to Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "actually we're in Sedgebridge not Crowthwaite", "place", "Sedgebridge"),
    (AFTER_PLACE, "it's not Crowthwaite it's Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "not Crowthwaite but Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "no, Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "Sedgebridge, sorry", "place", "Sedgebridge"),
    (AFTER_PLACE, "Crowthwaite > Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "the town's wrong, should be Sedgebridge", "place", "Sedgebridge"),
    (AFTER_PLACE, "sorry the school is in Sedgebridge", "place", "Sedgebridge"),
    (AT_SUMMARY, "change my email to x@fen.example", "contact", "x@fen.example"),
    (AT_SUMMARY, "there's a typo in the email. it's x@fen.example", "contact", "x@fen.example"),
    (AT_SUMMARY, "it's .org not .example", "contact", "jo@fen.org"),
    (AT_SUMMARY, "actually it's 020 7946 0018 not jo@fen.example", "contact", "020 7946 0018"),
    (AT_SUMMARY, "Joe Bloggs", "name", "Joe Bloggs"),
    (AT_SUMMARY, "headteacher", "role", "headteacher"),
    (AT_SUMMARY, "Elm Primary", "setting", "Elm Primary"),
    (AT_SUMMARY, "we moved to Sedgebridge", "place", "Sedgebridge"),
    (AFTER_NAME, "Oh sorry, it should be Blogs, with one g", "name", "Jo Blogs"),
    (AFTER_SETTING, "oops, Fern", "setting", "Fern Academy"),
    (AT_SUMMARY, "yes but change the name to Al", "name", "Al"),
)


@pytest.mark.parametrize(("since", "said", "field", "value"), PUT_RIGHT, ids=str)
def test_a_correction_goes_where_it_belongs(since: int, said: str, field: str, value: str) -> None:
    """At every step from which the field is given, and nothing else changes."""
    for steps in range(since, AT_SUMMARY + 1):
        before, after = draft_after(steps), draft_after(steps, said)
        expected = {**before.values, field: value or "who keeps the files?"}
        assert after.values == expected, (steps, said)
        assert after.asked == before.asked, (steps, said)


SEVERAL: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "change the name to Al Lee and the email to al@fen.example",
        {"name": "Al Lee", "contact": "al@fen.example"},
    ),
    (
        "two things wrong: name is Al Lee and town is Sedgebridge",
        {"name": "Al Lee", "place": "Sedgebridge"},
    ),
    (
        "Role should be DSL, the school should be Elm Primary",
        {"role": "DSL", "setting": "Elm Primary"},
    ),
)


@pytest.mark.parametrize(("said", "values"), SEVERAL)
def test_several_corrections_in_one_message(said: str, values: dict[str, str]) -> None:
    """Each goes to its own field."""
    before, after = draft_after(AT_SUMMARY), draft_after(AT_SUMMARY, said)
    assert after.values == {**before.values, **values}


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("my email is wrong", "contact"),
        ("I gave you the wrong email", "contact"),
        ("can you change my email and phone", "contact"),
        ("the area is wrong", "place"),
        ("I spelt my surname wrong", "name"),
        ("can I reword the question?", "question"),
        ("nope, the town's wrong", "place"),
    ],
)
def test_what_is_called_wrong_without_a_value_is_asked_again(said: str, asked: str) -> None:
    """What was given stays until something else is."""
    talk = talk_after(AT_SUMMARY)
    assert talk.say(said).asking == asked
    assert talk.draft
    assert talk.draft.values == draft_after(AT_SUMMARY).values


@pytest.mark.parametrize("said", ["change something", "no", "everything is wrong", "that's wrong"])
@pytest.mark.parametrize("field", ["the email", "email address", "contact details"])
def test_what_to_change_can_be_named_alone(said: str, field: str) -> None:
    """Whoever was asked what to change need not say "change" again."""
    talk = talk_after(AT_SUMMARY)
    talk.say(said)
    assert talk.say(field).asking == "contact"


def test_a_number_in_the_place_of_a_number_leaves_the_address() -> None:
    """And an address that is called wrong goes, whatever comes in its place."""
    both = draft_after(AT_SUMMARY, "020 7946 0018", "it's 020 7946 0019 not 020 7946 0018")
    assert both.contact == ContactDetails("jo@fen.example", "020 7946 0019")
    gone = draft_after(AT_SUMMARY, "020 7946 0018", "remove my email")
    assert gone.contact == ContactDetails(phone="020 7946 0018")


def test_a_correction_that_cannot_be_used_loses_nothing() -> None:
    """The sentence that helps, and what was given is still there."""
    talk = talk_after(AT_SUMMARY)
    reply = talk.say("change my email to jo@fen")
    assert reply.asking == "contact"
    assert "after the @" in reply.body
    assert talk.draft
    assert talk.draft.contact.email == "jo@fen.example"


def test_a_correction_to_another_county_is_not_taken() -> None:
    """Whom to ask is said, and the place here stays until another is given."""
    talk = talk_after(AT_SUMMARY)
    assert "Ellermoor" in talk.say("sorry, the school is in Thrupton").body
    assert talk.draft
    assert talk.draft.spot == Spot("Crowthwaite", "place-crowthwaite")


ASKED = (
    "The school is refusing to share its files, what can I do?",
    "My role is changing next term, who do I tell?",
    "Can I change the name of the lead on your records?",
    "We changed our name last year and the number on your list is wrong",
    "What do I do if the date of birth on a referral is wrong, and not the one we hold?",
)


@pytest.mark.parametrize("said", ASKED)
def test_a_question_about_a_change_is_a_question(said: str) -> None:
    """It is passed on word for word, and nothing is read out of it."""
    draft = draft_after(1, said)
    assert draft.values == {"question": said}


def test_a_question_may_be_put_right_before_there_is_one() -> None:
    """What stands behind "change the question to" is the question."""
    assert draft_after(1, f"change the question to {QUESTION}").question == QUESTION


STAYING = ("who is wrong about the name?", "Ms not Mrs", "a", "hm", "I am not a teacher")


@pytest.mark.parametrize("said", STAYING)
def test_what_corrects_nothing_changes_nothing(said: str) -> None:
    """The summary stands as it was."""
    assert draft_after(AT_SUMMARY, said).values == draft_after(AT_SUMMARY).values


@pytest.mark.parametrize(
    "said", ["change the name to Ann Lee please", "sorry, I meant Ann Bloggs", "Ann, not Jo"]
)
def test_what_was_put_right_is_acknowledged(said: str) -> None:
    """In a few words before the form goes on, in its middle and at the summary."""
    for steps in (AFTER_ROLE, AT_SUMMARY):
        reply = talk_after(steps).say(said)
        assert reply.body.startswith("Thank you, I have changed that.\n\n"), reply.body
    assert "changed" not in talk_after(AT_SUMMARY).say("include the conversation").body


def test_a_new_question_that_was_answered_stays_when_another_field_is_put_right():
    """Who goes on from the answer to their own name wants the new question passed on."""
    talk = talk_after(AT_SUMMARY)
    for said in ("change the question", "Which areas are there?"):
        talk.say(said)
    assert talk.draft
    assert talk.draft.held == "Which areas are there?"
    for said in ("change the name", "Ann Lee"):
        talk.say(said)
    assert talk.draft.question == "Which areas are there?"
    assert talk.draft.name == "Ann Lee"

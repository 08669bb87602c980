"""The enquiry form asks once, checks, can be left, interrupted and corrected, and loses nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.context import Context
from bot.enquiry_correcting import change_wanted
from bot.enquiry_declining import declined
from bot.enquiry_draft import Draft, Spot
from bot.enquiry_form import begin, interrupted, not_saved, step, submitted
from bot.enquiry_words import FIELDS, Field
from bot.reply import Reply
from bot.routing import OutOfCounty
from tests.support.form_talk import FRAMES, REFERENCE, WORDS, Talk, heard_of

QUESTION = "May two schools share one lead?"
FULL = (
    "I want to speak to my advisor",
    QUESTION,
    "Jo Bloggs",
    "Designated Safeguarding Lead",
    "Fen Academy",
    "Crowthwaite",
    "jo@fen.example",
)
ASKED_AFTER = ("question", "name", "role", "setting", "place", "contact", "check")
NUMBERS = Reply("If anyone is in immediate danger, call 999.", "urgent")
COMPLETE = Draft(
    "key", QUESTION, "Jo Bloggs", "Lead", "Fen Academy", Spot("Crowthwaite", "place-crowthwaite")
)

# Each: what is said after the form was opened; then (what is asked, what the reply holds).
DIALOGUES: dict[str, tuple[tuple[str, str | None, str], ...]] = {
    "the form asks again for what it cannot use, and says how it should look": (
        ("Help?!", "question", "one step at a time"),
        ("training", "question", "few words more"),
        (QUESTION, "name", "child"),
        ("07", "name", "your own, such as a first name"),
        ("My name is Jo Bloggs", "role", ""),
        ("Lead", "setting", ""),
        ("Fen Academy", "place", ""),
        ("Atlantis", "place", "Is it in Tarnshire?"),
        ("Crowthwaite", "contact", ""),
        ("jo@fen", "contact", "after the @"),
        ("01234 56", "contact", "too short"),
        ("0207946 0018", "check", "020 7946 0018"),
    ),
    "a name, role, school and e-mail in few messages are not asked again": (
        (f"{QUESTION} My name is Jo Bloggs", "role", ""),
        ("Lead at Harbour Infant School", "contact", ""),
        ("jo@fen.example", "check", "Harbour Infant School, Ottermouth, TS5 1AA"),
    ),
    "contact details that come with the name are kept, and not as a part of the name": (
        (QUESTION, "name", ""),
        ("Jo Bloggs and my email is jo@fen.example", "role", ""),
        ("Lead", "setting", ""),
        ("Fen Academy", "place", ""),
        ("tel 020 7946 0018", "place", ""),
        ("we're near Crowthwaite", "check", "- Name: Jo Bloggs\n"),
    ),
    "namesakes among schools are asked about, with their districts": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("Lead", "setting", ""),
        ("St Agatha's School", "place", "Highmoor, TS16 1AA or St Agatha's School, Saltreach"),
        ("the second one please", "place", "Which"),
        ("Saltreach", "contact", ""),
        ("jo@fen.example", "check", "Saltreach, TS23 1AA"),
    ),
    "what leads to a telephone number is no school, and a town alone is not one either": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("I'm a deputy lead at a nursery in Crowthwaite", "contact", ""),
        ("back", "place", "Crowthwaite"),
        ("back", "setting", "a nursery in Crowthwaite"),
        ("you can call me on 020 7946 0018", "setting", ""),
        ("keep it", "check", "020 7946 0018"),
        ("start again", "question", ""),
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("Lead", "setting", ""),
        ("Crowthwaite", "setting", ""),
        ("Fen Academy", "contact", ""),
    ),
    "a yes or a no where neither is an answer": (
        (QUESTION, "name", ""),
        ("yes", "name", "does not tell me"),
        ("yes thanks", "name", "does not tell me"),
        ("no", "name", "a first name or initials are enough"),
        ("why do you need my email?", "name", "The answer is sent there"),
    ),
    "a name, a role and a setting in one message": (
        (QUESTION, "name", ""),
        ("Jo Bloggs, deputy lead at Harbour Infant School", "contact", ""),
        ("change the role", "role", "deputy lead"),
        ("back", "name", "Jo Bloggs"),
        ("Bloggs, Jo", "contact", ""),
        ("show", "contact", "Name: Bloggs, Jo"),
    ),
    "who will not say is told how to leave, and who does not know is helped": (
        ("I'm not sure", "question", "one step at a time"),
        (QUESTION, "name", ""),
        ("n/a", "name", "a first name or initials are enough"),
        ("Can I leave a question", "name", "the way to a person"),
    ),
    "none of the schools: the place is asked instead": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("Lead", "setting", ""),
        ("St Agatha's School", "place", "Which school"),
        ("None of these", "place", "town"),
        ("Sedgebridge", "contact", ""),
    ),
    "a place in two districts, one of two names, and one misspelt are asked about": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("Lead", "setting", ""),
        ("Fen Academy", "place", ""),
        ("Reach End", "place", "lies in more than one district"),
        ("None of these", "place", ""),
        ("Gorse", "place", "Which of these | Which one"),
        ("no", "place", ""),
        ("Crowthwate", "place", "Did you mean Crowthwaite?"),
        ("yes", "contact", ""),
    ),
    "out of county: whom to ask, and nothing goes on until a place here is given": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("Lead", "setting", ""),
        ("Riverside Academy", "place", "Ellermoor Safeguarding Panel"),
        ("Thrupton", "place", "Nothing has been sent | So nothing has been sent"),
        ("Penny Staithe", "contact", ""),
    ),
    "a place that nobody knows is taken the second time: whoever is on duty answers": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("Lead", "setting", ""),
        ("Fen Academy", "place", ""),
        ("Atlantis", "place", "on duty"),
        ("Atlantis", "contact", ""),
        ("jo@fen.example", "check", "on duty"),
    ),
    "something else is answered, then the same thing is asked": (
        (QUESTION, "name", ""),
        ("Which areas are there?", "name", "The Uplands"),
        ("Who won the cup?", "name", "Back to your enquiry"),
        ("Is this confidential?", "name", "only the advisors read it"),
        ("hello", "name", "Back to your enquiry"),
        ("What is all that about?", "name", "Back to your enquiry"),
        ("How long do we keep files?", "name", "not in my sources"),
        ("I want to speak to my advisor", "name", "the way to a person"),
        ("why do you ask?", "name", "whom to answer"),
        ("Jo Bloggs", "role", ""),
    ),
    "a question that can be answered is answered, and passed on only if wished": (
        ("Which areas are there?", "question", "The Uplands"),
        ("Jo Bloggs", "question", "If that answers it"),
        ("pass it on", "name", ""),
        ("show me what you have", "name", "Question: Which areas are there?"),
    ),
    "back, keep and change": (
        ("back", "question", "nothing before"),
        (QUESTION, "name", ""),
        ("Jo Bloggs", "role", ""),
        ("go back", "name", "Jo Bloggs"),
        ("back", "question", "May two schools"),
        ("keep it", "role", ""),
        ("Lead", "setting", ""),
        ("Change the role", "role", "Lead"),
        ("Deputy", "setting", ""),
        ("no wait, my name is wrong", "name", "Jo Bloggs"),
        ("Jane Bloggs", "setting", ""),
        ("show my enquiry", "setting", "Name: Jane Bloggs\n- Role: Deputy"),
    ),
    "start again clears everything, in other words too": (
        (QUESTION, "name", ""),
        ("Jo", "role", ""),
        ("start again", "question", "cleared"),
        ("training", "question", "few words more"),
    ),
}


def full() -> Talk:
    """A conversation that has given everything."""
    talk = Talk()
    for said in FULL:
        talk.say(said)
    return talk


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_dialogue(name: str) -> None:
    """What is asked after each message, and what is said."""
    talk = Talk()
    assert talk.say(FULL[0]).asking == "question"
    for said, asked, holds in DIALOGUES[name]:
        reply = talk.say(said)
        assert reply.asking == asked, (said, reply.body)
        assert any(way in reply.body for way in holds.split(" | ")), (said, reply.body)


def test_one_thing_at_a_time_then_the_summary_then_the_reference() -> None:
    """The shortest way asks six things; each once."""
    talk = Talk()
    assert tuple(talk.say(said).asking for said in FULL) == ASKED_AFTER
    summary = talk.last.reply.body if talk.last else ""
    for given_value in (QUESTION, "Jo Bloggs", "Fen Academy", "Crowthwaite", "jo@fen.example"):
        assert given_value in summary
    assert "Link Advisor for the Uplands" in summary
    sent = talk.say("Send")
    assert sent.reference == REFERENCE
    assert sent.asking is None
    assert talk.draft is None
    for told in (
        REFERENCE,
        "Link Advisor for the Uplands",
        "Highmoor",
        "25 November 2026 at 12:00",
    ):
        assert told in sent.body
    assert "730 days" in sent.body
    assert "http://x/enquiries/t" in sent.body


def test_it_says_not_to_name_a_child_before_the_question_and_before_the_name() -> None:
    """Whoever types next has just read it."""
    talk = Talk()
    assert "do not name a child" in talk.say(FULL[0]).body
    assert "do not give a child's name" in talk.say(QUESTION).body


def test_what_was_said_before_is_not_asked() -> None:
    """The question without an answer and the town spoken of are taken over and shown."""
    context = (
        Context(turn=3).leaving_unanswered(QUESTION).speaking_of("place", ["place-sedgebridge"])
    )
    talk = Talk(context)
    first = talk.say("yes")
    assert first.asking == "name"
    assert QUESTION in first.body
    asked = [talk.say(said).asking for said in ("Jo", "Lead", "Fen Academy", "jo@fen.example")]
    assert asked == ["role", "setting", "contact", "check"]
    assert talk.last
    assert "Where: Sedgebridge" in talk.last.reply.body


def test_a_question_in_the_message_that_opens_the_form_is_its_question() -> None:
    """And one whose answer is known is answered on the way."""
    scope = Talk().scope
    wish, unknown, known = (
        heard_of(text).parts[0]
        for text in (
            "can I leave a question",
            "How long do we keep files?",
            "Which areas are there?",
        )
    )
    found = begin("key", replace(heard_of("…"), parts=(wish, unknown)), scope, WORDS)
    assert found.draft
    assert found.draft.question == "How long do we keep files?"
    found = begin("key", replace(heard_of("…"), parts=(wish, known)), scope, WORDS)
    assert found.draft
    assert not found.draft.question
    assert "The Uplands" in found.reply.body


@pytest.mark.parametrize(
    "said", ["cancel", "stop", "Never mind, thanks", "please forget the whole thing now"]
)
@pytest.mark.parametrize("steps", range(1, 8))
def test_the_form_can_be_left_at_every_step(said: str, steps: int) -> None:
    """Nothing is kept, and the question that led there is not offered again."""
    talk = Talk(Context(turn=3).leaving_unanswered("What else?") if steps == 1 else Context())
    for message in FULL[:steps]:
        talk.say(message)
    reply = talk.say(said)
    assert "nothing was sent" in reply.body
    assert talk.draft is None
    assert not talk.context.unanswered


@pytest.mark.parametrize(
    ("said", "value", "now"),
    [
        ("my email is wrong", "new@fen.example", "Contact: new@fen.example"),
        ("change my email to new@fen.example", None, "Contact: new@fen.example"),
        ("new@fen.example", None, "Contact: new@fen.example"),
        ("change the name", "Jane Bloggs", "Name: Jane Bloggs"),
        ("change my name to Jane Bloggs", None, "Name: Jane Bloggs"),
        ("actually my name is Jane Bloggs", None, "Name: Jane Bloggs"),
        ("Change the place", "Sedgebridge", "Where: Sedgebridge"),
        ("Change the question", "May three schools share one?", "Question: May three schools"),
        ("Change the contact details", "020 7946 0018", "Contact: 020 7946 0018"),
    ],
)
def test_everything_can_be_corrected_at_the_summary(said: str, value: str | None, now: str) -> None:
    """With the new value at once, or asked for; then the summary again."""
    talk = full()
    reply = talk.say(said)
    if value:
        assert reply.asking != "check"
        reply = talk.say(value)
    assert reply.asking == "check"
    assert now in reply.body


def test_a_wrong_address_is_not_kept_beside_the_right_number() -> None:
    """No mail goes to an address that was called wrong; the other detail stays."""
    talk = full()
    talk.say("my email is wrong")
    assert "Contact: 020 7946 0018\n" in talk.say("020 7946 0018").body
    talk.say("jo@fen.example")
    assert (
        "Contact: jo@fen.example, 020 7946 0018\n" in talk.last.reply.body if talk.last else False
    )
    talk.say("the phone number is wrong")
    assert "Contact: jo@fen.example, 020 7946 0019\n" in talk.say("020 7946 0019").body


def test_the_conversation_goes_along_only_if_wished() -> None:
    """Consent is asked at the summary and can be taken back."""
    talk = full()
    assert talk.draft
    assert not talk.draft.with_conversation
    assert "goes along" in talk.say("Include the conversation").body
    assert talk.draft.with_conversation
    assert "does not go along" in talk.say("Leave the conversation out").body
    assert not talk.draft.with_conversation


@pytest.mark.parametrize(
    "said",
    [
        "Send",
        "Send my enquiry",
        "yes",
        "Yes please",
        "send it",
        "yes please send it, thanks",
        "all good",
        "ok",
        "That's correct",
    ],
)
def test_many_ways_of_saying_send(said: str) -> None:
    """At the summary a yes sends."""
    assert full().say(said).reference == REFERENCE


def test_no_at_the_summary_asks_what_to_change() -> None:
    """With a button for each."""
    reply = full().say("no")
    assert len(reply.choices) == len(FIELDS)


def test_sending_before_all_is_given_says_that_something_is_missing() -> None:
    """And asks for it."""
    talk = Talk()
    talk.say(FULL[0])
    talk.say(QUESTION)
    assert talk.say("send it").asking == "name"
    assert talk.last
    assert "still missing" in talk.last.reply.body


def test_an_urgent_message_fills_nothing_and_nor_does_what_follows() -> None:
    """The numbers come first; the form goes on only when its person says so."""
    talk = Talk()
    talk.say(FULL[0])
    talk.say(QUESTION)
    assert talk.draft
    found = interrupted(talk.draft, NUMBERS, talk.scope)
    assert found.reply.outcome == "urgent"
    assert found.reply.body.startswith(NUMBERS.body)
    assert found.reply.asking is None
    assert FRAMES["utter_enquiry_ask_name"][0] not in found.reply.body
    talk.draft, talk.context = found.draft, found.context
    assert talk.say("Tommy Jones").asking is None
    assert talk.draft
    assert not talk.draft.name
    assert talk.say("Continue the enquiry").asking == "name"
    assert talk.say("Jo Bloggs").asking == "role"


@pytest.mark.parametrize(
    ("said", "asking", "begins"),
    [
        ("can I change my question?", "question", "Your question so far"),
        ("Sorry, my name is wrong, it's Ann Lee", "contact", "Thank you, I have changed that."),
        ("back", "place", "Where it is so far: “Crowthwaite”."),
        ("show me what you have", "contact", "This is what I have so far:"),
        ("help", None, ""),
        ("yes", "contact", ""),
    ],
)
def test_after_the_numbers_its_person_can_go_on_at_any_place(
    said: str, asking: str | None, begins: str
) -> None:
    """Whoever wants to change what was given has come back to it; who wants help has not."""
    talk = Talk(draft=interrupted(COMPLETE, NUMBERS, Talk().scope).draft)
    reply = talk.say(said)
    assert (reply.asking, talk.draft and talk.draft.paused) == (asking, asking is None)
    assert reply.body.startswith(begins)


def test_a_yes_after_the_numbers_sends_nothing() -> None:
    """What was ready to be sent is shown once more."""
    for said in ("yes", "Send my enquiry"):
        talk = full()
        assert talk.draft
        talk.draft = interrupted(talk.draft, NUMBERS, talk.scope).draft
        assert talk.say(said).asking == "check"
        assert talk.draft


def test_an_urgent_interruption_can_drop_the_enquiry_too() -> None:
    """Cancel works there as everywhere."""
    found = interrupted(COMPLETE, NUMBERS, Talk().scope)
    talk = Talk(draft=found.draft)
    assert "nothing was sent" in talk.say("Cancel").body


def test_what_could_not_be_saved_is_not_lost() -> None:
    """The summary stays, to be sent again."""
    talk = full()
    assert talk.draft
    found = not_saved(talk.draft, talk.scope)
    assert found.draft == talk.draft
    assert "could not be saved" in found.reply.body
    assert found.reply.asking == "check"


def test_a_place_that_is_covered_no_more_when_sent_is_asked_again() -> None:
    """The pack may change between the summary and the sending: nothing is queued then."""
    found = submitted(COMPLETE, OutOfCounty("Ellermoor"), Talk().scope)
    assert found.draft
    assert found.draft.spot is None
    assert found.reply.asking == "place"


def test_a_repeated_sending_has_the_same_key() -> None:
    """Whoever keeps enquiries makes one of both."""
    talk = full()
    assert talk.draft
    again = step(talk.draft, heard_of("Send"), talk.scope, WORDS)
    assert again.wants == "submit"
    assert again.draft
    assert again.draft.key == talk.draft.key


def test_no_reply_comes_three_times_running() -> None:
    """features.md, D12: who is stuck is told what else works."""
    talk = Talk()
    for said in FULL[:6]:
        talk.say(said)
    bodies = [talk.say("none of your business").body for _ in range(6)]
    assert all(len(set(bodies[start : start + 3])) > 1 for start in range(4))


@pytest.mark.parametrize(
    "name", [name for name in FRAMES if name.startswith("utter_enquiry_button_")]
)
def test_the_form_understands_its_own_buttons(name: str) -> None:
    """Every button of domain.yml says words that the lists hold."""
    (said,) = FRAMES[name]
    understood = WORDS.command(said) or change_wanted(said, {}, WORDS)
    assert (
        understood
        or WORDS.agrees(said)
        or WORDS.refuses(said)
        or declined(said, "name", WORDS)
        or name == "utter_enquiry_button_ask"
    )


def test_every_field_can_be_explained_asked_again_and_changed() -> None:
    """Each has its sentences in domain.yml."""
    for field in FIELDS:
        for frame in ("ask", "change", "why_asked", "label", "button_change"):
            assert f"utter_enquiry_{frame}_{field}" in FRAMES


def test_a_draft_survives_the_trackers_slot() -> None:
    """JSON and back is the same draft, at every step."""
    talk = Talk()
    for said in (*FULL[:4], "St Agatha's School"):
        talk.say(said)
        assert talk.draft
        assert Draft.from_json(json.loads(json.dumps(talk.draft.as_json()))) == talk.draft


MESSAGES = (
    *FULL,
    *("Gorse", "Reach End", "Thrupton", "St Agatha's School", "Which areas are there?"),
    *("yes", "no", "back", "help", "keep", "include it", "the first one", "send", "none"),
    *("change the name to Al", "my email is wrong", "change something", "wrong"),
    *("0", "a@b", "?", "{name}"),
)
ANYTHING = st.text(max_size=120).filter(str.strip) | st.sampled_from(MESSAGES)


@settings(max_examples=150, deadline=None)
@given(opened=st.integers(1, 7), messages=st.lists(ANYTHING, min_size=1, max_size=6))
def test_whatever_is_said_gets_a_reply_and_loses_nothing(opened: int, messages: list[str]) -> None:
    """Only stopping, starting again, sending, or something in its place takes what was given."""
    talk = Talk()
    for said in FULL[:opened]:
        talk.say(said)
    for said in messages:
        before = talk.draft
        reply = talk.say(said)
        assert reply.body.strip()
        if before is None or talk.draft is None or WORDS.command(said) == "again":
            continue
        assert not [field for field in FIELDS if _lost(field, before, talk.draft)], said


def _lost(field: Field, before: Draft, after: Draft) -> bool:
    return bool(before.given(field)) and not after.given(field)

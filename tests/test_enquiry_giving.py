"""What people give to the enquiry form: names, roles, settings and places, in their own ways."""

from __future__ import annotations

import time

import pytest

from bot.contact_details import WrongContactError, read_contact
from bot.context import Context
from bot.enquiry_form import begin, is_no_alarm
from bot.reply import Reply
from tests.support.form_talk import REFERENCE, WORDS, Talk, heard_of

QUESTION = "May two schools share one lead?"
OPENED = ("I want to speak to my advisor", QUESTION)
TO_ROLE = (*OPENED, "Jo Bloggs")
TO_SETTING = (*TO_ROLE, "DSL")
TO_PLACE = (*TO_SETTING, "Fen Academy")
TO_CONTACT = (*TO_PLACE, "Crowthwaite")
TO_SUMMARY = (*TO_CONTACT, "jo@fen.example")


def talk_of(*said: str) -> Talk:
    """A conversation in which this was said."""
    talk = Talk()
    for one in said:
        talk.say(one)
    return talk


def last(talk: Talk) -> Reply:
    """What was replied last."""
    assert talk.last
    return talk.last.reply


def values(*said: str) -> dict[str, str]:
    """What the form holds then."""
    talk = talk_of(*said)
    assert talk.draft
    return {str(field): value for field, value in talk.draft.values.items()}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("李", "李"),
        ("Ng", "Ng"),
        ("O", "O"),
        ("محمد", "محمد"),
        ("Нина Петрова", "Нина Петрова"),
        ("Dr. A. O'Brien-Smith", "Dr. A. O'Brien-Smith"),
        ("Thomas (Tom) O'Dowd", "Thomas (Tom) O'Dowd"),
        ("Will Smith", "Will Smith"),
        ("An Do", "An Do"),
        ("JO BLOGGS", "JO BLOGGS"),
        ("hi, it's sue here", "sue"),
        ("Sue 😊", "Sue"),
        ("its sue park", "sue park"),
        ("Just Priya", "Priya"),
        ("Priya, but please keep that to yourselves", "Priya"),
        ("bloggs, jo", "bloggs, jo"),
    ],
)
def test_a_real_name_is_taken(said: str, name: str) -> None:
    """However short, in any script, with what people say around it."""
    assert values(*OPENED, said)["name"] == name


@pytest.mark.parametrize(
    "said",
    [
        *("Ask an advisor all the same", "Send", "Include the conversation", "None of these"),
        *("yes", "what?", "what", "why", "sam@x", "12345", "😊", "...", "hello there you"),
        *("who reads this", "this is taking ages", "I'm a bit confused", "same as last time"),
        *(
            "you already know my name",
            "Tommy's mum",
            "a b c d e f g h",
            "keep it",
            "continue",
            "wait",
        ),
    ],
)
def test_what_is_no_name_is_not_taken_for_one(said: str) -> None:
    """The name is asked again, with a sentence that helps."""
    talk = talk_of(*OPENED, said)
    assert talk.draft
    assert talk.draft.asked == "name"
    assert not talk.draft.name
    assert last(talk).asking == "name"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "yes",
            "what?",
            "Ask an advisor all the same",
            "sam@x",
            "😊",
            "I already told you",
            "Send",
            "Send my enquiry",
        ),
        *("isn't it obvious", "None of these"),
    ],
)
def test_what_is_no_role_is_not_taken_for_one(said: str) -> None:
    """The role is asked again."""
    talk = talk_of(*TO_ROLE, said)
    assert talk.draft
    assert not talk.draft.role


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("1", "Designated Safeguarding Lead"),
        ("2", "Deputy Designated Safeguarding Lead"),
        ("I'm the DSL now", "DSL"),
        ("Head of Early Years", "Head of Early Years"),
        ("Designated Teacher for Looked After Children",) * 2,
        ("well I have been the DSL here for five years and was deputy in another place", "DSL"),
        ("I help with attendance",) * 2,
        ("DSL, SENCO", "DSL, SENCO"),
        ("PSA", "PSA"),
        ("Lead practitioner for SEND",) * 2,
        ("spoc", "SPOC"),
        ("deputy spoc", "deputy SPOC"),
        ("single point of contact", "Single Point of Contact"),
    ],
)
def test_a_role_in_any_words(said: str, role: str) -> None:
    """By number, as a phrase, out of a long answer; a term of the pack as the pack writes it."""
    assert values(*TO_ROLE, said)["role"] == role


TOLD: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "I'm Sue Park, DSL at a primary in Crowthwaite, sue@school.example",
        {
            "name": "Sue Park",
            "role": "DSL",
            "setting": "a primary in Crowthwaite",
            "place": "Crowthwaite",
            "contact": "sue@school.example",
        },
    ),
    (
        "Sue Park; Headteacher; Elm Primary; Sedgebridge; sue@elm.example or 020 7946 0018",
        {
            "name": "Sue Park",
            "role": "Headteacher",
            "setting": "Elm Primary",
            "place": "Sedgebridge",
            "contact": "sue@elm.example, 020 7946 0018",
        },
    ),
    (
        "Name: Sue Park\nRole: DSL\nSchool: Elm Primary\nTown: Sedgebridge\nEmail: s@elm.example",
        {
            "name": "Sue Park",
            "role": "DSL",
            "setting": "Elm Primary",
            "place": "Sedgebridge",
            "contact": "s@elm.example",
        },
    ),
    ("Sue Park DSL", {"name": "Sue Park", "role": "DSL"}),
    (
        "Sue Park (deputy head at Elm Primary)",
        {"name": "Sue Park", "role": "deputy head", "setting": "Elm Primary"},
    ),
    (
        "it's Mr Tom O'Dowd, head of Elm Primary School. You can get me on 020 7946 0018",
        {
            "name": "Mr Tom O'Dowd",
            "role": "head",
            "setting": "Elm Primary School",
            "contact": "020 7946 0018",
        },
    ),
    (
        "Sue, police officer, Tarn Police, Sedgebridge",
        {
            "name": "Sue",
            "role": "police officer",
            "setting": "Tarn Police",
            "place": "Sedgebridge",
        },
    ),
    (
        "Sue, childminder in Sedgebridge",
        {"name": "Sue", "role": "childminder", "place": "Sedgebridge"},
    ),
    ("Sue, school nurse for KCHFT", {"name": "Sue", "role": "school nurse", "setting": "KCHFT"}),
    ("the headteacher", {"role": "headteacher"}),
    ("Elm Primary School", {"setting": "Elm Primary School"}),
    ("we're in Sedgebridge", {"place": "Sedgebridge"}),
    ("sue@elm.example", {"contact": "sue@elm.example"}),
)


@pytest.mark.parametrize(("said", "given"), TOLD)
def test_whatever_comes_with_the_name_is_not_asked_again(said: str, given: dict[str, str]) -> None:
    """Each goes to its own field, and the next thing that is missing is asked."""
    assert values(*OPENED, said) == {"question": QUESTION, **given}


def test_who_asks_may_be_said_with_the_question_or_in_its_place() -> None:
    """The question stays whole; without one it is asked again."""
    intro = "I'm Sue Park, DSL at Elm Primary in Sedgebridge"
    assert values(OPENED[0], f"{intro}. {QUESTION}") == {
        "question": f"{intro}. {QUESTION}",
        "name": "Sue Park",
        "role": "DSL",
        "setting": "Elm Primary in Sedgebridge",
        "place": "Sedgebridge",
    }
    assert "question" not in values(OPENED[0], intro)
    assert last(talk_of(OPENED[0], intro)).asking == "question"


@pytest.mark.parametrize("said", ["I have a question", "quick question", "can I ask something?"])
def test_what_only_leads_to_a_question_is_none(said: str) -> None:
    """The question itself is asked for."""
    assert last(talk_of(OPENED[0], said)).asking == "question"
    assert not values(OPENED[0], said)


def test_a_number_that_the_pack_publishes_is_nobodys_own() -> None:
    """A question about a line does not make it the way to reach its asker."""
    numbers = [one.number for one in Talk().scope.knowledge.contacts.values()]
    longest = max(numbers, key=len)
    assert len(longest) > len("999")
    assert "contact" not in values(OPENED[0], f"May I call {longest} about a threshold?")
    own = "07700 900999"
    assert any(number in own for number in numbers)
    assert values(*OPENED, own)["contact"] == own


def test_what_was_said_before_the_form_opened_is_used_and_shown() -> None:
    """Role and school from an earlier message; an address in one is not the asker's for sure."""
    earlier = [
        heard_of(said)
        for said in (
            "Hello, I'm the DSL at Elm Primary",
            "we're in Sedgebridge",
            "who is x@y.example?",
        )
    ]
    found = begin("key", heard_of("can I leave a question"), Talk().scope, WORDS, earlier)
    assert found.draft
    assert found.draft.values == {
        "role": "DSL",
        "setting": "Elm Primary",
        "place": "Sedgebridge",
    }
    assert "- Role: DSL" in found.reply.body


@pytest.mark.parametrize(
    "said",
    [
        *("I don't want to give my name", "i dont want to give you my name", "I'd rather not"),
        *("prefer not to say", "leave my name out", "no name please", "not telling you", "skip"),
        *("i am not comfortable giving my name in a chat", "I won't give my name here, sorry"),
        *("I want to stay anonymous", "my name is none of your business", "anonymous please"),
        *("I don't want you to have my name", "I'd prefer not to share that if that's ok"),
    ],
)
def test_who_will_not_give_a_name_need_not(said: str) -> None:
    """The role stands in its place; no guard is to take it for a child's message."""
    talk = talk_of(*OPENED)
    assert talk.draft
    assert WORDS.command(said) == "blank" or is_no_alarm(talk.draft, said, WORDS)
    assert "your role stands in its place" in talk.say(said).body
    talk.say("Deputy head")
    for one in ("Fen Academy", "Crowthwaite", "jo@fen.example"):
        reply = talk.say(one)
    assert "Name: not given" in reply.body
    assert talk.draft
    assert talk.draft.asker == "Deputy head"
    sent = talk.say("Send")
    assert sent.reference == REFERENCE
    assert sent.body.startswith("Thank you.")


@pytest.mark.parametrize(
    "said",
    [
        *("I don't want to live any more", "he won't tell me his name", "I'd rather be dead"),
        *("I don't want to go home", "I can't tell anyone", "I don't want him to hurt me"),
        *("I can't say", "I don't want to", "I won't tell", "I'm not going to say"),
    ],
)
def test_no_cry_for_help_passes_for_a_refusal(said: str) -> None:
    """Only a whole message that keeps something back is no alarm."""
    for steps in (TO_ROLE, TO_SETTING, TO_CONTACT, OPENED):
        draft = talk_of(*steps).draft
        assert draft
        assert not is_no_alarm(draft, said, WORDS)


@pytest.mark.parametrize(
    "said",
    ["can I stay anonymous?", "is a first name ok?", "do I have to give my name", "no", "n/a"],
)
def test_who_asks_whether_a_name_is_needed_is_told(said: str) -> None:
    """A first name or initials will do, and there is a button for none at all."""
    reply = last(talk_of(*OPENED, said))
    assert "a first name or initials are enough" in reply.body
    assert "Leave my name out" in {choice.title for choice in reply.choices}


def test_a_name_left_out_can_be_given_later_and_taken_out_again() -> None:
    """Nothing that was left blank is so for good."""
    talk = talk_of(*OPENED, "leave my name out", "my name is Jo Bloggs")
    assert talk.draft
    assert talk.draft.name == "Jo Bloggs"
    assert not talk.draft.declined
    talk.say("remove my name please")
    assert talk.draft.declined == ("name",)


@pytest.mark.parametrize(
    ("steps", "said", "field"),
    [
        (TO_ROLE, "I'd rather not say", "role"),
        (TO_ROLE, "none", "role"),
        (TO_SETTING, "none", "setting"),
        (TO_SETTING, "n/a", "setting"),
        (TO_SETTING, "I don't work for one", "setting"),
        (TO_SETTING, "I'd rather not say which school", "setting"),
        (TO_SETTING, "no school, I'm self employed", "setting"),
        (TO_ROLE, "I'm not at a school", "setting"),
        (TO_PLACE, "skip", "place"),
        (TO_PLACE, "I don't want to say where", "place"),
    ],
)
def test_most_things_may_be_left_blank(steps: tuple[str, ...], said: str, field: str) -> None:
    """It is said that it is all right, it is not asked again, and the rest is enough to send."""
    talk = talk_of(*steps)
    answers = {
        "role": "DSL",
        "setting": "Fen Academy",
        "place": "Crowthwaite",
        "contact": "jo@fen.example",
    }
    reply = talk.say(said)
    assert "That is all right" in reply.body
    while reply.asking != "check":
        assert reply.asking
        assert reply.asking != field
        reply = talk.say(answers[reply.asking])
    assert "not given" in reply.body
    assert talk.say("Send").reference == REFERENCE


@pytest.mark.parametrize("said", ["no", "none", "skip", "I'd rather not give my number", "n/a"])
def test_without_an_address_or_a_number_nothing_can_be_sent(said: str) -> None:
    """It is said why, what will do, how to end it, and whom to call instead."""
    reply = last(talk_of(*TO_CONTACT, said))
    assert reply.asking == "contact"
    for told in ("is enough", "cancel", "999"):
        assert told in reply.body


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("why do you need that?", "Your role helps"),
        ("who will see this?", "only the advisors read it"),
        ("Where does it go?", "only the advisors read it"),
        ("where is TS-2222-2222?", "role"),
        ("how long will it take?", "who answers and by when"),
        ("does the conversation go along?", "what you asked me and what I answered"),
        ("is it sent?", "nothing has been sent yet"),
        ("hang on", "Take your time"),
        ("what was the question?", "role"),
    ],
)
def test_questions_about_the_form_are_answered_by_it(said: str, holds: str) -> None:
    """And then the same thing is asked."""
    reply = last(talk_of(*TO_ROLE, said))
    assert holds in reply.body
    assert reply.asking == "role"


@pytest.mark.parametrize(
    ("said", "setting", "asked"),
    [
        ("Will Adams Academy", "Will Adams Academy", "place"),
        ("it's called Little Acorns", "Little Acorns", "place"),
        ("ELM PRIMARY IN SEDGEBRIDGE!!!", "ELM PRIMARY IN SEDGEBRIDGE", "contact"),
        ("TS5 1AA", "Harbour Infant School", "contact"),
        ("in Sedgebridge", "", "setting"),
        ("my school", "", "setting"),
        ("I already told you", "", "setting"),
        ("hmm", "", "setting"),
        ("sam@x", "", "setting"),
        ("TS99 9ZZ", "", "setting"),
    ],
)
def test_a_setting_and_what_is_none(said: str, setting: str, asked: str) -> None:
    """A town alone is where it is; a postcode is known or the town is asked kindly."""
    talk = talk_of(*TO_SETTING, said)
    assert talk.draft
    assert (talk.draft.setting, talk.draft.asked) == (setting, asked)


def test_a_place_in_a_schools_name_is_asked_about() -> None:
    """Said with "in" it is where the school is; in a name it may be a saint or a road."""
    asked = talk_of(*TO_SETTING, "Crowthwaite Road Primary")
    assert "Is it in Crowthwaite?" in last(asked).body
    assert asked.draft
    assert asked.draft.setting == "Crowthwaite Road Primary"
    assert asked.say("no").asking == "place"
    assert values(*TO_SETTING, "Crowthwaite Road Primary", "yes")["place"] == "Crowthwaite"
    elsewhere = talk_of(*TO_SETTING, "Thrupton Road Primary")
    assert "Is it in Thrupton?" in last(elsewhere).body
    assert "is not in Tarnshire" in elsewhere.say("yes").body
    named = values(*OPENED, "Sue, DSL at Crowthwaite Road Primary", "yes")
    assert (named["name"], named["place"]) == ("Sue", "Crowthwaite")
    for said in ("Crowthwaite Road Primary in Sedgebridge", "Crowthwaite Primary, Sedgebridge"):
        assert values(*TO_SETTING, said)["place"] == "Sedgebridge"


def test_out_of_county_is_told_whom_to_ask_in_the_words_that_were_said() -> None:
    """The town that was typed, not the authority's name."""
    for steps, said in ((TO_PLACE, "Thrupton"), (TO_SETTING, "a primary in Thrupton")):
        reply = last(talk_of(*steps, said))
        assert "“Thrupton” is not in Tarnshire" in reply.body
        assert "Ellermoor Safeguarding Panel" in reply.body
        assert "Send my enquiry" not in {choice.title for choice in reply.choices}


def test_an_unknown_place_is_asked_about_before_anybody_on_duty_gets_it() -> None:
    """In the county: duty; outside it: whom to ask, and nothing goes on."""
    assert "Is it in Tarnshire" in last(talk_of(*TO_PLACE, "Atlantis")).body
    for said in ("yes", "Atlantis", "atlantis!"):
        assert values(*TO_PLACE, "Atlantis", said)["place"].casefold().startswith("atlantis")
    outside = talk_of(*TO_PLACE, "Atlantis", "no")
    assert "safeguarding partnership of the place itself" in last(outside).body
    assert outside.draft
    assert outside.draft.asked == "place"
    assert outside.say("Sedgebridge").asking == "contact"


@pytest.mark.parametrize("said", ["0000000000", "12", "…", "sam@x"])
def test_what_can_be_no_place_is_none(said: str) -> None:
    """However often it is said; and a place that was given stays."""
    for steps in (TO_PLACE, (*TO_CONTACT, "back")):
        talk = talk_of(*steps, said, said, said)
        assert talk.draft
        assert talk.draft.asked == "place"
        assert bool(talk.draft.spot) is (steps != TO_PLACE)


@pytest.mark.parametrize("said", ["TS99 9ZZ", "ts99", "TS99 9ZZ please"])
def test_a_postcode_that_nobody_knows_asks_for_the_town(said: str) -> None:
    """And is never kept as a place."""
    talk = talk_of(*TO_PLACE, said)
    assert "Which town, village or district" in last(talk).body
    assert talk.draft
    assert not talk.draft.spot


def test_the_whole_county_is_asked_for_its_part() -> None:
    """An area will do; if it is all of it, whoever is on duty takes it."""
    for said in ("Tarnshire", "all over Tarnshire", "several", "somewhere in Tarnshire"):
        assert "Which part of Tarnshire" in last(talk_of(*TO_PLACE, said)).body
    assert values(*TO_PLACE, "Tarnshire", "the vale")["place"] == "The Vale"
    whole = talk_of(*TO_PLACE, "Tarnshire", "leave it blank")
    assert whole.draft
    assert whole.draft.asked == "contact"


def test_two_places_of_one_district_make_no_difference() -> None:
    """They are asked about only where another advisor would answer."""
    assert values(*TO_PLACE, "Crowthwaite near Gorse Hill")["place"] == "Gorse Hill"
    assert "Which" in last(talk_of(*TO_PLACE, "Crowthwaite or Sedgebridge")).body


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("jo at fen dot example", "jo@fen.example"),
        ("jo [at] fen (dot) sch (dot) uk", "jo@fen.sch.uk"),
        ("ring me on 020 7946 0018 after 4pm", "020 7946 0018"),
        ("the office email: office@fen.example, thanks!", "office@fen.example"),
    ],
)
def test_an_address_among_other_words(said: str, found: str) -> None:
    """Also where it is spelt out."""
    assert values(*TO_CONTACT, said)["contact"] == found


def test_a_message_that_only_mentions_a_way_is_asked_for_it() -> None:
    """The word "e-mail" is no address."""
    for said in ("yes email please", "phone", "I don't have an email"):
        assert (
            "Please write the address or the number itself" in last(talk_of(*TO_CONTACT, said)).body
        )
    with pytest.raises(WrongContactError):
        read_contact("we meet at ten")


@pytest.mark.parametrize(
    ("said", "included"),
    [
        ("looks good, send it", False),
        ("lovely, send it", False),
        ("yes, and include the conversation", True),
        ("send it with the conversation", True),
        ("ok send it but don't include the conversation", False),
        ("👍", False),
    ],
)
def test_sending_in_one_go(said: str, included: bool) -> None:  # noqa: FBT001 from the table
    """With the choice about the conversation in the same message."""
    talk = talk_of(*TO_SUMMARY)
    before = talk.draft
    assert before
    assert talk.say(said).reference == REFERENCE
    assert talk.sent_with_conversation is included


@pytest.mark.parametrize(
    ("steps", "said", "field"),
    [
        (OPENED, "Bea?", "name"),
        (TO_ROLE, "pastoral lead?", "role"),
        (TO_SETTING, "Cedar School?", "setting"),
        (TO_PLACE, "Sedgebridge?", "place"),
        (TO_CONTACT, "bea@cedar.example?", "contact"),
        (TO_SETTING, "🏫 Cedar School", "setting"),
        (TO_ROLE, "👩‍🏫 teacher", "role"),
    ],
)
def test_a_value_put_as_a_question_or_with_a_picture(
    steps: tuple[str, ...], said: str, field: str
) -> None:
    """Who is not sure of the form is no less understood, and no sign is kept."""
    assert values(*steps, said)[field] == said.strip("?🏫👩\u200d ")


def test_a_slip_before_send_sends_nothing() -> None:
    """Such as "no, send it": not clear enough for what cannot be taken back."""
    assert talk_of(*TO_SUMMARY, "no, send it").draft


def test_an_answer_that_did_ends_it() -> None:
    """Who thanks for a known answer need not cancel; who says no to it goes on."""
    known = (OPENED[0], "Which areas are there?")
    assert talk_of(*known, "thanks, that's it").draft is None
    assert values(*known, "no, that doesn't answer it")["question"] == known[1]
    assert values(*known, "I'm Jo Bloggs, DSL")["name"] == "Jo Bloggs"


LONGEST = (
    "a " * 1000,
    "my name is " * 180,
    "@" * 2000,
    "-" * 2000,
    "no wait " * 240,
    "jo at " * 330,
)


@pytest.mark.parametrize("said", LONGEST, ids=lambda text: text[:6])
def test_no_message_takes_long(said: str) -> None:
    """2,000 characters of anything are read in a moment, at every step."""
    for steps in range(1, len(TO_SUMMARY) + 1):
        talk = talk_of(*TO_SUMMARY[:steps])
        start = time.process_time()
        talk.say(said)
        assert time.process_time() - start < 2
        assert talk.context != Context()


def test_contact_details_in_the_question_are_not_asked_again() -> None:
    """They stand in the summary, where they can be changed."""
    talk = Talk()
    talk.say("I want to speak to my advisor")
    talk.say("May two schools share one lead? My e-mail is jo@fen.example")
    for said in ("Jo Bloggs", "deputy head", "Fen Academy"):
        talk.say(said)
    reply = talk.say("Crowthwaite")
    assert reply.asking == "check"
    assert "jo@fen.example" in reply.body


@pytest.mark.parametrize(
    "said", ["[name left out]", "it's [name left out], [phone number left out]"]
)
def test_what_was_left_out_is_no_question(said: str):
    """A name typed where the question was asked leaves nothing to ask an advisor."""
    draft = talk_of("I want to speak to my advisor", said).draft
    assert draft
    assert draft.asked == "question"
    assert not draft.question


def test_an_address_with_a_bracketed_at_is_no_name():
    """At the name's step it is kept as the address, and the name is still asked for."""
    draft = talk_of(*OPENED, "jo.bloggs(at)fen.example").draft
    assert draft
    assert draft.contact.email == "jo.bloggs@fen.example"
    assert draft.asked == "name"

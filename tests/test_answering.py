"""Answers are composed from the pack's facts, and say what they do not know."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering import ANSWERS, answer_urgent
from bot.context import Context
from bot.meaning import ARTICLE_INTENT
from bot.urgency import Judgement
from tests.support.heard import TODAY, answered, heard, named, pack, sentences

GROUPS = sorted(pack().groups)
TARNSHIRE = "tests/packs/tarnshire"


@pytest.mark.parametrize("group", GROUPS)
def test_the_chair_of_each_group_is_the_pack_s(group: str):
    """Name, post and organisation; or that nobody is listed, and nobody's name."""
    reply = answered(heard("ask_chair", named("group", group))).reply
    found = pack().chair_of(pack().groups[group], TODAY)
    if found:
        person = found[1]
        assert reply.outcome == "answered"
        assert person.name in reply.body
        assert person.post in reply.body
        assert pack().organisations[person.organisation].name in reply.body
    else:
        assert reply.outcome == "not_listed"
        assert not any(person.name in reply.body for person in pack().people.values())


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("intent", ["ask_purpose", "ask_terms", "ask_about", "ask_chair"])
def test_an_answer_cites_the_source_of_what_it_says(group: str, intent: str):
    """Title and date stand in the text that plain clients show."""
    reply = answered(heard(intent, named("group", group))).reply
    text = reply.as_message()["text"]
    source = pack().sources[pack().groups[group].source]
    assert source.title in [cited.title for cited in reply.sources]
    assert source.title in text
    assert all(cited.dated in text for cited in reply.sources)


def test_who_chairs_depends_on_the_day():
    """A chair whose time is over is not named, and one whose time has come is (K3)."""
    knowledge = pack(TARNSHIRE)
    part = heard("ask_chair", named("group", "early-help-group"))
    now = answered(part, knowledge=knowledge).reply.body
    then = answered(part, knowledge=knowledge, today=date(2022, 1, 1)).reply.body
    assert knowledge.people["marek-oyelaran"].name in now
    assert knowledge.people["dorothea-lamb"].name in then


@pytest.mark.parametrize("article", sorted(pack().articles))
def test_an_article_is_answered_with_its_own_words(article: str):
    """And with the source that it has."""
    reply = answered(heard(ARTICLE_INTENT, article=article)).reply
    assert pack().articles[article].answer in reply.body
    assert reply.sources[0].title == pack().sources[pack().articles[article].source].title


@pytest.mark.parametrize("article", [one for one in pack().articles.values() if one.yes or one.no])
def test_a_yes_or_no_is_the_one_that_the_pack_decides(article):
    """Each of an article's own yes/no questions opens with the right word."""
    for texts, word, lead in (
        (article.yes, "Yes", article.yes_lead),
        (article.no, "No", article.no_lead),
    ):
        for text in texts:
            part = heard(ARTICLE_INTENT, article=article.id, text=text, form="yes_no")
            body = answered(part).reply.body
            assert body.startswith(word) or (lead or word) in body or body == article.answer, text


@pytest.mark.parametrize("person", sorted(pack().people))
def test_a_person_is_described_by_post_and_organisation(person: str):
    """From the person back to the post and the groups chaired."""
    record = pack().people[person]
    body = answered(heard("ask_person", named("person", person))).reply.body
    assert record.name in body
    assert record.post in body
    for group in pack().groups_chaired_by(record, TODAY):
        assert group.name in body


def test_a_shared_first_name_asks_which():
    """Two people called Sarah: both are offered, neither is assumed."""
    mention = named("person", "sarah-vaux", "sarah-hammond", said="Sarah", certainty="partial")
    turn = answered(heard("ask_post", mention))
    assert turn.reply.outcome == "asked"
    assert {choice.title for choice in turn.reply.choices} == {"Sarah Vaux", "Sarah Hammond"}
    chosen = answered(heard("choose", named("person", "sarah-hammond")), before=turn.context)
    assert "Director of Integrated Children's Services" in chosen.reply.body


def test_an_unknown_group_is_not_another_one():
    """The groups that there are, and no chair."""
    mention = named("group", "", said="Fostering Group", certainty="unknown")
    reply = answered(heard("ask_chair", mention)).reply
    assert reply.outcome == "not_listed"
    assert "Fostering Group" in reply.body
    assert not any(person.name in reply.body for person in pack().people.values())


@pytest.mark.parametrize("place", ["place-whitstable", "place-tenterden", "place-swanley"])
def test_a_place_leads_to_its_district_and_area(place: str):
    """And to whom to ask there."""
    knowledge = pack()
    district = knowledge.districts[knowledge.places[place].districts[0]]
    body = answered(heard("ask_area", named("place", place))).reply.body
    assert district.name in body
    assert knowledge.area_of(district).name in body


def test_a_place_in_two_districts_asks():
    """Which one is not ours to guess."""
    place = next(place for place in pack().places.values() if len(place.districts) > 1)
    reply = answered(heard("ask_advisor", named("place", place.id))).reply
    assert reply.outcome in {"asked", "answered"}
    assert all(pack().districts[one].name in reply.body for one in place.districts)


def test_two_questions_get_two_answers_with_all_sources():
    """In the order in which they were asked, each source once."""
    chair = heard("ask_chair", named("group", "rapid-review-group"))
    start = heard(ARTICLE_INTENT, article="start-date")
    reply = answered(chair, start).reply
    assert reply.body.index("Sarah Hammond") < reply.body.index("17 September 2019")
    assert len({source.title for source in reply.sources}) == len(reply.sources) == 2


UNLISTED = [intent for intent, compose in ANSWERS.items() if compose.__name__ == "unlisted"]


@pytest.mark.parametrize("intent", UNLISTED)
def test_what_is_not_listed_says_whom_to_ask(intent: str):
    """Never a guess: that it is not held, and where to ask."""
    reply = answered(heard(intent)).reply
    assert reply.outcome == "not_listed"
    assert pack().where_to_ask["dsl"] in reply.body


@pytest.mark.parametrize("intent", sorted(ANSWERS))
def test_every_intent_has_an_answer_when_nothing_is_named(intent: str):
    """Whatever is asked out of the blue, there are words to say, with no gap in them."""
    if intent == ARTICLE_INTENT:
        return
    reply = answered(heard(intent)).reply
    assert reply.body.strip()
    assert "{" not in reply.body


def test_the_same_reply_is_not_given_three_times():
    """The third time, other words or a person are offered (D12)."""
    context, bodies = Context(), []
    for _ in range(3):
        turn = answered(heard("ask_chair", named("group", "rapid-review-group")), before=context)
        context = turn.context
        bodies.append(turn.reply.body)
    assert bodies[0] == bodies[1] != bodies[2]


def test_a_place_of_another_matter_is_not_taken_for_the_asker_s():
    """The opening hours of a library in Margate do not say where whoever asks works."""
    place = named("place", "place-margate")
    elsewhere = answered(heard("outside_council", place)).context
    asked = answered(heard("ask_area", place)).context
    assert "place" not in elsewhere.focus
    assert asked.focus["place"] == ("place-margate",)


def test_after_two_misses_a_person_is_offered():
    """D7: the advisor or the partnership, and still the invitation to ask again."""
    first = answered(heard("ask_chair", text="mumble", sure=False))
    second = answered(heard("ask_chair", text="mumble mumble", sure=False), before=first.context)
    assert first.reply.outcome == second.reply.outcome == "unsure"
    assert pack().where_to_ask["dsl"] in second.reply.body


def test_an_unsure_answer_offers_at_most_three_named_choices():
    """And "something else"; never an intent's name (D1)."""
    reply = answered(heard("list_groups", text="mumble", sure=False)).reply
    assert len(reply.choices) <= 4
    assert not any("_" in choice.title for choice in reply.choices)


def test_another_pack_is_answered_from_itself_alone():
    """No name of Kent in an answer about Tarnshire."""
    reply = answered(heard("list_groups"), knowledge=pack(TARNSHIRE)).reply
    assert "Early Help Group" in reply.body
    assert not any(group.name in reply.body for group in pack().groups.values())


def test_what_is_told_after_the_numbers_asks_of_nothing_before():
    """What is told ("ok, I have called them") is heard; a question is answered as ever."""
    before = answered(heard("ask_chair", named("group", "rapid-review-group"))).context
    alarmed = before.next_turn().having_alarmed()
    told = answered(
        heard("ask_about", text="ok I have called them", form="statement", sure=False),
        before=alarmed,
    )
    assert told.reply.outcome == "talk"
    assert "Hammond" not in told.reply.body
    asked = answered(heard("ask_chair", text="who chairs it?", refers=("thing",)), before=alarmed)
    assert "Sarah Hammond" in asked.reply.body
    later = answered(
        heard("ask_about", text="tell me about it", form="statement"), before=told.context
    )
    assert later.reply.outcome != "talk"


def told_in_doubt(part, *, doubtful=True):
    """What is said to a message that the guard judged."""
    judged = Judgement("child", doubtful=doubtful).as_payload()
    return answer_urgent(judged, [part], Context(), pack(), sentences(), TODAY)


def test_a_question_that_may_be_urgent_is_answered_below_the_numbers():
    """The numbers come first, and neither the question nor its subject is lost."""
    part = heard("ask_chair", named("group", "education-representative-group"))
    turn = told_in_doubt(part)
    numbers = told_in_doubt(part, doubtful=False).reply
    assert turn.reply.outcome == numbers.outcome == "urgent"
    assert turn.reply.body.startswith(numbers.body)
    assert "Peggy Murphy" in turn.reply.body
    assert "Peggy Murphy" not in numbers.body
    assert {*numbers.sources} < {*turn.reply.sources}
    assert turn.context.focus["group"] == ("education-representative-group",)


@pytest.mark.parametrize(
    "part",
    [
        heard("ask_chair", named("group", "education-representative-group"), sure=False),
        heard("ask_money", named("group", "education-representative-group")),
        heard("outside_medical"),
        heard("thank"),
    ],
    ids=["not sure", "not listed", "outside", "talk"],
)
def test_in_doubt_nothing_is_added_that_answers_nothing(part):
    """Whoever may tell of a child at risk gets nothing below the numbers but an answer."""
    assert told_in_doubt(part).reply == told_in_doubt(part, doubtful=False).reply

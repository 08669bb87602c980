"""The pack of Kent holds every fact of its sources: they stand here as tables, source by source."""

from __future__ import annotations

import re
import shutil
import textwrap
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.pack import load
from bot.text import key_of
from tests.support.kent_facts import (
    ABBREVIATIONS,
    AREAS,
    EXPLOITATION_TOPICS,
    GROUPS,
    LINES,
    POSTS,
    REMITS,
    SAID,
    TRANSITION,
)

KENT = Path(__file__).parents[1] / "knowledge" / "kent"
README = KENT.parent / "README.md"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def kent() -> Knowledge:
    """The shipped pack."""
    return load(KENT)


def _named(knowledge: Knowledge, text: str) -> set[str]:
    """The ids of the records that have this name, as the linker compares names."""
    key = key_of(text)
    found = set()
    for _, record in knowledge.records():
        former = tuple(name.name for name in getattr(record, "former", ()))
        posts = getattr(record, "post_aliases", ())
        towns = getattr(record, "towns", ())
        names = (record.name, record.short or "", *record.aliases, *former, *posts, *towns)
        if key in {key_of(name) for name in names}:
            found.add(record.id)
    # A term names its record with it: "JEG" is the group, and a term that explains it.
    return {one for one in found if getattr(knowledge.find(one), "names", None) not in found}


def test_the_page_lists_these_eight_groups_with_these_chairs(kent):
    """In the page's order; the Joint Exploitation Group has no chair listed."""
    found = []
    for group in kent.groups.values():
        chair = kent.chair_of(group, TODAY)
        found.append((group.name, chair[1].name if chair else None, group.terms_status))
    assert tuple(found) == GROUPS


def test_each_chair_has_the_post_and_organisation_of_the_page(kent):
    """Seven chairs, their posts and where they work."""
    found = tuple(
        (person.name, person.post, kent.organisations[person.organisation].name)
        for person in kent.people.values()
        if kent.groups_chaired_by(person, TODAY)
    )
    assert found == POSTS


@pytest.mark.parametrize(("group", "words"), REMITS)
def test_each_remit_is_held(kent, group, words):
    """Every clause of the page's remits stands in the purpose of its group."""
    assert words in kent.groups[group].purpose


def test_members_are_held_where_the_page_says_them(kent):
    """The page describes the membership of two groups."""
    members = {group.id: group.members for group in kent.groups.values() if group.members}
    assert set(members) == {"district-council-representative-group", "health-representative-forum"}
    district = members["district-council-representative-group"]
    assert district == "The group's membership is the District Council Safeguarding Leads."


def test_joint_groups_are_those_that_the_page_calls_joint(kent):
    """The Online Safeguarding Working Group supports three bodies, but is not called joint."""
    joint = {group.id: group.partners for group in kent.groups.values() if group.joint}
    assert joint == {
        "joint-exploitation-group": ("kscmp", "mscp", "kmsab"),
        "policy-and-procedures-group": ("kscmp", "mscp"),
    }
    online = kent.groups["online-safeguarding-working-group"]
    assert (online.joint, online.supports) == (False, ("kscmp", "mscp", "kmsab"))


def test_the_joint_exploitation_group_covers_six_topics(kent):
    """In the order of the page."""
    topics = kent.groups["joint-exploitation-group"].topics
    assert tuple(kent.topics[topic].name for topic in topics) == EXPLOITATION_TOPICS


@pytest.mark.parametrize(("article", "words"), TRANSITION)
def test_each_fact_of_the_transition_has_an_answer(kent, article, words):
    """Every sentence of the news post stands in an article."""
    assert words in kent.articles[article].answer


def test_each_line_has_its_number_and_text_relay(kent):
    """Seven lines; each whole sentence says the number itself."""
    found = tuple((c.audience, c.number, c.relay) for c in kent.contacts.values())
    assert found == LINES
    assert all(contact.number in contact.say for contact in kent.contacts.values())
    assert kent.contact_for("child-concern").hours == "office hours"


def test_four_areas_have_twelve_districts_and_an_advisor_each(kent):
    """The advisors are roles with addresses that can reach nobody."""
    found = tuple(
        (area.name, tuple(kent.districts[district].name for district in area.districts))
        for area in kent.areas.values()
    )
    assert found == AREAS
    for area in kent.areas.values():
        assert area.advisor.title == f"Area Safeguarding Advisor for {area.name}"
        assert area.advisor.email.endswith("@advisors.example")


def test_shepway_is_the_former_name_of_folkestone_and_hythe(kent):
    """Until 2018."""
    former = kent.districts["folkestone-and-hythe"].former[0]
    assert (former.name, former.until_year) == ("Shepway", 2018)
    assert _named(kent, "shepway") == {"folkestone-and-hythe"}


@pytest.mark.parametrize("abbreviation", ABBREVIATIONS, ids=lambda one: one[0])
def test_each_abbreviation_is_explained(kent, abbreviation):
    """Every abbreviation of the contacts' page is a term."""
    short, name = abbreviation
    (term,) = [term for term in kent.terms.values() if term.short == short]
    assert term.name == name


def test_the_board_ends_the_day_before_the_partnership_begins(kent):
    """KSCB to 16 September 2019, KSCMP from 17 September 2019."""
    assert kent.predecessor.valid_until == date(2019, 9, 16)
    assert kent.partnership.valid_from == date(2019, 9, 17)


def test_neighbours_are_named_with_whom_to_ask(kent):
    """Medway has its own partnership; the others are not covered either."""
    assert "Medway Safeguarding Children Partnership" in kent.neighbours["medway"].covered_by
    names = {neighbour.name for neighbour in kent.neighbours.values()}
    listed = {"Medway", "Bexley", "Bromley", "East Sussex", "West Sussex", "Surrey", "Essex"}
    assert listed <= names
    assert {"Chatham", "Gillingham", "Rainham", "Rochester", "Strood", "Hoo Peninsula"} <= set(
        kent.neighbours["medway"].towns
    )


# The sources themselves.
def test_sources_have_the_dates_that_they_show(kent):
    """The groups' page is undated and none is invented; the news post has its day."""
    assert kent.sources["sub-groups-page"].undated
    assert kent.sources["arrangements-2019"].date == date(2019, 9, 20)
    assert kent.sources["public-contacts"].checked == "November 2026"
    assert "not official" in kent.sources["gazetteer"].title


@pytest.mark.parametrize("name", [group[0] for group in GROUPS])
def test_groups_are_known_from_the_page(kent, name):
    """Each group's facts cite the page that lists it."""
    (group,) = [group for group in kent.groups.values() if group.name == name]
    assert group.source == "sub-groups-page"


@pytest.mark.parametrize(("said", "id_"), SAID)
def test_what_people_say_names_one_record(kent, said, id_):
    """The usual names lead to the record, and to no other."""
    assert _named(kent, said) == {id_}


@pytest.mark.parametrize(
    "word", ["training", "policy", "education", "health", "group", "school", "review", "area"]
)
def test_ordinary_words_name_nothing(kent, word):
    """Such a word hints at a group beside "group" or "one", and nowhere else."""
    assert _named(kent, word) == set()


@pytest.mark.parametrize("name", ["Minster", "Boughton", "Tunbridge", "Walderslade", "Sussex"])
def test_ambiguous_names_lead_to_several_records(kent, name):
    """The assistant asks which one is meant."""
    assert name in kent.ambiguous
    assert len(_named(kent, name)) > 1


# The articles.
def test_every_article_is_asked_in_many_ways(kent):
    """At least fifteen, since its questions are all that it is recognised by."""
    assert len(kent.articles) >= 25
    assert all(len(article.questions) >= 15 for article in kent.articles.values())


def test_answers_are_short_and_stand_alone(kent):
    """At most five sentences of plain text, which do not begin with a yes or a no."""
    for article in kent.articles.values():
        assert not article.answer.startswith(("Yes", "No:", "No,", "It ", "They "))
        assert len(article.answer) <= 420, article.id
        assert article.answer.endswith("."), article.id


def test_leads_begin_with_the_answer_that_they_lead(kent):
    """A lead for Yes says yes at once, and one for No says no."""
    for article in kent.articles.values():
        assert not article.yes_lead or article.yes_lead.startswith("Yes: ")
        assert not article.no_lead or article.no_lead.startswith("No: ")


def test_only_the_authors_and_chairs_of_the_sources_are_people(kent):
    """Seven chairs and the author of the news post."""
    assert {person.name for person in kent.people.values()} == {
        *(post[0] for post in POSTS),
        "Rebecca Avery",
    }


def test_the_example_of_the_readme_works_as_it_is_written(tmp_path):
    """An officer who does what knowledge/README.md says gets the new chair, and keeps the old."""
    folder = Path(shutil.copytree(KENT, tmp_path / "kent"))
    text = README.read_text(encoding="utf-8")
    source, person, chairs = map(textwrap.dedent, re.findall(r"```yaml\n(.+?)```", text, re.DOTALL))
    for file, record in (("sources", source), ("people", person)):
        with (folder / f"{file}.yaml").open("a", encoding="utf-8") as records:
            records.write(f"\n{record}")
    groups = folder / "groups.yaml"
    before = "  chairs:\n    - person: peggy-murphy\n"
    after = textwrap.indent(chairs, "  ")
    groups.write_text(groups.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    changed = load(folder)
    group = changed.groups["education-representative-group"]
    found = [changed.chair_of(group, day) for day in (date(2026, 11, 30), date(2026, 12, 1))]
    assert [chair[1].name for chair in found if chair] == ["Peggy Murphy", "Ama Owusu"]


@pytest.mark.parametrize("file", sorted(path.name for path in KENT.glob("*.yaml")))
def test_the_readme_explains_every_file(file):
    """No file of the pack is left unexplained."""
    assert f"**{file}**" in README.read_text(encoding="utf-8")

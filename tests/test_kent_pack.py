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

KENT = Path(__file__).parents[1] / "knowledge" / "kent"
README = KENT.parent / "README.md"
GAZETTEER = Path(__file__).parent / "gazetteer"
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


# The page "KSCMP Sub-Groups".
GROUPS = (
    ("District Council Representative Group", "Alison Broom", "published"),
    ("Education Representative Group", "Peggy Murphy", "published"),
    ("Health Representative Forum", "Sarah Vaux", "under-review"),
    ("Joint Exploitation Group", None, "under-review"),
    ("Online Safeguarding Working Group", "Paula Mitchell", "published"),
    ("Policy and Procedures Group", "Tina Hughes", "published"),
    ("Rapid Review Group", "Sarah Hammond", "published"),
    ("Scrutiny and Challenge Group", "Sue Chandler", "published"),
)
POSTS = (
    ("Alison Broom", "Chief Executive", "Maidstone Borough Council"),
    ("Peggy Murphy", "Head Teacher", "Five Acre Wood School"),
    ("Sarah Vaux", "Chief Nurse", "Kent Clinical Commissioning Groups"),
    ("Paula Mitchell", "Adult Safeguarding Officer", "KCC Adult Social Care and Health"),
    ("Tina Hughes", "Senior Probation Officer", "National Probation Service"),
    (
        "Sarah Hammond",
        "Director of Integrated Children's Services (Social Work Lead)",
        "KCC Children, Young People and Education",
    ),
    ("Sue Chandler", "Cabinet Member for Integrated Children's Services", "Kent County Council"),
)
REMITS = (
    ("district-council-representative-group", "provides a district council voice at the KSCMP"),
    ("district-council-representative-group", "decisions and recommendations relating to District"),
    ("district-council-representative-group", "planning, commissioning and delivery of services"),
    ("district-council-representative-group", "consistent and responsive approach"),
    ("education-representative-group", "good two-way communication between the Education Sector"),
    ("education-representative-group", "raises awareness across the sector of wider safeguarding"),
    ("education-representative-group", "strategic issues being raised by educational establish"),
    ("education-representative-group", "suitable recommendations to the KSCMP for action"),
    ("education-representative-group", "supports settings involved in Serious Case / Local Pract"),
    ("education-representative-group", "representatives from a range of educational establish"),
    (
        "health-representative-forum",
        "NHS Kent and Medway, Kent County Council and all Health Trusts",
    ),
    ("health-representative-forum", "responsibility to safeguard children in an integrated way"),
    ("health-representative-forum", "common health voice at the KSCMP"),
    ("health-representative-forum", "decisions and recommendations relating to health services"),
    ("health-representative-forum", "planning, commissioning and delivery of services"),
    ("health-representative-forum", "identify any deficits in health services"),
    ("health-representative-forum", "ensure the deficits are addressed"),
    ("joint-exploitation-group", "oversees multi-agency activity around"),
    ("online-safeguarding-working-group", "oversight of online safeguarding issues"),
    ("online-safeguarding-working-group", "joined-up multi-agency working"),
    ("online-safeguarding-working-group", "risk factor for children, young people and adults"),
    ("policy-and-procedures-group", "developing policies and procedures for safeguarding"),
    ("policy-and-procedures-group", "compliant with national requirements"),
    ("policy-and-procedures-group", "coordinating the development of local multi-agency policies"),
    ("policy-and-procedures-group", "keeps such policies under review"),
    ("policy-and-procedures-group", "timely revision"),
    ("policy-and-procedures-group", "focused pieces of work at the request of the Partnerships"),
    ("policy-and-procedures-group", "additional professionals as required"),
    ("rapid-review-group", "initial scope for any Local Child Safeguarding Practice Reviews"),
    ("rapid-review-group", "criteria, as set out in Working Together 2018, are met"),
    ("rapid-review-group", "procedures and protocols for undertaking these Practice Reviews"),
    ("rapid-review-group", "National Child Safeguarding Practice Review Panel (CSPRP)"),
    ("rapid-review-group", "timely information on the Safeguarding Partnership's decisions"),
    ("scrutiny-and-challenge-group", "efficacy of the safeguarding system"),
    ("scrutiny-and-challenge-group", "robust scrutiny and constructive challenge"),
    ("scrutiny-and-challenge-group", "functions of the partnership are effectively discharged"),
    ("scrutiny-and-challenge-group", "Safeguarding Partners and Relevant Agencies"),
    ("scrutiny-and-challenge-group", "as required in Working Together 2018"),
)
EXPLOITATION_TOPICS = (
    "Sexual Exploitation",
    "Gangs / County Lines",
    "Human Trafficking / Modern Slavery",
    "Online Safeguarding",
    "Radicalisation / Extremism",
    "Unaccompanied Asylum Seeking Children",
)


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


# The news post of 20 September 2019.
TRANSITION = (
    ("start-date", "17 September 2019"),
    ("replaces-the-board", "(KSCMP) replaced the Kent Safeguarding Children Board (KSCB)"),
    ("arrangements-published", "published on the KSCB website"),
    ("submitted-to-department", "submitted to the Department for Education"),
    ("guidance", "in line with guidance in Working Together 2018"),
    ("website-moved", "transitioned across to the new Partnership's interim website"),
    ("interim-website", "interim website"),
    ("redirect", "automatic redirect to the KSCMP website"),
    ("policy-links", "Settings may wish to update links"),
    ("website-content", "all of the key information on the new Partnership"),
    ("website-content", "the Safeguarding Arrangements, the Scrutiny and Challenge Framework"),
    ("website-content", "the Kent and Medway Child Death Arrangements"),
    ("website-to-follow", "the Partnership's Practice Improvement Framework"),
    ("website-to-follow", "Learning and Development Framework"),
    ("website-to-follow", "Terms of Reference for its Sub Groups and Representative Groups"),
    ("scr-repository", "repository for the publication of Serious Case Reviews"),
    ("scr-repository", "associated Briefing Papers"),
    ("scr-sign-off", "still responsible for signing off the Serious Case Reviews"),
    ("scr-sign-off", "in accordance with the transition arrangements"),
    ("scr-board-meetings", "convene a number of Board meetings"),
    ("scr-board-meetings", "presented and agreed"),
    ("scr-when-published", "once they are signed off"),
    ("scr-when-published", "subject to the conclusion of any outstanding parallel proceedings"),
    ("scr-when-published", "on the Partnership's website"),
    ("training-programme", "KSCB training programme moves over"),
    ("training-access", "multi-agency safeguarding children training offer continues"),
    ("meeting-schedule", "schedule of meetings is being developed for all of the Partnership's"),
    ("meeting-schedule", "the Executive Board, the Sub-Groups and the Representative Fora"),
    ("meeting-schedule-published", "shared with Group members and published on"),
    ("whom-to-ask", "should contact their Area Safeguarding Advisor"),
    ("whom-to-ask", "any queries regarding the transition arrangements"),
    ("news-post", "Rebecca Avery of The Education People"),
    ("news-post", "20 September 2019"),
    ("learning-and-development-framework", "will follow on its website"),
    ("practice-improvement-framework", "will follow on its website"),
    ("scrutiny-and-challenge-framework", "on the Partnership's website"),
    ("child-death-arrangements", "on the Partnership's website"),
    ("briefing-papers", "Partnership's website is the repository"),
    ("terms-on-website", "would follow on the website"),
    ("terms-on-website", "Joint Exploitation Group and the Health Representative Forum are under"),
)


@pytest.mark.parametrize(("article", "words"), TRANSITION)
def test_each_fact_of_the_transition_has_an_answer(kent, article, words):
    """Every sentence of the news post stands in an article."""
    assert words in kent.articles[article].answer


# public-contacts.md
LINES = (
    ("emergency", "999", None),
    ("child-concern", "03000 411111", "18001 03000 411111"),
    ("out-of-hours", "03000 419191", None),
    ("adult-concern", "03000 416161", "18001 03000 416161"),
    ("childline", "0800 1111", None),
    ("nspcc", "0808 800 5000", None),
    ("police", "101", None),
)
AREAS = (
    ("North Kent", ("Dartford", "Gravesham", "Sevenoaks")),
    ("South Kent", ("Ashford", "Dover", "Folkestone & Hythe")),
    ("East Kent", ("Canterbury", "Swale", "Thanet")),
    ("West Kent", ("Maidstone", "Tonbridge & Malling", "Tunbridge Wells")),
)
ABBREVIATIONS = (
    ("DSL", "Designated Safeguarding Lead"),
    ("DDSL", "Deputy Designated Safeguarding Lead"),
    ("KSCB", "Kent Safeguarding Children Board"),
    ("KSCMP", "Kent Safeguarding Children Multi-agency Partnership"),
    ("MSCP", "Medway Safeguarding Children Partnership"),
    ("KMSAB", "Kent and Medway Safeguarding Adults Board"),
    ("SCR", "Serious Case Review"),
    ("LCSPR", "Local Child Safeguarding Practice Review"),
    ("CSPRP", "Child Safeguarding Practice Review Panel"),
    ("UASC", "Unaccompanied Asylum Seeking Children"),
    ("ToR", "Terms of Reference"),
    ("KCC", "Kent County Council"),
    ("CCG", "Clinical Commissioning Group"),
)


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


# Names as people say them.
SAID = (
    ("JEG", "joint-exploitation-group"),
    ("exploitation group", "joint-exploitation-group"),
    ("district councils group", "district-council-representative-group"),
    ("district group", "district-council-representative-group"),
    ("education reps", "education-representative-group"),
    ("ed rep group", "education-representative-group"),
    ("health forum", "health-representative-forum"),
    ("Health reps", "health-representative-forum"),
    ("pol & procs", "policy-and-procedures-group"),
    ("P&P group", "policy-and-procedures-group"),
    ("policies and procedures group", "policy-and-procedures-group"),
    ("online safety group", "online-safeguarding-working-group"),
    ("OSWG", "online-safeguarding-working-group"),
    ("scrutiny group", "scrutiny-and-challenge-group"),
    ("rapid reviews", "rapid-review-group"),
    ("RRG", "rapid-review-group"),
    ("CSE", "sexual-exploitation"),
    ("county lines", "gangs-and-county-lines"),
    ("gangs", "gangs-and-county-lines"),
    ("grooming online", "online-safeguarding"),
    ("trafficking", "trafficking-and-modern-slavery"),
    ("modern slavery", "trafficking-and-modern-slavery"),
    ("radicalisation", "radicalisation-and-extremism"),
    ("asylum seeking children", "unaccompanied-asylum-seeking-children"),
    ("e-safety", "online-safeguarding"),
    ("drug running", "gangs-and-county-lines"),
    ("cabinet member", "sue-chandler"),
    ("maidstone council", "maidstone-borough-council"),
    ("exec board", "executive-board"),
    ("north kent", "north-kent"),
    ("sheppey", "place-isle-of-sheppey"),
    ("isle of thanet", "thanet"),
    ("T&M", "tonbridge-and-malling"),
    ("Royal Tunbridge Wells", "tunbridge-wells"),
    ("orpington", "bromley"),
    ("chatham", "medway"),
)


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


# The gazetteer.
LETTERS = {
    "D": "dartford",
    "G": "gravesham",
    "S": "sevenoaks",
    "A": "ashford",
    "V": "dover",
    "F": "folkestone-and-hythe",
    "C": "canterbury",
    "W": "swale",
    "T": "thanet",
    "M": "maidstone",
    "B": "tonbridge-and-malling",
    "U": "tunbridge-wells",
}
# Leeds said alone is the city; Stone is also said of Stone-in-Oxney.
RENAMED = {"Leeds": "Leeds village"}
ADDED = {"Stone": {"ashford"}}


def _first_list() -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for line in _lines("by_district.txt"):
        district, _, names = line.partition(":")
        for name in names.split(","):
            places.setdefault(name.strip(), set()).add(district)
    return places


def _second_list() -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for line in _lines("by_alphabet.txt"):
        words = line.split()
        letters = [word for word in words if word in LETTERS]
        places[" ".join(words[: -len(letters)])] = {LETTERS[letter] for letter in letters}
    return places


def _lines(file: str) -> list[str]:
    lines = (GAZETTEER / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_place_stands_on_two_lists_and_has_the_districts_of_both(kent):
    """Where the lists disagree the place has both districts, so that the assistant asks."""
    first, second = _first_list(), _second_list()
    expected = {
        RENAMED.get(name, name): first[name] | second[name] | ADDED.get(name, set())
        for name in first.keys() & second.keys()
    }
    assert {place.name: set(place.districts) for place in kent.places.values()} == expected
    assert len(expected) >= 150


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

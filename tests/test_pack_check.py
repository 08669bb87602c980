"""Every kind of mistake in a pack is found, with its file, its line and a plain reason."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.command.check_knowledge import main
from bot.pack_check import check
from bot.pack_source import Problem, read_source

TARNSHIRE = Path(__file__).parent / "packs" / "tarnshire"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented pack, to be broken."""
    return Path(shutil.copytree(TARNSHIRE, tmp_path / "tarnshire"))


@dataclass(frozen=True)
class Mistake:
    """One edit of one file, and the reason that must be given for it.

    The problem is shown where the edit begins, or in the first line that holds the text `at`, of
    the file `shown_in` when that is another one.
    """

    name: str
    file: str
    old: str
    new: str
    reason: str
    at: str = ""
    shown_in: str = ""


MISTAKES = (
    Mistake(
        "a source that does not exist",
        "groups.yaml",
        "joint: false\n  topics: [audits]\n  terms_of_reference: {status: under-review}\n"
        "  source: groups-page",
        "joint: false\n  topics: [audits]\n  terms_of_reference: {status: under-review}\n"
        "  source: group-page",
        "'group-page' is not the id of one of the sources (did you mean 'groups-page'?)",
        at="source: group-page",
    ),
    Mistake(
        "a fact without a source",
        "bodies.yaml",
        "approves the yearly plan, and no more.\n  source: bulletin",
        "approves the yearly plan, and no more.",
        "every fact says where it comes from",
        at="id: steering-committee",
    ),
    Mistake(
        "a chair who is not among the people",
        "groups.yaml",
        "person: tobias-rao",
        "person: tobias-roa",
        "'tobias-roa' is not the id of one of the people (did you mean 'tobias-rao'?)",
    ),
    Mistake(
        "a chair without a person",
        "groups.yaml",
        "- person: tobias-rao",
        "- from: 2022-01-01",
        "the field 'person' is missing",
    ),
    Mistake(
        "an empty chair",
        "groups.yaml",
        "- person: tobias-rao",
        "- person:   # nobody",
        "'person' is empty",
    ),
    Mistake(
        "a person of an unknown organisation",
        "people.yaml",
        "organisation: puddle-lane-nursery",
        "organisation: early-help-group",
        "is not the id of one of the organisations",
    ),
    Mistake(
        "an unknown topic",
        "groups.yaml",
        "topics: [neglect, dental-health]",
        "topics: [neglect, teeth]",
        "'teeth' is not the id of one of the topics",
    ),
    Mistake(
        "an unknown partner",
        "groups.yaml",
        "partners: [tcsa, esp]",
        "partners: [tcsa, highmoor]",
        "'highmoor' is not the id of one of the organisations or partnership",
    ),
    Mistake(
        "an unknown district of a place",
        "places.yaml",
        "districts: [highmoor]",
        "districts: [hihgmoor]",
        "(did you mean 'highmoor'?)",
    ),
    Mistake(
        "a place in no district",
        "places.yaml",
        "districts: [ottermouth]",
        "districts: []",
        "'districts' needs at least 1 and has 0",
    ),
    Mistake(
        "a district in no area",
        "areas.yaml",
        "districts: [ottermouth, saltreach]",
        "districts: [ottermouth]",
        "the district 'saltreach' belongs to no area",
        at="- id: saltreach",
        shown_in="districts.yaml",
    ),
    Mistake(
        "a district in two areas",
        "areas.yaml",
        "districts: [tarn-dale]",
        "districts: [tarn-dale, highmoor]",
        "the district 'highmoor' already belongs to the area 'uplands'",
    ),
    Mistake(
        "an id used twice",
        "people.yaml",
        "- id: bethan-quill",
        "- id: marek-oyelaran",
        "the id 'marek-oyelaran' is already used in people.yaml, line 1",
    ),
    Mistake(
        "an id used in two files",
        "terms.yaml",
        "- id: term-spoc",
        "- id: neglect",
        "the id 'neglect' is already used in topics.yaml",
    ),
    Mistake(
        "an id with capitals and blanks",
        "terms.yaml",
        "- id: term-spoc",
        "- id: Term SPOC",
        "must be small letters, digits and single hyphens",
    ),
    Mistake(
        "dates of a chair out of order",
        "groups.yaml",
        "until: 2023-01-08",
        "until: 2020-01-08",
        "the dates are out of order: from 2021-05-04 is after until 2020-01-08",
    ),
    Mistake(
        "dates of a record out of order",
        "terms.yaml",
        "until: 2021-05-03",
        "until: 2021-05-03\n  from: 2022-01-01",
        "the dates are out of order: from 2022-01-01 is after until 2021-05-03",
        at="until: 2021-05-03",
    ),
    Mistake(
        "a date that is none",
        "groups.yaml",
        "from: 2023-01-09",
        "from: 2023-02-30",
        "'from' must be a date written year-month-day",
    ),
    Mistake(
        "a date in words",
        "sources.yaml",
        "date: 2021-05-12",
        "date: 12 May 2021",
        "not '12 May 2021'",
    ),
    Mistake(
        "a year that is none",
        "districts.yaml",
        "until_year: 2009",
        "until_year: long ago",
        "'until_year' must be a year of four digits",
    ),
    Mistake(
        "a flag that is none",
        "organisations.yaml",
        "partnership: true",
        "partnership: sometimes",
        "'partnership' must be true or false, not 'sometimes'",
    ),
    Mistake(
        "a source with two dates",
        "sources.yaml",
        "undated: true",
        "undated: true\n  date: 2020-01-01",
        "exactly one of 'date', 'checked' and 'undated: true'",
        at="id: groups-page",
    ),
    Mistake(
        "a source without a date",
        "sources.yaml",
        "  checked: March 2026\n",
        "",
        "exactly one of 'date', 'checked' and 'undated: true'",
        at="id: handbook",
    ),
    Mistake(
        "an address that is no web address",
        "sources.yaml",
        "https://alliance.example/groups",
        "alliance.example/groups",
        "must begin with https://",
    ),
    Mistake(
        "a name of two records",
        "groups.yaml",
        "aliases: [Early Help Sub-Group, Early Help Reps]",
        "aliases: [neglect group]",
        "also names early-help-group (groups.yaml, line 4)",
        at="aliases: [Neglect Group",
    ),
    Mistake(
        "a town that is another record's name",
        "neighbours.yaml",
        "towns: [Blakeholt]",
        "towns: [Blakeholt, Ottermouth]",
        "list it under 'ambiguous' in pack.yaml",
    ),
    Mistake(
        "a former name that is another record's name",
        "districts.yaml",
        "name: Salt Hundreds",
        "name: Sedge Bridge",
        "also names",
        at="aliases: [Sedge Bridge]",
        shown_in="places.yaml",
    ),
    Mistake(
        "an ambiguous name that only one record has",
        "pack.yaml",
        "ambiguous: [Gorse]",
        "ambiguous: [Gorse, Blakeholt]",
        "'Blakeholt' is marked ambiguous, but fewer than two records have this name",
    ),
    Mistake(
        "an ordinary word that is no name",
        "pack.yaml",
        "ordinary_words: [Gorse, Marl, Reach]",
        "ordinary_words: [Gorse, Marl, Teapot]",
        "'Teapot' is marked as an ordinary word, but no record has this name",
    ),
    Mistake(
        "a field that is not known",
        "groups.yaml",
        "summary: It plans",
        "sumary: It plans",
        "'sumary' is not a field known here (did you mean 'summary'?)",
    ),
    Mistake(
        "a field of a chair that is not known",
        "groups.yaml",
        "- person: tobias-rao",
        "- person: tobias-rao\n      phone: 01632 960000",
        "'phone' is not a field known here",
        at="phone:",
    ),
    Mistake(
        "a field that is missing",
        "people.yaml",
        "  post: Named Nurse\n",
        "",
        "the field 'post' is missing",
        at="id: bethan-quill",
    ),
    Mistake(
        "a field given twice",
        "people.yaml",
        "post: Named Nurse",
        "post: Named Nurse\n  post: Nurse",
        "the field 'post' is given twice",
        at="post: Nurse",
    ),
    Mistake("an empty text", "people.yaml", "post: Named Nurse", 'post: "  "', "'post' is empty"),
    Mistake("an empty field", "people.yaml", "post: Named Nurse", "post:", "'post' is empty"),
    Mistake(
        "an empty member of a list",
        "people.yaml",
        "[Det Supt, Superintendent]",
        '[Det Supt, ""]',
        "'post_aliases' is empty",
    ),
    Mistake(
        "a text instead of a list",
        "people.yaml",
        "post_aliases: [Det Supt, Superintendent]",
        "post_aliases: Det Supt",
        "'post_aliases' must be a list",
    ),
    Mistake(
        "a list instead of a text",
        "people.yaml",
        "post: Named Nurse",
        "post: [Named Nurse]",
        "'post' must be a text on its own",
    ),
    Mistake(
        "a text instead of fields",
        "areas.yaml",
        "advisor: {title: Link Advisor for the Vale, email: vale@advisors.example}",
        "advisor: Link Advisor",
        "'advisor' must hold fields",
    ),
    Mistake(
        "a record that is only a text",
        "people.yaml",
        "- id: marek-oyelaran",
        "- Marek Oyelaran\n- id: marek-oyelaran",
        "must hold fields",
        at="- Marek",
    ),
    Mistake(
        "an audience that is not known",
        "contacts.yaml",
        "audience: adult-concern",
        "audience: adults",
        "'audience' must be one of emergency, child-concern",
    ),
    Mistake(
        "no line for emergencies",
        "contacts.yaml",
        "audience: emergency",
        "audience: police",
        "there is no line for 'emergency'",
        at="- id: emergency",
    ),
    Mistake(
        "a telephone number with letters",
        "contacts.yaml",
        "number: 01632 960919",
        "number: O1632 960919",
        "a telephone number is digits and spaces",
    ),
    Mistake(
        "an e-mail address without an @",
        "areas.yaml",
        "vale@advisors.example",
        "vale.advisors.example",
        "is not an e-mail address",
    ),
    Mistake(
        "a status of terms of reference that is not known",
        "groups.yaml",
        "terms_of_reference: {status: published, source: bulletin}",
        "terms_of_reference: {status: lost}",
        "'status' must be one of published, under-review",
    ),
    Mistake(
        "a joint group with nobody",
        "groups.yaml",
        "  partners: [tcsa, esp]\n",
        "",
        "give at least two 'partners'",
        at="id: missing-children-group",
    ),
    Mistake(
        "partners of a group that is not joint",
        "groups.yaml",
        "joint: true",
        "joint: false",
        "only a joint group has 'partners'",
        at="partners: [tcsa, esp]",
    ),
    Mistake(
        "a topic that does not know its group",
        "groups.yaml",
        "topics: [audits]",
        "topics: [neglect]",
        "the topic 'neglect' does not list the group 'learning-and-audit-group'",
    ),
    Mistake(
        "an article with four questions",
        "articles.yaml",
        "    - When did the Alliance begin?\n    - What date was the changeover?\n"
        "    - Since when has there been an Alliance?\n"
        "    - On which day did the new body take over?\n    - when was the alliance set up\n",
        "",
        "'questions' needs at least 5 and has 4",
        at="- When did the TCSA start?",
    ),
    Mistake(
        "a question of two articles",
        "articles.yaml",
        "- What replaced the TLSC?",
        "- When did the tcsa start",
        "is already asked in the article 'alliance-start'",
    ),
    Mistake(
        "a question with both answers",
        "articles.yaml",
        "- Did the Alliance start in 2019?",
        "- Did the Alliance start in May 2021?",
        "stands under 'yes' and under 'no'",
    ),
    Mistake(
        "a lead that is never said",
        "articles.yaml",
        "  no:\n    - Is the yellow badge still valid?\n",
        "",
        "'no_lead' is never said",
        at='no_lead: "No: the green card',
    ),
    Mistake(
        "a related record that does not exist",
        "articles.yaml",
        "label: the green card",
        "label: the green card\n  related: [yellow-card]",
        "'yellow-card' is not the id of anything in this pack",
        at="related:",
    ),
    Mistake(
        "an aspect that is not known",
        "unlisted.yaml",
        "meetings: seminar-dates",
        "meeting: seminar-dates",
        "'meeting' is not one of contact-details, meetings",
    ),
    Mistake(
        "an aspect with an article that does not exist",
        "unlisted.yaml",
        "meetings: seminar-dates",
        "meetings: seminars-dates",
        "is not the id of one of the articles",
    ),
    Mistake(
        "broken YAML",
        "people.yaml",
        "aliases: [Det Supt",
        'aliases: ["Det Supt',
        "is not valid YAML here",
    ),
    Mistake(
        "a tab in the margin",
        "terms.yaml",
        "  short: SPOC",
        "\tshort: SPOC",
        "is not valid YAML here",
    ),
    Mistake(
        "a file that is no list",
        "bodies.yaml",
        "- id: steering-committee",
        "id: steering-committee",
        "is not valid YAML here",
        at="name: Steering Committee",
    ),
    Mistake(
        "a value that holds itself",
        "terms.yaml",
        "aliases: [SPOCs]",
        "aliases: &again [*again]",
        "is nested too deeply",
    ),
)


def _shown(folder: Path, mistake: Mistake, edited: int) -> tuple[str, int]:
    """The file and the line in which the problem must be shown."""
    file = mistake.shown_in or mistake.file
    if not mistake.at:
        return file, edited
    lines = (folder / file).read_text().splitlines()
    return file, next(number for number, line in enumerate(lines, 1) if mistake.at in line)


def _break(folder: Path, mistake: Mistake) -> int:
    """Make the mistake; the line in which it begins."""
    path = folder / mistake.file
    text = path.read_text()
    assert mistake.old in text, "the pack no longer holds what this mistake changes"
    path.write_text(text.replace(mistake.old, mistake.new, 1))
    return text[: text.index(mistake.old)].count("\n") + 1


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_found_with_file_line_and_reason(folder, mistake):
    """Each kind of mistake is told once, where it stands, in a sentence."""
    edited = _break(folder, mistake)
    problems = check(read_source(folder))
    told = [problem for problem in problems if mistake.reason in problem.reason]
    assert told, problems
    assert (told[0].file, told[0].line) == _shown(folder, mistake, edited)


def test_both_shipped_packs_are_in_order():
    """Nothing is wrong with the pack of Kent or with the invented one."""
    for pack in (TARNSHIRE, Path(__file__).parents[1] / "knowledge" / "kent"):
        assert check(read_source(pack)) == ()


@pytest.mark.parametrize("name", ["pack", "sources", "groups", "contacts", "articles"])
def test_a_missing_file_is_told(folder, name):
    """A pack without one of its main files is no pack."""
    (folder / f"{name}.yaml").unlink()
    problems = check(read_source(folder))
    assert Problem(f"{name}.yaml", 1, f"the file {name}.yaml is missing") in problems


def test_a_small_pack_needs_no_file_for_what_it_does_not_have(folder):
    """A partnership without terms, bodies, neighbours or towns leaves their files out."""
    for name in ("terms", "bodies", "neighbours", "unlisted"):
        (folder / f"{name}.yaml").unlink()
    assert check(read_source(folder)) == ()


def test_a_misnamed_file_is_told(folder):
    """A file that nobody reads would be a fact that nobody hears."""
    (folder / "terms.yaml").rename(folder / "term.yaml")
    (problem,) = check(read_source(folder))
    assert problem == Problem(
        "term.yaml", 1, "term.yaml is no file of a pack (did you mean 'terms'?)"
    )


def test_an_empty_folder_and_an_absent_one_are_refused(tmp_path):
    """A wrong SIGNPOST_KNOWLEDGE says so instead of starting without facts."""
    for folder in (tmp_path, tmp_path / "nowhere"):
        (problem,) = check(read_source(folder))
        assert "there is no pack here" in problem.reason


def test_a_file_that_is_no_text_is_refused(folder):
    """Somebody saved a spreadsheet under the name of a file."""
    (folder / "terms.yaml").write_bytes(b"PK\x03\x04\xff\xfe")
    problems = check(read_source(folder))
    assert Problem("terms.yaml", 1, "is not a UTF-8 text file") in problems


def test_a_whole_file_of_another_form_is_refused(folder):
    """A list is expected, and a mapping was written."""
    (folder / "bodies.yaml").write_text("steering-committee: {name: Steering Committee}\n")
    (problem,) = [p for p in check(read_source(folder)) if p.file == "bodies.yaml"]
    assert "must hold a list of records" in problem.reason


def test_all_mistakes_are_told_at_once(folder):
    """An officer corrects a file once, not once for each mistake."""
    _break(folder, MISTAKES[1])
    _break(folder, MISTAKES[2])
    people = folder / "people.yaml"
    people.write_text(people.read_text().replace("post: Named Nurse", "post:"))
    reasons = " ".join(problem.reason for problem in check(read_source(folder)))
    assert "every fact says where it comes from" in reasons
    assert "'tobias-roa' is not the id" in reasons
    assert "'post' is empty" in reasons


def test_a_sentence_may_stand_for_what_is_unlisted(folder):
    """Instead of an article's id, unlisted.yaml may hold a sentence."""
    (folder / "unlisted.yaml").write_text("money: The bulletin speaks of no sums.\n")
    assert check(read_source(folder)) == ()


def test_the_command_counts_what_a_good_pack_holds(capsys):
    """`make check-knowledge` on a good pack says how much there is, and exits with 0."""
    assert main([str(TARNSHIRE)]) == 0
    said = capsys.readouterr().out
    assert "is in order" in said
    assert "12  articles" in said


def test_the_command_lists_every_problem_of_a_bad_pack(folder, capsys):
    """It names file and line in a form that editors can open, and exits with 1."""
    _break(folder, MISTAKES[2])
    _break(folder, MISTAKES[5])
    assert main([str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"{folder}/groups.yaml:" in said
    assert f"{folder}/people.yaml:" in said
    assert "2 to put right" in said


def test_the_command_takes_the_folder_from_the_settings(folder, capsys, monkeypatch):
    """Without a folder it checks the one that the assistant would use."""
    monkeypatch.setenv("SIGNPOST_KNOWLEDGE", str(folder))
    assert main([]) == 0
    assert str(folder) in capsys.readouterr().out

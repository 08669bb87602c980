"""Reading the folder of a pack: what is written is what the assistant knows."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge import Knowledge
from bot.pack import load
from bot.pack_source import PackError, read_source
from bot.records import FormerName

TARNSHIRE = Path(__file__).parent / "packs" / "tarnshire"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented pack, to be changed."""
    return Path(shutil.copytree(TARNSHIRE, tmp_path / "tarnshire"))


@pytest.fixture(scope="module")
def tarnshire() -> Knowledge:
    """The invented pack."""
    return load(TARNSHIRE)


def test_a_pack_is_read_whole(tarnshire):
    """Each file becomes a table of the knowledge, in the order of the file."""
    assert list(tarnshire.groups) == [
        "early-help-group",
        "neglect-strategy-group",
        "missing-children-group",
        "learning-and-audit-group",
        "early-years-forum",
    ]
    assert tarnshire.id == "tarnshire"
    assert tarnshire.partnership.short == "TCSA"
    assert tarnshire.predecessor.valid_until == date(2021, 5, 3)
    assert tarnshire.where_to_ask["dsl"] == "your Link Advisor"
    assert tarnshire.ambiguous == ("Gorse",)
    assert tarnshire.unlisted["meetings"] == "seminar-dates"


def test_numbers_and_short_words_stay_as_they_are_written(folder):
    """An officer need not know that YAML takes 999 for a number and No for a truth value."""
    groups = folder / "groups.yaml"
    groups.write_text(groups.read_text().replace("hints: [early, help]", "hints: [No, 0800, on]"))
    knowledge = load(folder)
    assert knowledge.contacts["emergency"].number == "999"
    assert knowledge.groups["early-help-group"].hints == ("No", "0800", "on")


def test_a_chair_has_the_source_of_its_group_unless_it_names_its_own(folder):
    """Facts within a record inherit the record's source."""
    groups = folder / "groups.yaml"
    text = groups.read_text().replace(
        "- person: bethan-quill", "- {person: bethan-quill, source: bulletin}"
    )
    groups.write_text(text)
    knowledge = load(folder)
    assert knowledge.groups["learning-and-audit-group"].chairs[0].source == "groups-page"
    assert knowledge.groups["neglect-strategy-group"].chairs[0].source == "bulletin"


def test_terms_of_reference_have_a_status_and_a_source(tarnshire):
    """Published or under review, by the group's source or their own."""
    audits = tarnshire.groups["learning-and-audit-group"]
    forum = tarnshire.groups["early-years-forum"]
    assert (audits.terms_status, audits.terms_source) == ("under-review", "groups-page")
    assert (forum.terms_status, forum.terms_source) == ("published", "bulletin")


def test_chairs_change_with_the_day(tarnshire):
    """Who chaired before and who chairs now are both known, by their dates."""
    group = tarnshire.groups["early-help-group"]
    before = tarnshire.chair_of(group, date(2022, 6, 1))
    after = tarnshire.chair_of(group, date(2023, 1, 9))
    assert [chair[1].name for chair in (before, after) if chair] == [
        "Dorothea Lamb",
        "Marek Oyelaran",
    ]


def test_former_names_end_on_a_day_or_in_a_year(tarnshire):
    """Sources know the day or only the year."""
    assert tarnshire.districts["tarn-dale"].former == (
        FormerName("Middle Tarn", until=date(1998, 3, 31)),
    )
    assert tarnshire.districts["saltreach"].former == (
        FormerName("Salt Hundreds", until_year=2009),
    )


def test_a_source_is_dated_undated_or_checked(tarnshire):
    """Three ways to say how old a source is; none is invented."""
    dated, undated, checked = tarnshire.sources.values()
    assert (dated.date, dated.undated, dated.checked) == (date(2021, 5, 12), False, None)
    assert (undated.date, undated.undated, undated.checked) == (None, True, None)
    assert (checked.date, checked.undated, checked.checked) == (None, False, "March 2026")


def test_articles_may_stand_in_one_file_or_in_a_folder(folder):
    """Many articles are easier to keep in several files."""
    before = load(folder)
    (folder / "articles").mkdir()
    (folder / "articles.yaml").rename(folder / "articles" / "all.yaml")
    after = load(folder)
    assert after.articles == before.articles


def test_the_version_is_a_digest_of_the_files(folder, tarnshire):
    """The same files give the same version anywhere; any change gives another."""
    assert load(folder).version == tarnshire.version
    with (folder / "terms.yaml").open("a") as terms:
        terms.write("# A comment.\n")
    assert load(folder).version != tarnshire.version


def test_hidden_and_foreign_files_are_no_part_of_a_pack(folder, tarnshire):
    """Editors leave swap and backup files beside the one being edited."""
    (folder / ".groups.yaml").write_text("half a li")
    (folder / "groups.yaml~").write_text("- id: old")
    (folder / "groups.yaml.swp").write_bytes(b"\0\xff")
    assert load(folder).version == tarnshire.version


def test_every_value_knows_its_line():
    """Lines count from one, as editors do."""
    chairs = next(read_source(TARNSHIRE).records("groups")).fields["chairs"]
    assert [item.line for item in chairs.items] == [7, 9]
    assert chairs.items[0].fields["person"].text == "marek-oyelaran"


def test_a_refused_pack_names_every_problem(folder):
    """Two mistakes in two files are both told."""
    (folder / "terms.yaml").write_text("- id: [\n")
    (folder / "bodies.yaml").write_text("just a text\n")
    with pytest.raises(PackError) as refusal:
        load(folder)
    assert {problem.file for problem in refusal.value.problems} == {"terms.yaml", "bodies.yaml"}
    assert str(refusal.value).startswith("bodies.yaml:1: ")

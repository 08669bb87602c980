"""Every kind of mistake in a pack is found, with its file, its line and a plain reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.command.check_knowledge import main
from bot.pack_check import check
from bot.pack_source import Problem, read_source
from tests.support.pack_contradictions import CONTRADICTIONS
from tests.support.pack_mistakes import FORM_MISTAKES, Mistake

TARNSHIRE = Path(__file__).parent / "packs" / "tarnshire"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented pack, to be broken."""
    return Path(shutil.copytree(TARNSHIRE, tmp_path / "tarnshire"))


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


@pytest.mark.parametrize(
    "mistake", [*FORM_MISTAKES, *CONTRADICTIONS], ids=lambda mistake: mistake.name
)
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
    _break(folder, CONTRADICTIONS[1])
    _break(folder, CONTRADICTIONS[2])
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
    _break(folder, CONTRADICTIONS[2])
    _break(folder, CONTRADICTIONS[4])
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

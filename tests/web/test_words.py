"""The strings file is complete: every sentence that is used exists, every one is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from bot.enquiries import MOVES, STAFF_ROLES, STATUSES, MessageKind
from bot.privacy import DetailKind
from bot.store.enquiry_tables import MailKind
from bot.web.desk import accounts, queue, replies, staffing
from bot.web.desk.passwords import Weakness
from bot.web.refusals import STATUS
from bot.web.urgent import About
from bot.web.words import UnknownWordsError, Words
from bot.web.written import TextProblem

WEB = Path("bot/web")
# Named by what they hold: the audiences of a pack, the reasons of a refusal, the kinds of mail.
BY_DATA = (
    *("line.", "error.", "mail.", "desk.role.", "desk.status.", "desk.event.", "desk.mail."),
    *("desk.done.", "desk.queue.scope.", "desk.queue.shelf.", "desk.enquiry.kind."),
    *("desk.refused.", "asker.status."),
    *("details.kind.", "details.left_out.", "export."),
    *("desk.nav_", "desk.account.may.", "audit.action.", "audit.subject."),
    *("work.key.", "work.mail.", "work.search.state.", "work.search.due.", "work.fact."),
    *("calendar.", "demonstration.section.", "demonstration.text."),
    *("report.section.", "report.define.", "report.column.", "report.list."),
    "chat.step_",
)
# The sentence for a problem stands in the part of its page, by the problem's name.
PROBLEMS = {
    "desk.sign_in.": {"wrong", "locked"},
    "desk.invitation.": {*get_args(Weakness), "differs"},
    "desk.accounts.problem_": set(get_args(accounts.Problem)),
    "desk.staffing.problem_": set(get_args(staffing.Problem)),
    "audit.problem_": {"noted"},
    "report.problem_": {"period"},
    "report.": {"no_area", "no_topic"},
    "asker.problem_": {"empty", "over", "status"},
    "work.replies.problem_": set(get_args(replies.Problem)),
    "at_risk.": set(get_args(About)),
}
# say('one' if … else 'other')
CHOICE = r"""say\('([a-z_.]+)' if [^,)]* else '([a-z_.]+)'"""


def widget_script() -> str:
    """The widget's script as people read it, all its parts."""
    parts = sorted((WEB / "static" / "widget.js").glob("*.js"))
    return "\n".join(part.read_text("utf-8") for part in parts)


def used() -> set[str]:
    """The names that code, templates and script ask for."""
    files = [*WEB.rglob("*.py"), *WEB.glob("templates/**/*.*")]
    sources = [path.read_text("utf-8") for path in files]
    text = "\n".join(sources)
    names = set(re.findall(r"""say\(\s*["']([a-z_.]+)["']""", text))
    names |= {name for pair in re.findall(CHOICE, text) for name in pair}
    names |= {before + name for before, problems in PROBLEMS.items() for name in problems}
    names |= {f"chat.{name}" for name in re.findall(r"""\bchat(?:\.|\[['"])([a-z_]+)""", text)}
    script = widget_script()
    names |= {f"chat.{name}" for name in re.findall(r"\bwords\.([a-z_]+)", script)}
    destructured = re.findall(r"const \{ ([a-z_, :]+) \} = this\.words", script)
    names |= {f"chat.{part.split(':')[0].strip()}" for d in destructured for part in d.split(",")}
    # What ends in a sign is only the beginning of a name that data ends.
    return {name for name in names if not name.endswith((".", "_"))}


def test_every_sentence_that_is_used_exists() -> None:
    """A missing one would be a crash in front of somebody."""
    words = Words.read()
    there = set(words.names())
    assert {name for name in used() if not name.startswith(("chat.get", "chat.items"))} <= there


def test_every_sentence_is_used() -> None:
    """A sentence that nothing says misleads whoever translates the file."""
    unused = set(Words.read().names()) - used()
    assert {name for name in unused if not name.startswith(BY_DATA)} == set()


def test_what_data_names_has_its_sentence() -> None:
    """Every status, role, move, kind of message and of mail that the desk may show."""
    words = Words.read()
    needed = {
        "desk.status": STATUSES,
        "asker.status": STATUSES,
        "desk.role": STAFF_ROLES,
        "desk.enquiry.kind": get_args(MessageKind),
        "desk.mail": get_args(MailKind),
        "desk.refused": get_args(TextProblem),
        "details.kind": get_args(DetailKind),
        "details.left_out": get_args(DetailKind),
        "desk.event": {*MOVES, "create", "escalate", "follow"},
        "desk.queue.scope": get_args(queue.Scope),
        "desk.queue.shelf": get_args(queue.Shelf),
    }
    for branch, names in needed.items():
        assert set(words.branch(branch)) == set(names), branch


def test_every_refusal_has_its_sentence() -> None:
    """And every sentence of the errors its refusal, but for those of the page itself."""
    words = Words.read()
    named = {name.removeprefix("error.") for name in words.names() if name.startswith("error.")}
    assert named - {"title", "home", "desk", "typed", "go_back"} == set(STATUS)


def test_an_unknown_name_is_an_error() -> None:
    """Not an empty sentence; a branch is none either."""
    words = Words.read()
    for name in ("nothing", "chat", "chat.nothing", "brand.x"):
        with pytest.raises(UnknownWordsError):
            words.say(name)
    with pytest.raises(UnknownWordsError):
        words.branch("brand")


def test_no_sentence_is_written_in_python_or_script() -> None:
    """Words that people see live in the strings file: no script holds a sentence."""
    code = re.sub(r"//.*|/\*.*?\*/", "", widget_script())
    assert not re.findall(r"""["'`][A-Z][a-z]+ [a-z]+ [a-z]+""", code)

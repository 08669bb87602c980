"""The strings file is complete: every sentence that is used exists, every one is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.web.refusals import STATUS
from bot.web.words import UnknownWordsError, Words

WEB = Path("bot/web")
# Named by what they hold: the audiences of a pack, the reasons of a refusal, the kinds of mail.
BY_DATA = ("line.", "error.", "mail.")


def used() -> set[str]:
    """The names that code, templates and script ask for."""
    sources = [path.read_text("utf-8") for path in [*WEB.glob("*.py"), *WEB.glob("templates/*")]]
    text = "\n".join(sources)
    names = set(re.findall(r"""say\(\s*["']([a-z_.]+)["']""", text))
    names |= {f"chat.{name}" for name in re.findall(r"""\bchat(?:\.|\[['"])([a-z_]+)""", text)}
    script = (WEB / "static" / "widget.js").read_text("utf-8")
    names |= {f"chat.{name}" for name in re.findall(r"\bwords\.([a-z_]+)", script)}
    destructured = re.findall(r"const \{ ([a-z_, :]+) \} = this\.words", script)
    names |= {f"chat.{part.split(':')[0].strip()}" for d in destructured for part in d.split(",")}
    return names


def test_every_sentence_that_is_used_exists() -> None:
    """A missing one would be a crash in front of somebody."""
    words = Words.read()
    there = set(words.names())
    assert {name for name in used() if not name.startswith(("chat.get", "chat.items"))} <= there


def test_every_sentence_is_used() -> None:
    """A sentence that nothing says misleads whoever translates the file."""
    unused = set(Words.read().names()) - used()
    assert {name for name in unused if not name.startswith(BY_DATA)} == set()


def test_every_refusal_has_its_sentence() -> None:
    """And every sentence of the errors its refusal, but for the two of the page itself."""
    words = Words.read()
    named = {name.removeprefix("error.") for name in words.names() if name.startswith("error.")}
    assert named - {"title", "home"} == set(STATUS)


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
    script = (WEB / "static" / "widget.js").read_text("utf-8")
    code = re.sub(r"//.*|/\*.*?\*/", "", script)
    assert not re.findall(r"""["'`][A-Z][a-z]+ [a-z]+ [a-z]+""", code)

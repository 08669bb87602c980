"""A file of sentences laid over ours makes the pages speak another language, or in other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError
from bot.web.words import Words
from tests.support.doors import open_door

ARABIC = """
language: ar
direction: rtl
page: {heading: اسأل}
chat: {welcome: "مرحباً من {partnership}", send: إرسال}
mail: {moment: "{day} {month}"}
calendar: {month: {jan: يناير}}
office: {open: "يجيب مستشار قبل {due}"}
"""


async def test_the_page_and_the_widget_speak_the_language_of_the_file(tmp_path: Path) -> None:
    """Direction, dates and gaps included; a sentence that the file leaves out stays as it was."""
    strings = tmp_path / "ar.yaml"
    strings.write_text(ARABIC, encoding="utf-8")
    async with open_door(tmp_path, strings=strings) as door:
        page = await door.get("/")
        assert '<html lang="ar" dir="rtl">' in page.html
        assert page.headings == ["اسأل"]
        assert "Leave now" in page.text
        async with door.client.get(door.url("/chat")) as answer:
            start = await answer.json()
    assert (start["language"], start["direction"]) == ("ar", "rtl")
    assert start["words"]["welcome"].startswith("مرحباً من Fenshire")
    assert start["words"]["title"] == "Your conversation"
    assert start["office"]["sentence"] == "يجيب مستشار قبل 7 يناير"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("chat: {nothing: words}", "chat.nothing"),
        ("chat: words", "chat"),
        ("page: {title: {inner: words}}", "page.title"),
        ("chat: {send: 7}", "chat.send"),
        ("page: {title: '{partner}'}", "page.title"),
        ("page: {title: '{partnership'}", "page.title"),
        ("page: {title: '{partnership.name}'}", "page.title"),
        ("- a list", "names with their sentences"),
        ("page: {", "ar.yaml"),
    ],
)
def test_a_file_that_does_not_fit_stops_the_start(tmp_path: Path, text: str, named: str) -> None:
    """With the setting's name and what is wrong: a gap that nothing fills would be a crash."""
    strings = tmp_path / "ar.yaml"
    strings.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"SIGNPOST_STRINGS.*{named}"):
        Words.read(strings)

"""What was read of a pack's questions is kept between starts, as long as it is still so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.components.pack_reading import PackReading, reading_of, state_of
from bot.components.reader import MessageReader
from bot.pack import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reader(kent: MessageReader) -> MessageReader:
    """A reader of the invented pack, which is small."""
    return replace(kent, knowledge=load(ROOT / "tests" / "packs" / "tarnshire"))


def test_what_was_kept_is_what_is_read(reader: MessageReader, tmp_path: Path) -> None:
    """The same questions, kinds of names, follow-ups and records named."""
    read = reading_of(reader, tmp_path)
    assert read == PackReading.of(reader)
    assert read.asked
    assert any(read.named.values())
    (kept,) = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert reading_of(reader, tmp_path) == read
    assert kept.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"state": "other"}'])
def test_a_damaged_file_counts_as_missing(
    damage: str, reader: MessageReader, tmp_path: Path
) -> None:
    """It is read anew, and the file is whole again."""
    read = reading_of(reader, tmp_path)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_text(encoding="utf-8")
    kept.write_text(damage, encoding="utf-8")
    assert reading_of(reader, tmp_path) == read
    assert kept.read_text(encoding="utf-8") == whole


def test_another_pack_or_other_words_are_read_anew(reader: MessageReader) -> None:
    """The digest tells them apart, and is the same for the same."""
    knowledge = replace(reader.knowledge, version="another")
    states = {
        state_of(one)
        for one in (
            reader,
            replace(reader),
            replace(reader, knowledge=knowledge),
            replace(reader, english=replace(reader.english, words=frozenset({"word"}))),
        )
    }
    assert len(states) == 3
